/*{
  "DESCRIPTION": "Sharp at one distance and soft nearer and farther, by the picture's depth map, as a wide lens shows it",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "circles"}, {"TARGET": "soft"}, {}],
  "INPUTS": [
    { "NAME": "depth", "TYPE": "image", "FORM": "map", "DESCRIPTION": "how near everything is: white is near" },
    { "NAME": "focus", "TYPE": "float", "DEFAULT": 0.9, "MIN": 0, "MAX": 1, "DESCRIPTION": "the depth that is sharp: 1 is nearest" },
    { "NAME": "aperture", "TYPE": "float", "DEFAULT": 0.025, "MIN": 0, "MAX": 0.06, "DESCRIPTION": "how soft at most: the radius of a point of light, as a share of the shorter side" },
    { "NAME": "range", "TYPE": "float", "DEFAULT": 0.06, "MIN": 0, "MAX": 0.5, "DESCRIPTION": "how much depth around that is as sharp" },
    { "NAME": "highlights", "TYPE": "float", "DEFAULT": 0.4, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much lights stand out as discs" },
    { "NAME": "invert", "TYPE": "bool", "DEFAULT": false, "DESCRIPTION": "on: black is near in the map", "GROUP": "advanced" }
  ]
}*/
const int TAPS = 56;
const int SMOOTHING = 14;

// How large a point of light becomes, as a share of the aperture, and how near it is.
vec2 circleAt(vec2 uv) {
  float level = invert ? 1.0 - depth(uv) : depth(uv);
  float off = max(abs(level - focus) - range, 0.0) * (1.0 / max(max(focus, 1.0 - focus) - range, 0.01));
  return vec2(min(off, 1.0), level);
}

// Light rather than numbers: what is bright shows as what it is.
vec4 lightOf(vec4 color) {
  vec3 rgb = straight(color);
  return vec4(rgb * rgb * color.a, color.a);
}

vec4 colorOf(vec4 light) {
  return premultiplied(sqrt(clamp(light.rgb / max(light.a, 1.0 / 255.0), 0.0, 1.0)), light.a);
}

// What is nearer lies over this place as far as its circles cover it; below that is the mean of all else whose circles
// reach here. What is sharp reaches no further than itself, and what is behind this place no further than this place's
// own circle, so that nothing shines through it. Places are the middles of pixels: between two of them lies a colour of
// neither, at a depth of neither, which would shine around every edge.
vec4 gathered(vec2 uv, float share, int taps, float start) {
  float widest = max(aperture * share * min(size.x, size.y), 0.01);
  vec2 own = circles(uv).rg;
  // A light is spread over its circle; one that is no larger than what a tap stands for is all here.
  float least = 1.0 / float(taps);
  float total = least / max(own.r * own.r, least);
  vec4 sum = total * lightOf(PASS == 1 ? image(uv) : soft(uv));
  vec4 nearSum = vec4(0.0);
  float nearTotal = 0.0;
  float covered = 0.0;
  for (int n = 0; n < TAPS; n++) {
    if (n >= taps) break;
    float turn = float(n) * 2.3999632 + start;
    vec2 off = sqrt((float(n) + 0.5) * (1.0 / float(taps))) * widest * vec2(cos(turn), sin(turn));
    vec2 middle = floor(uv * size + off) + 0.5;
    vec2 at = middle / size;
    float far = length(middle - uv * size);
    vec2 other = circles(at).rg;
    float reaches = other.g < own.g - 0.02 ? own.r : other.r;
    float weight = smoothstep(-0.75, 0.75, reaches * widest - far);
    weight *= least / max(reaches * reaches, least);
    if (weight == 0.0) continue;
    vec4 light = lightOf(PASS == 1 ? image(at) : soft(at));
    // Of a light, there is enough.
    float shown = weight;
    if (PASS == 1) shown *= 1.0 + 6.0 * highlights * smoothstep(0.75, 1.0, brightness(light.rgb));
    if (other.g > own.g + 0.02) {
      nearSum += shown * light;
      nearTotal += shown;
      covered += weight;
    } else {
      sum += shown * light;
      total += shown;
    }
  }
  vec4 behind = sum / total;
  return colorOf(nearTotal == 0.0 ? behind : mix(behind, nearSum / nearTotal, min(covered, 1.0)));
}

vec4 effect(vec2 uv) {
  if (PASS == 0) return vec4(circleAt(uv), 0.0, 1.0);
  if (PASS == 1) return gathered(uv, 1.0, TAPS, 0.0);
  return gathered(uv, 0.3, SMOOTHING, 1.2);
}
