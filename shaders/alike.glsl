// GLSL's own functions that renderers reckon each in its own way, or in one of several: what stands for them in effects of ours
// (src/effects/alike.ts), so that these have the same samples everywhere. Outputs are invariant, so that Mesa leaves products and sums as
// they are written, but for these, which effects have to avoid themselves:
// - Of constants in a product or a sum both compilers make one, each of others: all stand first, or rounded(…) stands between them.
// - SwiftShader makes x * (1.0 / c) of x / c, c / x of c * (1.0 / x), and x * (y + z) of x * y + x * z.
// - Mesa balances sums and products of four and more: rounded(…) stands around two of them.

vec2 mixOf(vec2 from, vec2 to, float share) {
  return rounded(rounded(from) + rounded((rounded(to) - rounded(from)) * share));
}

vec3 mixOf(vec3 from, vec3 to, float share) {
  return rounded(rounded(from) + rounded((rounded(to) - rounded(from)) * share));
}

vec3 mixOf(vec3 from, vec3 to, vec3 share) {
  return rounded(rounded(from) + rounded((rounded(to) - rounded(from)) * share));
}

float smoothstepOf(float from, float to, float x) {
  from = rounded(from);
  float t = clamp((rounded(x) - from) * (1.0 / (rounded(to) - from)), 0.0, 1.0);
  return rounded(t * t * (3.0 - 2.0 * t));
}

vec2 smoothstepOf(float from, float to, vec2 x) {
  return vec2(smoothstepOf(from, to, x.x), smoothstepOf(from, to, x.y));
}

float dotOf(vec2 a, vec2 b) {
  return rounded(rounded(a.x * b.x) + rounded(a.y * b.y));
}

float dotOf(vec3 a, vec3 b) {
  return rounded(rounded(rounded(a.x * b.x) + rounded(a.y * b.y)) + rounded(a.z * b.z));
}

float dotOf(vec4 a, vec4 b) {
  return rounded(dotOf(a.xyz, b.xyz)) + rounded(a.w * b.w);
}

vec2 normalizeOf(vec2 way) {
  return way * (1.0 / lengthOf(way));
}

float expOf(float x) {
  return exp2Of(1.44269504 * rounded(x));
}

vec3 expOf(vec3 x) {
  return vec3(expOf(x.x), expOf(x.y), expOf(x.z));
}

// 0 where x is.
float powOf(float x, float y) {
  return x > 0.0 ? exp2Of(y * rounded(log2Of(x))) : 0.0;
}

vec3 powOf(vec3 x, vec3 y) {
  return vec3(powOf(x.x, y.x), powOf(x.y, y.y), powOf(x.z, y.z));
}
