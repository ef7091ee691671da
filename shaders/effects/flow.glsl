/*{
  "DESCRIPTION": "Lines of a current that never rests; no picture is needed",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["generative"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "scale", "TYPE": "float", "DEFAULT": 2.4, "MIN": 0.3, "MAX": 10, "DESCRIPTION": "how many whirls there are across" },
    { "NAME": "lines", "TYPE": "float", "DEFAULT": 14, "MIN": 2, "MAX": 60, "DESCRIPTION": "how many lines there are between them" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 4, "MIN": -60, "MAX": 60, "DESCRIPTION": "lines that pass, from the first frame to the last" },
    { "NAME": "ground", "TYPE": "color", "DEFAULT": [0.03, 0.07, 0.13, 1], "DESCRIPTION": "behind the lines" },
    { "NAME": "low", "TYPE": "color", "DEFAULT": [0.1, 0.55, 0.75, 1], "DESCRIPTION": "of the low lines" },
    { "NAME": "high", "TYPE": "color", "DEFAULT": [1, 0.82, 0.5, 1], "DESCRIPTION": "of the high ones" }
  ]
}*/
float height(vec2 p) {
  return 0.6 * noise(p) + 0.28 * noise(p * 2.03 + 19.0) + 0.12 * noise(p * 4.1 + 47.0);
}

vec4 effect(vec2 uv) {
  vec2 p = uv * size / min(size.x, size.y) * scale;
  float turn = 6.2831853 * progress;
  // The ground itself drifts on a circle, so that the film closes.
  vec2 circle = 0.12 * vec2(cos(turn), sin(turn));
  vec2 bend = vec2(noise(p * 0.8 + circle.xy + 5.0), noise(p * 0.8 + circle.yx + 23.0));
  float level = height(p + 1.3 * bend);
  float phase = level * lines - progress * float(times);
  float px = max(fwidth(level * lines), 1e-4);
  float off = abs(fract(phase) - 0.5);
  float wide = 0.07 + 0.16 * noise(p * 2.7 + 60.0);
  float line = (1.0 - smoothstep(wide - px, wide + px, off)) / max(1.0, 1.6 * px);
  float tone = clamp((level - 0.22) / 0.56, 0.0, 1.0);
  vec3 ink = mix(low.rgb, high.rgb, tone);
  vec3 rgb = ground.rgb * (0.7 + 0.8 * tone) + 0.07 * ink * tone;
  return vec4(mix(rgb, ink, line * (0.35 + 0.65 * smoothstep(0.0, 0.4, tone))), 1.0);
}
