#version 300 es
// One plane of NV12 from windows onto the image, which planes.frag has made once: there the image is
// filtered already along the axis on which it stands still, and converted. Along x a window holds four
// neighbours of a row (Y′ of four texels, or Cb and Cr of two); along y, four columns of the plane.
// What is left is to interpolate along the axis of the motion: a few reads instead of sixteen or more.
precision highp float;
precision highp sampler2D;

uniform sampler2D windows;
uniform vec2 windowSize; // 1 / size of their texture
uniform vec2 corner; // the texel of the framebuffer at which the first window's row or column is shown
uniform vec2 origin; // the texel of the framebuffer at which this plane begins
uniform mat3 toTexel; // as in scene.glsl
out vec4 bytes;

// Places are rounded as in scene.glsl, and counted from the middle of the first texel.
vec4 round256(vec4 place) {
  return floor((place - 0.5) * 256.0 + 0.5) / 256.0;
}

#ifdef WINDOWS_X
vec4 window(float texel) {
  return texture(windows, vec2(texel + 0.5, gl_FragCoord.y - corner.y) * windowSize);
}

// The values at `place` (0 ≤ place < 4) on the line through five points: v, then last.
vec4 interpolate(vec4 place, vec4 v, float last) {
  return v.x + (v.y - v.x) * clamp(place, 0.0, 1.0) + (v.z - v.y) * clamp(place - 1.0, 0.0, 1.0) +
         (v.w - v.z) * clamp(place - 2.0, 0.0, 1.0) + (last - v.w) * clamp(place - 3.0, 0.0, 1.0);
}

void main() {
  vec4 px = 4.0 * floor(gl_FragCoord.x - origin.x) + vec4(0.5, 1.5, 2.5, 3.5);
  vec4 place = round256(toTexel[0].x * px + toTexel[2].x);
  float first = floor(place.x);
  place -= first;
#ifdef CHROMA
  vec4 a = window(first), b = window(first + 2.0), c = window(first + 4.0);
  vec4 cb = interpolate(place, vec4(a.xz, b.xz), c.x);
  vec4 cr = interpolate(place, vec4(a.yw, b.yw), c.y);
  bytes = 0.5 * (vec4(cb.x, cr.x, cb.z, cr.z) + vec4(cb.y, cr.y, cb.w, cr.w));
#else
  bytes = interpolate(place, window(first), window(first + 4.0).x);
#endif
}
#else
vec4 window(float texel) {
  return texture(windows, vec2(gl_FragCoord.x - corner.x, texel + 0.5) * windowSize);
}

vec4 row(float place) {
  float first = floor(place);
  return mix(window(first), window(first + 1.0), place - first);
}

void main() {
  float texel = floor(gl_FragCoord.y - origin.y);
#ifdef CHROMA
  vec2 px = 2.0 * texel + vec2(0.5, 1.5);
  vec2 place = round256((toTexel[1].y * px + toTexel[2].y).xyxy).xy;
  bytes = 0.5 * (row(place.x) + row(place.y));
#else
  bytes = row(round256(vec4(toTexel[1].y * (texel + 0.5) + toTexel[2].y)).x);
#endif
}
#endif
