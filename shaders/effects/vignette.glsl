/*{
  "DESCRIPTION": "Darkens the corners, as a lens does: the eye stays in the middle",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how dark the corners get" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "where it begins, as a share of the way to the corners" },
    { "NAME": "roundness", "TYPE": "float", "DEFAULT": 0.3, "MIN": 0, "MAX": 1, "DESCRIPTION": "0: as the picture's own shape, 1: a circle" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec2 circle = (uv - 0.5) * size / length(0.5 * size);
  vec2 shape = (uv - 0.5) * 1.41421356;
  float far = length(mix(shape, circle, roundness));
  float dark = smoothstep(radius, 1.25, far) * amount;
  // To the power of 1½: pow takes longer than all the rest of it.
  color.rgb *= (1.0 - dark) * sqrt(1.0 - dark);
  return color;
}
