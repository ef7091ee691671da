/*{
  "DESCRIPTION": "The tone curve: black, white, middle and contrast, with warmth and saturation",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "INPUTS": [
    { "NAME": "black", "TYPE": "float", "DEFAULT": 0, "MIN": 0, "MAX": 0.5, "DESCRIPTION": "what becomes black" },
    { "NAME": "white", "TYPE": "float", "DEFAULT": 1, "MIN": 0.5, "MAX": 1, "DESCRIPTION": "what becomes white" },
    { "NAME": "middle", "TYPE": "float", "DEFAULT": 0, "MIN": -1, "MAX": 1, "DESCRIPTION": "darker or lighter middle tones" },
    { "NAME": "contrast", "TYPE": "float", "DEFAULT": 0.35, "MIN": -1, "MAX": 1, "DESCRIPTION": "a curve like an S, or the other way" },
    { "NAME": "saturation", "TYPE": "float", "DEFAULT": 1.1, "MIN": 0, "MAX": 2, "DESCRIPTION": "how strong colours are" },
    { "NAME": "warmth", "TYPE": "float", "DEFAULT": 0, "MIN": -1, "MAX": 1, "DESCRIPTION": "towards blue or towards orange" }
  ]
}*/
vec3 curve(vec3 tone) {
  tone = clamp((tone - black) * (1.0 / (white - black)), 0.0, 1.0);
  tone = pow(tone, vec3(exp2(-1.2 * middle)));
  vec3 steep = tone * tone * (3.0 - 2.0 * tone);
  vec3 flatter = 0.5 + (2.0 * tone - 1.0) * 0.275;
  return contrast > 0.0 ? mix(tone, steep, contrast) : mix(tone, flatter, -contrast);
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = curve(straight(color));
  rgb = mix(vec3(brightness(rgb)), rgb, saturation);
  float before = brightness(rgb);
  rgb *= 1.0 + warmth * vec3(0.18, 0.018, -0.216);
  rgb += before - brightness(rgb);
  return premultiplied(clamp(rgb, 0.0, 1.0), color.a);
}
