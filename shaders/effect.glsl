// What effects may use, whichever they are; the rest of it is put before each of them by effects/compose.ts.
flat in float filmFrame; // counted from 0
flat in float filmProgress; // frame / frames of the film: 0 … just below 1
flat in float filmPassage; // 0 in the first frame, 1 in the last
flat in float filmTime; // s
flat in vec2 filmSize; // of the box, px

#ifdef SECOND
uniform sampler2D second; // premultiplied, as large as the canvas; its edges repeat
#endif

// The second picture; transparent where there is none.
vec4 secondAt(vec2 uv) {
#ifdef SECOND
  return levelAt(second, (box.xy + rounded(uv * box.zw)) / canvasSize, 0.0);
#else
  return vec4(0.0);
#endif
}

// Integers only, so that every machine gets the same.
uint scrambled(uint n) {
  n = (n ^ (n >> 16)) * 0x7feb352du;
  n = (n ^ (n >> 15)) * 0x846ca68bu;
  return n ^ (n >> 16);
}

// Four numbers, 0 … 1, of a place in whole numbers and a seed.
vec4 randomAt(vec3 place, float seed) {
  uvec3 cell = uvec3(ivec3(floor(place)));
  uint n = scrambled(cell.x + scrambled(cell.y + scrambled(cell.z + scrambled(uint(int(seed))))));
  uvec4 four = uvec4(n, scrambled(n + 1u), scrambled(n + 2u), scrambled(n + 3u));
  return vec4(four >> 8) * (1.0 / 16777216.0);
}

// A smooth field, 0 … 1, with features of about one unit.
float noiseAt(vec2 place, float seed) {
  vec2 cell = floor(place);
  vec2 f = place - cell;
  f = f * f * f * (f * (6.0 * f - 15.0) + 10.0);
  float a = randomAt(vec3(cell, 0.0), seed).x;
  float b = randomAt(vec3(cell + vec2(1.0, 0.0), 0.0), seed).x;
  float c = randomAt(vec3(cell + vec2(0.0, 1.0), 0.0), seed).x;
  float d = randomAt(vec3(cell + 1.0, 0.0), seed).x;
  return mixOf(mixOf(a, b, f.x), mixOf(c, d, f.x), f.y);
}

// A premultiplied colour without its alpha, and with it again.
vec3 straight(vec4 color) {
  return color.rgb / max(color.a, 1.0 / 255.0);
}

vec4 premultiplied(vec3 color, float alpha) {
  return vec4(color * alpha, alpha);
}

// How bright a colour seems (Y′ of BT.709).
float brightness(vec3 color) {
  return dotOf(color, vec3(0.2126, 0.7152, 0.0722));
}
