/*{
  "DESCRIPTION": "Looks colours up in a table, as graders and cameras save them (.cube)",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "INPUTS": [
    { "NAME": "table", "TYPE": "image", "FORM": "cube", "DESCRIPTION": "the table: a .cube file of one or three dimensions" },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  return premultiplied(mix(rgb, clamp(table(rgb), 0.0, 1.0), amount), color.a);
}
