// A product as it is, which no compiler draws together with the sum around it: llvmpipe fuses the two and orders sums
// anew, so that they are rounded otherwise than by SwiftShader, and a place that lies between two steps falls on the other.
precision highp float;

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
