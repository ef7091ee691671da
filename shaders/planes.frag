// scene → one plane of NV12, four bytes a texel: BT.709 in limited range. With CHROMA the plane of Cb
// and Cr in turn, each the mean of the 2×2 pixels it covers; otherwise the plane of Y′.
// Two programs rather than a branch: software renderers execute both sides of an if.
uniform vec2 origin; // the texel of the framebuffer at which this plane begins
out vec4 bytes;

// Rec. ITU-R BT.709-6, 3.2–3.5, quantised to 8 bits: Y′ 16…235, Cb and Cr 16…240.
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

#ifdef CHROMA
vec2 chroma(vec2 corner) {
  vec3 mean = 0.25 * (scene(corner + vec2(0.5, 0.5)) + scene(corner + vec2(1.5, 0.5)) +
                      scene(corner + vec2(0.5, 1.5)) + scene(corner + vec2(1.5, 1.5)));
  return (128.0 + 224.0 * (mean.br - dot(LUMA, mean)) / vec2(1.8556, 1.5748)) / 255.0;
}

void main() {
  vec2 corner = vec2(4.0, 2.0) * floor(gl_FragCoord.xy - origin);
  bytes = vec4(chroma(corner), chroma(corner + vec2(2.0, 0.0)));
}
#else
float luma(vec2 px) {
  return (16.0 + 219.0 * dot(LUMA, scene(px))) / 255.0;
}

void main() {
  vec2 texel = gl_FragCoord.xy - origin;
  vec2 px = vec2(4.0 * floor(texel.x) + 0.5, texel.y);
  bytes = vec4(luma(px), luma(px + vec2(1.0, 0.0)), luma(px + vec2(2.0, 0.0)), luma(px + vec2(3.0, 0.0)));
}
#endif
