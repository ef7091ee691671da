/*{
  "DESCRIPTION": "Two inks: the dark tones in one colour, the light ones in another",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "INPUTS": [
    { "NAME": "dark", "TYPE": "color", "DEFAULT": [0.09, 0.06, 0.33, 1], "DESCRIPTION": "of the shadows" },
    { "NAME": "light", "TYPE": "color", "DEFAULT": [1, 0.84, 0.55, 1], "DESCRIPTION": "of the lights" },
    { "NAME": "contrast", "TYPE": "float", "DEFAULT": 0.25, "MIN": 0, "MAX": 1, "DESCRIPTION": "how steep from one to the other" },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float tone = brightness(rgb);
  tone = mix(tone, smoothstep(0.0, 1.0, tone), contrast);
  return premultiplied(mix(rgb, mix(dark.rgb, light.rgb, tone), amount), color.a);
}
