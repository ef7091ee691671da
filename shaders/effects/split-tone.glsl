/*{
  "DESCRIPTION": "One tint for the shadows and one for the lights, as films of the cinema are graded",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "INPUTS": [
    { "NAME": "shadows", "TYPE": "color", "DEFAULT": [0.05, 0.35, 0.45, 1], "DESCRIPTION": "their tint" },
    { "NAME": "lights", "TYPE": "color", "DEFAULT": [1, 0.65, 0.3, 1], "DESCRIPTION": "their tint" },
    { "NAME": "balance", "TYPE": "float", "DEFAULT": 0, "MIN": -1, "MAX": 1, "DESCRIPTION": "where one goes over into the other" },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" }
  ]
}*/
vec3 softLight(vec3 base, vec3 tint) {
  return rounded((1.0 - 2.0 * tint) * base * base) + rounded(2.0 * tint * base);
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float lightness = smoothstep(0.1, 0.9, brightness(rgb) - 0.3 * balance);
  vec3 tint = mix(shadows.rgb, lights.rgb, lightness);
  vec3 toned = softLight(rgb, mix(vec3(0.5), tint, 0.8));
  toned = mix(toned, toned + 0.12 * (tint - 0.5), 1.0 - lightness);
  return premultiplied(clamp(mix(rgb, toned, amount), 0.0, 1.0), color.a);
}
