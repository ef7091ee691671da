/*{
  "DESCRIPTION": "The picture stands at a lake, which mirrors it in gentle waves",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "level", "TYPE": "float", "DEFAULT": 0.62, "MIN": 0.2, "MAX": 0.95, "DESCRIPTION": "where the water begins, from the top" },
    { "NAME": "waves", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how high they are" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 6, "MIN": -60, "MAX": 60, "DESCRIPTION": "waves from the first frame to the last" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [0.05, 0.2, 0.28, 1], "DESCRIPTION": "of the water" }
  ]
}*/
vec4 effect(vec2 uv) {
  if (uv.y < level) return image(uv);
  // Far waves are small: depth goes by 1 / distance from the shore.
  float below = rounded((uv.y - level) * (1.0 / (1.0 - level)));
  float depth = rounded(1.0 / (0.06 + below));
  float turn = rounded(6.2831853 * progress * float(times));
  float x = (uv.x - 0.5) * depth * size.x / size.y;
  float wave = rounded(sin(5.0 * depth + turn) + 0.6 * sin(3.1 * depth - 2.3 * x + turn)) + rounded(0.5 * sin(7.3 * depth + 3.7 * x - turn) + 0.35 * sin(11.0 * depth - 5.9 * x + 2.0 * turn));
  float reach = rounded(waves * 0.02 * (0.15 + below));
  vec2 seen = vec2(uv.x + 0.4 * reach * wave, level - below * min(level, 1.6 * (1.0 - level)) + reach * wave);
  vec4 color = image(vec2(seen.x, min(seen.y, level)));
  wave = rounded(wave);
  float gloss = clamp(0.16 * waves * wave * (0.3 + below), -0.2, 0.25);
  vec3 rgb = mix(straight(color), colour.rgb, 0.18 + 0.35 * below) + gloss * 0.5;
  // A line of light at the shore.
  rgb += 0.12 * exp(-below * 60.0);
  return premultiplied(clamp(rgb, 0.0, 1.0), color.a);
}
