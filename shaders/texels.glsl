// Between the texels of a picture that is drawn from another one, linearly: by hand, as the filters of graphics differ from
// maker to maker, and rounded as the image itself is in scene.glsl.

// place: in shares of the picture
vec4 levelAt(sampler2D picture, vec2 place, float level) {
  vec2 size = vec2(textureSize(picture, int(level)));
  vec2 texel = 1.0 / size;
  vec2 p = floor((rounded(place * size) - 0.5) * 256.0 + 0.5) / 256.0;
  vec2 first = floor(p);
  vec2 weight = p - first;
  vec2 from = (first + 0.5) * texel;
  vec2 to = from + texel;
  vec4 upper = mixOf(textureLod(picture, from, level), textureLod(picture, vec2(to.x, from.y), level), weight.x);
  vec4 lower = mixOf(textureLod(picture, vec2(from.x, to.y), level), textureLod(picture, to, level), weight.x);
  return mixOf(upper, lower, weight.y);
}

// A texel of what is drawn for a pass; beyond its edges they repeat.
vec4 texelAt(sampler2D picture, ivec2 place) {
  return texelFetch(picture, clamp(place, ivec2(0), textureSize(picture, 0) - 1), 0);
}

// As levelAt finds it, of what is drawn for a pass: its texels by their numbers, which takes less time.
vec4 passAt(sampler2D picture, vec2 place) {
  vec2 p = floor((rounded(place * vec2(textureSize(picture, 0))) - 0.5) * 256.0 + 0.5) / 256.0;
  vec2 first = floor(p);
  vec2 weight = p - first;
  ivec2 from = ivec2(first);
  vec4 upper = mixOf(texelAt(picture, from), texelAt(picture, from + ivec2(1, 0)), weight.x);
  vec4 lower = mixOf(texelAt(picture, from + ivec2(0, 1)), texelAt(picture, from + 1), weight.x);
  return mixOf(upper, lower, weight.y);
}
