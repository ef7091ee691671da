/*{
  "DESCRIPTION": "Rays from a source of light, thrown by all that is bright",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "bright", "SCALE": 0.5}, {"TARGET": "rays", "SCALE": 0.5}, {}],
  "INPUTS": [
    { "NAME": "sun", "TYPE": "point2D", "DEFAULT": [0.5, 0.2], "DESCRIPTION": "where the light is", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.8, "MIN": 0, "MAX": 2, "DESCRIPTION": "how much light" },
    { "NAME": "reach", "TYPE": "float", "DEFAULT": 0.7, "MIN": 0.05, "MAX": 1, "DESCRIPTION": "how far rays reach" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.9, 0.7, 1], "DESCRIPTION": "of the light" }
  ]
}*/
const int STEPS = 48;

vec4 effect(vec2 uv) {
  if (PASS == 1) {
    float start = random(vec3(uv * size, 0.0)).x;
    vec2 along = (sun - uv) * (reach * (1.0 / float(STEPS)));
    vec4 sum = vec4(0.0);
    float total = 0.0;
    for (int n = 0; n < STEPS; n++) {
      float weight = exp(float(n) * (-2.0 / float(STEPS)));
      sum += weight * bright(uv + along * (float(n) + start));
      total += weight;
    }
    return sum * (1.0 / total);
  }
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  if (PASS == 0) return vec4(rgb * smoothstep(threshold, min(threshold + 0.4, 1.001), brightness(rgb)), 1.0) * color.a;
  vec2 px = 1.5 / size;
  vec3 light = 0.25 * (rays(uv + px).rgb + rays(uv - px).rgb + rays(uv + vec2(px.x, -px.y)).rgb + rays(uv + vec2(-px.x, px.y)).rgb);
  return premultiplied(1.0 - (1.0 - rgb) * exp(-2.2 * amount * light * colour.rgb), color.a);
}
