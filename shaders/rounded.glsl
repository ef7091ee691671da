// A product as it is, which no compiler draws together with the sum around it: llvmpipe fuses the two and orders sums
// anew, so that they are rounded otherwise than by SwiftShader, and a place that lies between two steps falls on the other.
precision highp float;
precision highp int;
precision highp sampler2D;

const float LEAST = -1e30; // below all that is ever summed

float rounded(float value) {
  return max(value, LEAST);
}

vec2 rounded(vec2 values) {
  return max(values, LEAST);
}

vec3 rounded(vec3 values) {
  return max(values, LEAST);
}

// GLSL's mix, which llvmpipe reckons in one of several ways, by what else it is asked for.
float mixOf(float from, float to, float share) {
  return rounded(rounded(from) + rounded((rounded(to) - rounded(from)) * share));
}

vec4 mixOf(vec4 from, vec4 to, float share) {
  return from + (to - from) * share;
}

// SwiftShader fuses the sum in GLSL's own, as it does in mix, dot, normalize and products of matrices.
float lengthOf(vec2 way) {
  return sqrt(rounded(way.x * way.x) + rounded(way.y * way.y));
}

// A colour as it is kept: what becomes bytes is rounded here, as renderers round what lies halfway between two each in its own
// way. BYTES is set by the renderer.
vec4 kept(vec4 color) {
#ifdef BYTES
  return floor(color * 255.0 + 0.5) * (1.0 / 255.0);
#else
  // As a half float: eleven bits, and below 2⁻¹⁴ steps of 2⁻²⁴.
  ivec4 bits = floatBitsToInt(color);
  vec4 nearest = intBitsToFloat((bits + 0xfff + ((bits >> 13) & 1)) & ~0x1fff);
  return mix(nearest, floor(color * 16777216.0 + 0.5) * (1.0 / 16777216.0), lessThan(color, vec4(6.1035156e-5)));
#endif
}
