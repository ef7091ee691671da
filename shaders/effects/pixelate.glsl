/*{
  "DESCRIPTION": "Large square pixels, each of the mean colour of what it covers",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "INPUTS": [
    { "NAME": "count", "TYPE": "long", "DEFAULT": 64, "MIN": 4, "MAX": 400, "DESCRIPTION": "across the shorter side" },
    { "NAME": "gap", "TYPE": "float", "DEFAULT": 0, "MIN": 0, "MAX": 0.4, "DESCRIPTION": "between them, as a share of one" },
    { "NAME": "bevel", "TYPE": "float", "DEFAULT": 0.15, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much they look like tiles" }
  ]
}*/
vec4 effect(vec2 uv) {
  float cell = max(min(size.x, size.y) * (1.0 / float(count)), 1.0);
  vec2 place = uv * size / cell;
  vec2 at = floor(place);
  vec2 f = place - at;
  vec4 color = vec4(0.0);
  for (int y = 0; y < 4; y++)
    for (int x = 0; x < 4; x++)
      color += image(min((at + (vec2(x, y) + 0.5) / 4.0) * cell, size - 0.5) / size);
  color /= 16.0;
  float px = 1.0 / cell;
  vec2 edge = smoothstep(0.5 * gap - px, 0.5 * gap, min(f, 1.0 - f));
  float tile = gap > 0.0 ? edge.x * edge.y : 1.0;
  float outwards = max(abs(f.x - 0.5), abs(f.y - 0.5)) * 2.0;
  float steep = outwards * outwards * outwards;
  float lit = (f.x + f.y < 1.0 ? 1.0 : -1.0) * steep * steep;
  return vec4(clamp(color.rgb * (1.0 + 0.5 * bevel * lit) * tile, 0.0, color.a), color.a);
}
