/*{
  "DESCRIPTION": "The picture comes in behind a soft edge that runs across it",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["reveal"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "angle", "TYPE": "float", "DEFAULT": 0, "MIN": -180, "MAX": 180, "DESCRIPTION": "where the edge runs to; 0: to the right", "UNIT": "°" },
    { "NAME": "softness", "TYPE": "float", "DEFAULT": 0.15, "MIN": 0, "MAX": 1, "DESCRIPTION": "of the edge" },
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
  vec2 along = vec2(cos(0.01745329252 * angle), sin(0.01745329252 * angle));
  float place = dot(uv - 0.5, along) * (1.0 / (abs(along.x) + abs(along.y))) + 0.5;
  float soft = max(softness, 1.5 / max(size.x, size.y));
  float edge = shown() * (1.0 + soft);
  return mix(to(uv), image(uv), smoothstep(0.0, 1.0, (edge - place) / soft));
}
