/*{
  "DESCRIPTION": "The picture comes in like a stain that spreads, with a glowing edge",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["reveal"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "scale", "TYPE": "float", "DEFAULT": 5, "MIN": 1, "MAX": 40, "DESCRIPTION": "how many stains there are across" },
    { "NAME": "softness", "TYPE": "float", "DEFAULT": 0.12, "MIN": 0.01, "MAX": 1, "DESCRIPTION": "of their edges" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.75, 0.35, 1], "DESCRIPTION": "of the edge" },
    { "NAME": "glow", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much the edge glows" },
    { "NAME": "over", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0.02, "MAX": 1, "DESCRIPTION": "the share of the film that it takes" },
    { "NAME": "leave", "TYPE": "bool", "DEFAULT": false, "DESCRIPTION": "on: the picture goes instead of coming" }
  ]
}*/
// From nothing to the whole picture; the other way where it leaves.
float shown() {
  float part = clamp(passage * (1.0 / over), 0.0, 1.0);
  if (leave) part = clamp((passage - 1.0 + over) * (1.0 / over), 0.0, 1.0);
  part = part * part * (3.0 - 2.0 * part);
  return leave ? 1.0 - part : part;
}


vec4 effect(vec2 uv) {
  vec2 p = rounded(uv * size / min(size.x, size.y) * scale);
  float height = -0.2 + 0.5 * noise(p) + 0.27 * noise(p * 2.1 + 17.0) + 0.15 * noise(p * 4.3 + 41.0) + 0.08 * noise(p * 8.9 + 83.0);
  // Spread out, so that it begins at once and ends at the end.
  height = clamp(height * (1.0 / 0.6), 0.0, 1.0);
  float edge = shown() * (1.0 + softness) - height;
  float here = smoothstep(0.0, softness, edge);
  vec4 color = mix(to(uv), image(uv), here);
  float rim = glow * here * (1.0 - smoothstep(softness, 1.8 * softness, edge)) * step(0.0001, shown()) * step(shown(), 0.9999);
  return vec4(mix(color.rgb, colour.rgb * color.a, rim), color.a);
}
