/*{
  "DESCRIPTION": "Light spreads from what is bright, as in a wide open lens",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.8, "MIN": 0, "MAX": 3, "DESCRIPTION": "how much light" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.04, "MIN": 0.002, "MAX": 0.15, "DESCRIPTION": "how far, as a share of the shorter side" }
  ],
  "PASSES": [{ "TARGET": "bright", "SCALE": 0.25 }, { "TARGET": "across", "SCALE": 0.25 }, { "TARGET": "spread", "SCALE": 0.25 }, {}]
}*/
vec4 light(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float level = max(max(rgb.r, rgb.g), rgb.b);
  return vec4(rgb * smoothstep(threshold, min(threshold + 0.35, 1.001), level), 1.0) * color.a;
}

vec4 effect(vec2 uv) {
  if (PASS == 0) {
    vec2 step = 1.0 / size;
    return 0.25 * ((light(uv + step * vec2(-1, -1)) + light(uv + step * vec2(1, -1))) + (light(uv + step * vec2(-1, 1)) + light(uv + step)));
  }
  if (PASS == 1) return brightBlurred(uv, vec2(1.0, 0.0), 2.0 * radius, 2.4);
  if (PASS == 2) return acrossBlurred(uv, vec2(0.0, 1.0), 2.0 * radius, 2.4);
  vec4 color = image(uv);
  // Light adds up, and never beyond white.
  vec3 added = 1.0 - (1.0 - straight(color)) * exp(-amount * spread(uv).rgb);
  return premultiplied(added, color.a);
}
