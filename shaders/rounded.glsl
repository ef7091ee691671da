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

// A colour as it is kept: what becomes bytes is rounded here, as renderers round what lies halfway between two each in its own
// way. BYTES is set by the renderer.
vec4 kept(vec4 color) {
#ifdef BYTES
  return floor(color * 255.0 + 0.5) * (1.0 / 255.0);
#else
  return color;
#endif
}
