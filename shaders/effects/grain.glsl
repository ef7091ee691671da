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

// Three numbers of one hash, -WHOLE … WHOLE; below its own bits each has those of the next.
vec3 cell(uint place) {
  uint n = (place ^ (place >> 15)) * 0x846ca68bu;
  n ^= n >> 16;
  return vec3(ivec3(uvec3(n, n << 11, n << 21)));
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  uint now = scrambled(uint(int(frame)) + scrambled(uint(int(seed))));
  // The cells lie elsewhere in each frame, so that nobody sees in what they are ordered; those of one pixel can't.
  vec2 shift = vec2(ivec2(uvec2(now, now >> 16) & 65535u)) * (clamp(grain - 1.0, 0.0, 1.0) / 65536.0);
  vec2 place = uv * (size / grain) - 0.5 + shift;
  vec2 at = floor(place);
  vec2 f = place - at;
  f *= f * (3.0 - 2.0 * f);
  // More of both neighbours than all, as their mean varies less than one of them.
  vec2 later = f * (1.4 - 0.4 * f);
  vec2 sooner = (1.0 - f) * (1.0 + 0.4 * f);
  // Most of a hash is the same in a whole column or row of pixels, and made once for it.
  uvec2 from = uvec2(ivec2(at));
  uint left = scrambled(from.x);
  uint right = scrambled(from.x + 1u);
  uint upper = scrambled(from.y + now);
  uint lower = scrambled(from.y + 1u + now);
  vec3 grains =
    sooner.y * (sooner.x * cell(left + upper) + later.x * cell(right + upper)) +
    later.y * (sooner.x * cell(left + lower) + later.x * cell(right + lower));
  // Grey is what all three have in common.
  float grey = (1.0 - colour) * 0.57735027 * (grains.r + grains.g + grains.b);
  vec3 rgb = straight(color);
  float luma = brightness(rgb);
  float strength = 0.114 * amount / WHOLE + 0.85 * amount / WHOLE * luma * (1.0 - luma);
  return premultiplied(clamp(rgb + strength * (grey + colour * grains), 0.0, 1.0), color.a);
}
