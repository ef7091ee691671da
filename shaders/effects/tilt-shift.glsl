/*{
  "DESCRIPTION": "Sharp along a line and soft away from it: the world looks like a model",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "PASSES": [{"TARGET": "first"}, {}],
  "INPUTS": [
    { "NAME": "place", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "where it is sharp, from the top" },
    { "NAME": "width", "TYPE": "float", "DEFAULT": 0.12, "MIN": 0, "MAX": 0.5, "DESCRIPTION": "how much is sharp" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.026, "MIN": 0, "MAX": 0.06, "DESCRIPTION": "how soft at most, as a share of the shorter side" },
    { "NAME": "angle", "TYPE": "float", "DEFAULT": 0, "MIN": -90, "MAX": 90, "DESCRIPTION": "of the line", "UNIT": "°" },
    { "NAME": "saturation", "TYPE": "float", "DEFAULT": 1.25, "MIN": 0, "MAX": 2, "DESCRIPTION": "how strong colours are", "GROUP": "advanced" }
  ]
}*/
const int TAPS = 28;

float softness(vec2 uv) {
  vec2 across = vec2(-sin(0.01745329252 * angle), cos(0.01745329252 * angle));
  float off = abs(dot((uv - vec2(0.5, place)) * size, across)) / size.y;
  return smoothstep(0.5 * width, 0.5 * width + 0.32, off);
}

// A disc of samples by the golden angle; those that are sharp don't bleed into what is soft.
vec4 disc(vec2 uv, float reach, float start) {
  vec4 sum = PASS == 0 ? image(uv) : first(uv);
  float total = 1.0;
  for (int n = 0; n < TAPS; n++) {
    float far = sqrt((float(n) + 0.5) * (1.0 / float(TAPS)));
    float turn = float(n) * 2.3999632 + start;
    vec2 at = uv + reach * far * vec2(cos(turn), sin(turn)) * min(size.x, size.y) / size;
    float weight = smoothstep(0.0, 0.25, softness(at)) + 0.02;
    sum += weight * (PASS == 0 ? image(at) : first(at));
    total += weight;
  }
  return sum / total;
}

vec4 effect(vec2 uv) {
  float reach = radius * softness(uv);
  if (PASS == 0) return disc(uv, reach, 0.0);
  vec4 color = disc(uv, rounded(0.35 * reach), 1.2);
  vec3 rgb = straight(color);
  rgb = mix(vec3(brightness(rgb)), rgb, saturation);
  return premultiplied(clamp(rgb, 0.0, 1.0), color.a);
}
