/*{
  "DESCRIPTION": "Red light around what is bright, as it is thrown back by the base of a film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "PASSES": [{"TARGET": "bright", "SCALE": 0.25}, {"TARGET": "across", "SCALE": 0.25}, {"TARGET": "spread", "SCALE": 0.25}, {}],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 1.9, "MIN": 0, "MAX": 3, "DESCRIPTION": "how much light" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.055, "MIN": 0.002, "MAX": 0.1, "DESCRIPTION": "how far, as a share of the shorter side" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.28, 0.1, 1], "DESCRIPTION": "of the light" }
  ]
}*/
vec4 effect(vec2 uv) {
  if (PASS == 1) return brightBlurred(uv, vec2(1.0, 0.0), 2.2 * radius, 2.2);
  if (PASS == 2) return acrossBlurred(uv, vec2(0.0, 1.0), 2.2 * radius, 2.2);
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float light = smoothstep(threshold, min(threshold + 0.3, 1.001), brightness(rgb));
  if (PASS == 0) return vec4(vec3(light), 1.0) * color.a;
  // Most beside the light, not on it.
  vec3 halo = amount * colour.rgb * spread(uv).r * (1.0 - 0.75 * light);
  return premultiplied(1.0 - (1.0 - rgb) * exp(-1.3 * rounded(halo)), color.a);
}
