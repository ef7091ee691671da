/*{
  "DESCRIPTION": "Darkens the corners, as a lens does: the eye stays in the middle",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how dark the corners get" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "where it begins, as a share of the way to the corners" },
    { "NAME": "roundness", "TYPE": "float", "DEFAULT": 0.3, "MIN": 0, "MAX": 1, "DESCRIPTION": "0: as the picture's own shape, 1: a circle" }
  ]
}*/
// By the square of the distance, as a root takes longer than all the rest of it; what a column or a row of pixels has in common
// is reckoned for all of it.
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec2 from = (uv - 0.5) * mix(vec2(1.41421356), size / length(0.5 * size), roundness);
  float begin = radius * radius;
  vec2 squares = rounded((from * from - vec2(begin, 0.0)) * (1.0 / (1.5625 - begin)));
  float dark = clamp(squares.x + squares.y, 0.0, 1.0);
  float light = 1.0 - dark * dark * (3.0 * amount - 2.0 * amount * dark);
  color.rgb *= light * light;
  return color;
}
