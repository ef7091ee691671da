/*{
  "DESCRIPTION": "The picture opens from a circle, as in a silent film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["reveal"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "where it opens", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "softness", "TYPE": "float", "DEFAULT": 0.04, "MIN": 0, "MAX": 1, "DESCRIPTION": "of the edge" },
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
  vec2 p = (uv - centre) * size;
  vec2 corner = (abs(centre - 0.5) + 0.5) * size;
  float far = length(p) / length(corner);
  float soft = max(softness, 1.5 / length(corner));
  float edge = shown() * (1.0 + soft);
  return mix(to(uv), image(uv), smoothstep(0.0, 1.0, (edge - far) / soft));
}
