/*{
  "DESCRIPTION": "Warm light falls in from the edge and drifts, as in a camera that isn’t tight",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.8, "MIN": 0, "MAX": 2, "DESCRIPTION": "how much light" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.42, 0.12, 1], "DESCRIPTION": "of the light" },
    { "NAME": "drift", "TYPE": "long", "DEFAULT": 1, "MIN": 0, "MAX": 8, "DESCRIPTION": "times around from the first frame to the last" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  float turn = 6.2831853 * progress * float(drift);
  vec2 circle = vec2(cos(turn), sin(turn));
  vec4 chance = random(vec3(4.0));
  vec2 p = rounded((uv - 0.5) * size / max(size.x, size.y));
  float angle = 6.2831853 * chance.x;
  vec2 from = vec2(cos(angle), sin(angle)) * 0.52;
  float clouds = noise(10.0 + p * 2.2 + 0.7 * circle) * 0.65 + noise(30.0 + p * 4.7 - 0.9 * circle.yx) * 0.35;
  float far = length(p - from + 0.09 * circle) * 1.5 - 0.5 * clouds;
  float leak = exp(-3.2 * max(far, 0.0) * max(far, 0.0)) * smoothstep(1.0, 0.0, far);
  vec2 second = -from.yx * vec2(1.0, -1.0);
  vec2 away = p - second - 0.12 * circle.yx;
  float small = exp(-12.0 * dot(away, away)) * clouds;
  vec3 light = amount * (leak * (colour.rgb + vec3(0.22, 0.495, 0.385) * leak * leak) + 0.6 * small * colour.rgb.rbg);
  // Light adds up, and never beyond white.
  vec3 rgb = 1.0 - (1.0 - straight(color)) * exp(-1.4 * rounded(light));
  return premultiplied(rgb, color.a);
}
