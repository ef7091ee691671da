#version 300 es
// What the sample pictures have in common: noise that goes on where it leaves at the right, so that they roll
// without a seam. A sample is a function `picture` from a place (0 … 1, y upwards) to a colour (sRGB).
precision highp float;
precision highp int;

uniform vec2 size;  // of the picture, px
out vec4 color;

vec3 picture(vec2 at);

// Integers only: every machine draws the same.
uint hash(uint n) {
  n = (n ^ (n >> 16)) * 0x7feb352du;
  n = (n ^ (n >> 15)) * 0x846ca68bu;
  return n ^ (n >> 16);
}

float random(int x, int y) {
  return float(hash(uint(x + 4096) * 8192u + uint(y + 4096)) >> 8) / 16777216.0;
}

// How far two places are from each other along x, of which one edge is the other.
float across(float a, float b) {
  float off = abs(a - b);
  return min(off, 1.0 - off);
}

// Smooth, 0 … 1, with a feature in each unit; along x it comes back after `period` of them.
float noise(vec2 p, int period) {
  vec2 cell = floor(p), f = p - cell;
  f = f * f * (3.0 - 2.0 * f);
  // A division of integers takes software renderers long.
  int left = int(mod(cell.x, float(period))), right = left + 1 == period ? 0 : left + 1, row = int(cell.y);
  return mix(
    mix(random(left, row), random(right, row), f.x),
    mix(random(left, row + 1), random(right, row + 1), f.x),
    f.y);
}

// Noise of ever finer features, 0 … 1.
float cloud(vec2 p, int period, int octaves) {
  float sum = 0.0, weight = 0.5;
  for (int n = 0; n < octaves; n++) {
    sum += weight * noise(p, period);
    p = 2.0 * p + vec2(0.0, 17.0);
    period *= 2;
    weight *= 0.5;
  }
  return sum / (1.0 - 2.0 * weight);
}

void main() {
  color = vec4(clamp(picture(gl_FragCoord.xy / size), 0.0, 1.0), 1.0);
}
