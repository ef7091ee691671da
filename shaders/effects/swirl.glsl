/*{
  "DESCRIPTION": "Winds the picture up around a place, and back again",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "angle", "TYPE": "float", "DEFAULT": 200, "MIN": -1080, "MAX": 1080, "DESCRIPTION": "how far in the middle", "UNIT": "°" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0.05, "MAX": 2, "DESCRIPTION": "how far out, as a share of the shorter side" },
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "what it winds around", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "breathe", "TYPE": "bool", "DEFAULT": true, "DESCRIPTION": "on: from nothing to the full angle and back with the film; off: it stands" }
  ]
}*/
vec4 effect(vec2 uv) {
  float side = min(size.x, size.y);
  vec2 p = (uv - centre) * size / side;
  float inner = max(1.0 - length(p) * (1.0 / radius), 0.0);
  float wound = breathe ? 0.5 - 0.5 * cos(6.2831853 * progress) : 1.0;
  float turn = rounded(0.01745329252 * angle) * wound * inner * inner;
  p = turnedBy(vec2(cos(turn), -sin(turn)), p);
  return image(centre + p * side / size);
}
