/*{
  "DESCRIPTION": "The picture comes out of nothing, or of the second picture: light is mixed, not numbers",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["reveal"],
  "LOOP": "film",
  "INPUTS": [
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

vec3 squared(vec3 color) {
  return color * color;
}

vec4 effect(vec2 uv) {
  vec4 from = to(uv);
  vec4 color = image(uv);
  float part = shown();
  if (from.a == 0.0) return color * part;
  float alpha = mix(from.a, color.a, part);
  // Squares are near enough to light, and take a third of the time of any other power.
  vec3 light = mix(squared(straight(from)) * from.a, squared(straight(color)) * color.a, part);
  return premultiplied(sqrt(light / max(alpha, 1.0 / 255.0)), alpha);
}
