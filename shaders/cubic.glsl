// Between the pixels of an image by cubic splines through them (Catmull and Rom, 1974: B = 0, C = ½): where a place is
// a pixel's middle, it is that pixel.
// Set by the renderer: CUBIC where the image is sampled so.

vec4 cubicWeights(float t) {
  return vec4(
    t * (-0.5 + t * (1.0 - 0.5 * t)),
    1.0 + t * t * (1.5 * t - 2.5),
    t * (0.5 + t * (2.0 - 1.5 * t)),
    t * t * (0.5 * t - 0.5)
  );
}

vec4 cubicRow(sampler2D image, vec2 second, float texel, vec4 weights) {
  return weights.x * textureLod(image, vec2(second.x - texel, second.y), 0.0)
    + weights.y * textureLod(image, second, 0.0)
    + weights.z * textureLod(image, vec2(second.x + texel, second.y), 0.0)
    + weights.w * textureLod(image, vec2(second.x + 2.0 * texel, second.y), 0.0);
}

// place: in texels; rounded to 1/256 of them, as in scene.glsl
vec4 cubicAt(sampler2D image, vec2 place, vec2 texelSize) {
  vec2 p = floor((place - 0.5) * 256.0 + 0.5) / 256.0;
  vec2 weight = fract(p);
  vec2 second = (p - weight + 0.5) * texelSize;
  vec4 across = cubicWeights(weight.x);
  vec4 down = cubicWeights(weight.y);
  vec2 row = vec2(0.0, texelSize.y);
  vec4 color = down.x * cubicRow(image, second - row, texelSize.x, across)
    + down.y * cubicRow(image, second, texelSize.x, across)
    + down.z * cubicRow(image, second + row, texelSize.x, across)
    + down.w * cubicRow(image, second + 2.0 * row, texelSize.x, across);
  // Beside an edge the splines go beyond black and white; premultiplied colours are at most alpha.
  color.a = clamp(color.a, 0.0, 1.0);
  return vec4(clamp(color.rgb, 0.0, color.a), color.a);
}
