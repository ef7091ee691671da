#version 300 es
// Resamples along one axis as skimage.transform.resize(anti_aliasing=True) does: a Gaussian of
// σ = (factor − 1) / 2, cut off at 4σ, then linear interpolation at (i + 0.5) · factor − 0.5. (The levels of a
// pyramid have another σ, and so has a blurred background.)
// Colours are premultiplied by alpha; with STRAIGHT those of the source aren't yet. OPAQUE: there is no alpha but
// 1. With WRAPS the filter goes on at the other edge; otherwise it is mirrored there (the edge pixel not repeated).
uniform sampler2D source;
uniform ivec2 axis; // 1, 0 along x; 0, 1 along y
uniform float factor; // source length / target length
uniform float first; // where the source begins that is resampled, px
uniform float sigma; // of the Gaussian, px of the source
uniform int level; // of the source
uniform vec3 background; // sRGB; before it the picture will be seen
invariant out vec4 color;

// Without `%`, which software renderers compute pixel by pixel.
#ifdef WRAPS
int inside(int i, int length) {
  return i - length * int(floor((float(i) + 0.5) / float(length)));
}
#else
// The filter reaches at most 2.5 lengths from the first pixel, where folding twice is enough.
int inside(int i, int length) {
  int last = length - 1;
  return min(abs(last - abs(last - abs(i))), last);
}
#endif

float gauss(int distance, int radius, float sigma) {
  if (abs(distance) > radius) return 0.0;
  float d = float(distance) / max(sigma, 0.001); // a filter of one pixel has no width
  return exp2Of(-0.72134752 * rounded(d * d)); // exp(−d² / 2)
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 size = textureSize(source, level);
  int length = axis.x * size.x + axis.y * size.y;
  float centre = rounded(rounded((float(axis.x * here.x + axis.y * here.y) + 0.5) * factor) - 0.5) + first;
  int nearest = int(floor(centre));
  float weight = centre - float(nearest);
  int radius = int(4.0 * sigma + 0.5);
  ivec2 across = here * axis.yx;

  vec4 sum = vec4(0.0);
  float total = 0.0;
  float before = 0.0; // what the Gaussian was one pixel before
  for (int d = -radius; d <= radius + 1; d++) {
    float at = gauss(d, radius, sigma);
    float w = mixOf(at, before, weight);
    before = at;
    vec4 texel = texelFetch(source, across + axis * inside(nearest + d, length), level);
#ifdef STRAIGHT
    texel.rgb *= texel.a;
#endif
    sum += w * texel;
    total += w;
  }
  color = sum / total;
#ifndef OPAQUE
  // Alpha becomes a byte: what the background then shows too much or too little of is made up for here, so
  // that it adds nothing to what rounding costs.
  float alpha = floor(255.0 * color.a + 0.5) * (1.0 / 255.0);
  color = vec4(color.rgb + background * (alpha - color.a), alpha);
#endif
  color = kept(color);
}
