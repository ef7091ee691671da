/*{
  "DESCRIPTION": "Few flat tones, as in a screen print, with even edges between them",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "INPUTS": [
    { "NAME": "levels", "TYPE": "long", "DEFAULT": 5, "MIN": 2, "MAX": 16, "DESCRIPTION": "tones from black to white" },
    { "NAME": "softness", "TYPE": "float", "DEFAULT": 0.12, "MIN": 0, "MAX": 1, "DESCRIPTION": "how soft their edges are" },
    { "NAME": "saturation", "TYPE": "float", "DEFAULT": 1.35, "MIN": 0, "MAX": 2, "DESCRIPTION": "how strong colours are" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float tone = brightness(rgb);
  float steps = tone * float(levels - 1) + 0.5;
  float f = fract(steps);
  float edge = max(0.5 * softness, 0.02);
  float flatTone = (floor(steps) + smoothstep(1.0 - edge, 1.0, f) * 0.5 - rounded((1.0 - smoothstep(0.0, edge, f)) * 0.5)) * (1.0 / float(levels - 1));
  vec3 chroma = (rgb - tone) * saturation;
  chroma = rounded(rounded(floor(chroma * float(levels) + 0.5) * (1.0 / float(levels))) * 0.6 + chroma * 0.4);
  return premultiplied(clamp(flatTone + chroma, 0.0, 1.0), color.a);
}
