/*{
  "DESCRIPTION": "Moves the picture in depth, by its depth map: what is near goes further than what is far",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "INPUTS": [
    { "NAME": "depth", "TYPE": "image", "FORM": "map", "DESCRIPTION": "how near everything is: white is near" },
    { "NAME": "strength", "TYPE": "float", "DEFAULT": 0.05, "MIN": 0, "MAX": 0.15, "DESCRIPTION": "how far near and far part, as a share of the shorter side" },
    { "NAME": "path", "TYPE": "long", "DEFAULT": 0, "VALUES": [0, 1, 2, 3], "LABELS": ["orbit", "sway", "nod", "dolly"], "DESCRIPTION": "the way of the eye: around, left and right, up and down, nearer and back" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 1, "MIN": -20, "MAX": 20, "DESCRIPTION": "how often it goes there and back, from the first frame to the last" },
    { "NAME": "focus", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "the depth that stands still: 1 is nearest" },
    { "NAME": "invert", "TYPE": "bool", "DEFAULT": false, "DESCRIPTION": "on: black is near in the map", "GROUP": "advanced" }
  ]
}*/
// A ray goes from the eye through the pixel, from what is nearest to what is farthest: first in steps of a few pixels,
// then halved between the last step above the surface and the first below it.
const int MOST_STEPS = 48;
const float STEP = 3.0; // px
const int HALVINGS = 6;

float nearness(vec2 uv) {
  float level = depth(uv);
  return invert ? 1.0 - level : level;
}

// How far the nearest parts from the farthest, px.
vec2 parting(vec2 uv) {
  float angle = 6.28318530718 * progress * float(times);
  float most = strength * min(size.x, size.y);
  if (path == 1) return vec2(most * sin(angle), 0.0);
  if (path == 2) return vec2(0.0, most * sin(angle));
  if (path == 3) return 2.0 * most * sin(0.5 * angle) * sin(0.5 * angle) * (uv - 0.5) * size / max(size.x, size.y);
  return most * vec2(cos(angle), sin(angle));
}

vec4 effect(vec2 uv) {
  // Enlarged by as much as it moves, so that its edges stay outside.
  vec2 from = 0.5 + (uv - 0.5) * (1.0 - 2.0 * strength * max(focus, 1.0 - focus));
  vec2 parts = parting(uv);
  float reach = length(parts);
  if (reach < 0.01) return image(from);
  vec2 along = parts / size;
  int steps = int(clamp(ceil(reach * (1.0 / STEP)), 4.0, float(MOST_STEPS)));
  float above = 1.0;
  float below = 0.0;
  for (int n = 0; n <= MOST_STEPS; n++) {
    if (n > steps) break;
    float level = 1.0 - float(n) / float(steps);
    if (nearness(from - along * (level - focus)) >= level) {
      below = level;
      break;
    }
    above = level;
  }
  for (int n = 0; n < HALVINGS; n++) {
    float middle = 0.5 * (above + below);
    if (nearness(from - along * (middle - focus)) >= middle) below = middle;
    else above = middle;
  }
  vec2 found = from - along * (0.5 * (above + below) - focus);
  // Where the surface is steep, between what is near and what is far, it is the side of something near, which nobody has
  // seen: what lies behind it goes on there, mirrored at its edge.
  vec4 around = vec4(
    nearness(found + vec2(1.5, 0.0) / size), nearness(found - vec2(1.5, 0.0) / size),
    nearness(found + vec2(0.0, 1.5) / size), nearness(found - vec2(0.0, 1.5) / size));
  vec2 uphill = vec2(around.x - around.y, around.z - around.w);
  float top = max(max(around.x, around.y), max(around.z, around.w));
  float foot = min(min(around.x, around.y), min(around.z, around.w));
  float height = (nearness(found) - foot) / max(top - foot, 1e-4);
  float steep = smoothstep(0.7, 1.3, length(uphill) * (1.0 / 3.0) * reach) * smoothstep(0.0, 0.02, height) * (1.0 - smoothstep(0.9, 1.0, height));
  if (steep == 0.0) return image(found);
  vec2 downhill = -normalize(uphill);
  float behind = foot;
  for (int n = 1; n <= 4; n++) behind = min(behind, nearness(found + 3.0 * float(n) * downhill / size));
  vec2 hidden = from - along * (behind - focus);
  float inside = dot((found - hidden) * size, downhill);
  vec2 mirrored = hidden + (2.0 * inside + 2.0) * downhill / size;
  // Where something else that is near stands in the mirror, its edge alone goes on.
  if (nearness(mirrored) > behind + 0.15) mirrored = found + 4.0 * downhill / size;
  return image(mix(found, mirrored, steep));
}
