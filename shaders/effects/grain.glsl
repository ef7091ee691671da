/*{
  "DESCRIPTION": "Film grain: other grains in each frame, strongest in the middle tones, as on film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.18, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much it shows" },
    { "NAME": "grain", "TYPE": "float", "DEFAULT": 1.6, "MIN": 1, "MAX": 12, "UNIT": "px", "DESCRIPTION": "how large a grain is" },
    { "NAME": "colour", "TYPE": "float", "DEFAULT": 0.25, "MIN": 0, "MAX": 1, "DESCRIPTION": "0: grey, 1: each channel has its own", "GROUP": "advanced" }
  ]
}*/
// Most of what grain takes are hashes, eight of them for each pixel. So here, by hand, stands no more of them than a pixel
// shows: what a row has in common is made once for it, and of the last three numbers the last step is left out, which leaves
// their upper 16 bits as they are.
uvec4 numbers(vec2 at, float z) {
  uint row = scrambled(uint(int(at.y)) + scrambled(uint(int(floor(z))) + scrambled(uint(int(seed)))));
  uint first = scrambled(uint(int(at.x)) + row);
  uvec3 n = first + uvec3(1, 2, 3);
  n = (n ^ (n >> 16)) * 0x7feb352du;
  return uvec4(first, (n ^ (n >> 15)) * 0x846ca68bu) >> 9;
}

// −1 … 1, most of them about 0: random(…) + random(…) - 1.0 of two places.
vec4 cell(vec2 at) {
  return vec4(ivec4(numbers(at, frame) + numbers(at, frame + 0.5 + 16777216.0))) / 8388608.0 - 1.0;
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec2 place = uv * size / grain - 0.5;
  vec2 at = floor(place);
  vec2 f = smoothstep(0.0, 1.0, place - at);
  vec4 upper = mix(cell(at), cell(at + vec2(1.0, 0.0)), f.x);
  vec4 lower = mix(cell(at + vec2(0.0, 1.0)), cell(at + 1.0), f.x);
  // The mean of neighbours varies less than one of them.
  float even = mix(1.0, 1.7, 2.0 * min(min(f.x, 1.0 - f.x), 0.5));
  vec4 grains = mix(upper, lower, f.y) * even;
  vec3 rgb = straight(color);
  float luma = brightness(rgb);
  float strength = amount * (0.35 + 2.6 * luma * (1.0 - luma));
  rgb += strength * 0.5 * mix(vec3(grains.a), grains.rgb, colour);
  return premultiplied(clamp(rgb, 0.0, 1.0), color.a);
}
