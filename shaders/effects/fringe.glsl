/*{
  "DESCRIPTION": "Colours part towards the corners, as a simple lens parts them",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.03, "MIN": 0, "MAX": 0.05, "DESCRIPTION": "how far at the corners, as a share of the picture" },
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "where the lens looks", "MIN": [0, 0], "MAX": [1, 1] }
  ]
}*/
vec4 effect(vec2 uv) {
  vec2 from = uv - centre;
  vec2 off = from * dot(from, from) * 2.0 * amount;
  vec4 red = image(uv + off);
  vec4 green = image(uv);
  vec4 blue = image(uv - off);
  return vec4(red.r, green.g, blue.b, max(max(red.a, green.a), blue.a));
}
