/*{
  "DESCRIPTION": "Rings run outwards over the picture, as from a stone in a pond",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "where they begin", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.012, "MIN": 0, "MAX": 0.06, "DESCRIPTION": "how high they are, as a share of the shorter side" },
    { "NAME": "rings", "TYPE": "float", "DEFAULT": 9, "MIN": 1, "MAX": 40, "DESCRIPTION": "how many there are across the shorter side" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 4, "MIN": -60, "MAX": 60, "DESCRIPTION": "rings that begin from the first frame to the last" }
  ]
}*/
vec4 effect(vec2 uv) {
  float side = min(size.x, size.y);
  vec2 p = (uv - centre) * size / side;
  float far = max(length(p), 1e-4);
  float phase = 6.2831853 * (far * rings - progress * float(times));
  float fade = smoothstep(0.0, 0.6 / rings, far) * (1.0 / (1.0 + 2.5 * far));
  float slope = cos(phase) * fade;
  vec4 color = image(uv + p / far * slope * amount * side / size);
  // Slopes towards the left top shine.
  float shine = dot(p / far, vec2(-0.7, -0.7)) * slope * min(14.0 * amount, 0.35);
  return vec4(clamp(color.rgb * (1.0 + shine), 0.0, color.a), color.a);
}
