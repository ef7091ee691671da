/*{
  "DESCRIPTION": "Mirrors in a circle that turn with the film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "mirrors", "TYPE": "long", "DEFAULT": 6, "MIN": 2, "MAX": 24, "DESCRIPTION": "how many" },
    { "NAME": "turns", "TYPE": "long", "DEFAULT": 1, "MIN": -8, "MAX": 8, "DESCRIPTION": "times around from the first frame to the last; 0: it stands" },
    { "NAME": "zoom", "TYPE": "float", "DEFAULT": 1, "MIN": 0.25, "MAX": 4, "DESCRIPTION": "how large the picture is in them" },
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "what the mirrors look at", "MIN": [0, 0], "MAX": [1, 1] }
  ]
}*/
vec4 effect(vec2 uv) {
  vec2 p = (uv - 0.5) * size / min(size.x, size.y);
  float wedge = 3.14159265 / float(mirrors);
  float angle = atan(p.y, p.x) + 1.5707963;
  angle = abs(mod(angle, 2.0 * wedge) - wedge);
  // What is seen turns, the mirrors stand.
  angle += 6.2831853 * float(turns) * progress;
  vec2 seen = centre + length(p) * (1.0 / zoom) * vec2(cos(angle), sin(angle)) * min(size.x, size.y) / size;
  // Beyond its edges the picture is mirrored.
  seen = 1.0 - abs(mod(seen, 2.0) - 1.0);
  return image(seen);
}
