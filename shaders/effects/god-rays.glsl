/*{
  "DESCRIPTION": "Rays from a source of light, thrown by all that is bright",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "bright", "SCALE": 0.5}, {"TARGET": "rays", "SCALE": 0.5}, {"TARGET": "soft", "SCALE": 0.5}, {}],
  "INPUTS": [
    { "NAME": "sun", "TYPE": "point2D", "DEFAULT": [0.5, 0.2], "DESCRIPTION": "where the light is", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.8, "MIN": 0, "MAX": 2, "DESCRIPTION": "how much light" },
    { "NAME": "reach", "TYPE": "float", "DEFAULT": 0.7, "MIN": 0.05, "MAX": 1, "DESCRIPTION": "how far rays reach" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.9, 0.7, 1], "DESCRIPTION": "of the light" }
  ]
}*/
const int STEPS = 48;
const float FADES = 0.9591895; // exp(−2 / STEPS): what is left of the light from step to step

// Towards the sun, from another place for each texel, so that steps are no rings but noise.
vec4 rayAt(vec2 uv) {
  float start = random(vec3(uv * size, 0.0)).x;
  vec2 texels = vec2(brightSize());
  vec2 along = rounded((sun - uv) * (reach * (1.0 / float(STEPS)))) * texels;
  vec2 from = uv * texels;
  vec4 sum = vec4(0.0);
  float total = 0.0;
  float weight = 1.0;
  for (int n = 0; n < STEPS; n++) {
    sum += weight * bright(ivec2(floor(from + along * (float(n) + start))));
    total += weight;
    weight *= FADES;
  }
  return sum * (1.0 / total);
}

vec4 row(ivec2 middle) {
  return 0.25 * (rays(middle - ivec2(1, 0)) + rays(middle + ivec2(1, 0))) + 0.5 * rays(middle);
}

vec4 effect(vec2 uv) {
  if (PASS == 1) return rayAt(uv);
  if (PASS == 2) {
    ivec2 here = ivec2(uv * vec2(raysSize()));
    return 0.25 * (row(here - ivec2(0, 1)) + row(here + ivec2(0, 1))) + 0.5 * row(here);
  }
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  if (PASS == 0) return vec4(rgb * smoothstep(threshold, min(threshold + 0.4, 1.001), brightness(rgb)), 1.0) * color.a;
  return premultiplied(1.0 - (1.0 - rgb) * exp(-2.2 * amount * colour.rgb * soft(uv).rgb), color.a);
}
