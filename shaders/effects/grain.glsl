/*{
  "DESCRIPTION": "Film grain: other grains in each frame, strongest in the middle tones, as on film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.18, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much it shows" },
    { "NAME": "grain", "TYPE": "float", "DEFAULT": 1.6, "MIN": 1, "MAX": 12, "UNIT": "px", "DESCRIPTION": "how large a grain is" },
    { "NAME": "colour", "TYPE": "float", "DEFAULT": 0.25, "MIN": 0, "MAX": 1, "DESCRIPTION": "0: grey, 1: each channel has its own", "GROUP": "advanced" }
  ]
}*/
const float WHOLE = 2147483648.0;
const uint STEP = 0x9e3779b1u;

// The numbers of a column or a row and of the next one, `place` a multiple of STEP.
uvec2 line(uint place) {
  uvec2 n = uvec2(place, place + STEP);
  return (n ^ (n >> 15)) * 0x846ca68bu;
}

// Three numbers of the hash of a column and a row, -WHOLE … WHOLE; below its own bits each has those of the next.
vec3 cell(uint column, uint row) {
  uint n = column * row;
  return vec3(ivec3(uvec3(n, n << 8, n << 16)));
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  uint now = scrambled(uint(int(frame)) + scrambled(uint(int(seed))));
  // The cells lie elsewhere in each frame, so that nobody sees in what they are ordered; those of one pixel can't.
  vec2 shift = vec2(ivec2(uvec2(now, now >> 16) & 65535u)) * (clamp(grain - 1.0, 0.0, 1.0) / 65536.0);
  vec2 place = uv * (size * (1.0 / grain)) - 0.5 + shift;
  vec2 at = floor(place);
  vec2 f = place - at;
  f *= f * (3.0 - 2.0 * f);
  // More of both neighbours than all, as their mean varies less than one of them.
  vec2 later = f * (1.4 - 0.4 * f);
  vec2 sooner = (1.0 - f) * (1.0 + 0.4 * f);
  // Grey is what all three have in common. Each one's own share is part of what a whole row of pixels has, and costs none of them.
  float own = colour == 0.0 ? 1.0 : colour;
  float evenly = 0.57735027 * (1.0 - colour) * (1.0 / own);
  later.y *= own;
  sooner.y *= own;
  // Most of a hash is the same in a whole column or row of pixels, and made once for it.
  uvec2 from = uvec2(ivec2(at)) * STEP;
  uvec2 columns = line(from.x + 0x7feb352du);
  uvec2 rows = line(from.y + now);
  vec3 grains =
    sooner.y * sooner.x * cell(columns.x, rows.x) + sooner.y * later.x * cell(columns.y, rows.x) +
    later.y * sooner.x * cell(columns.x, rows.y) + later.y * later.x * cell(columns.y, rows.y);
  float grey = evenly * (grains.r + grains.g + grains.b);
  if (colour == 0.0) grains = vec3(0.0);
  vec3 rgb = straight(color);
  float luma = brightness(rgb);
  float strength = 0.114 * amount * (1.0 / WHOLE) + 0.85 * amount * (1.0 / WHOLE) * luma * (1.0 - luma);
  return premultiplied(clamp(rgb + strength * (grey + grains), 0.0, 1.0), color.a);
}
