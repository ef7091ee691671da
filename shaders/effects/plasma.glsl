/*{
  "DESCRIPTION": "Slow waves of colour, as in a demo; no picture is needed",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["generative"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "scale", "TYPE": "float", "DEFAULT": 2.2, "MIN": 0.3, "MAX": 12, "DESCRIPTION": "how many waves there are across" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 2, "MIN": -30, "MAX": 30, "DESCRIPTION": "how often they come back, from the first frame to the last" },
    { "NAME": "first", "TYPE": "color", "DEFAULT": [0.05, 0.03, 0.25, 1], "DESCRIPTION": "the dark colour" },
    { "NAME": "second", "TYPE": "color", "DEFAULT": [0.85, 0.15, 0.45, 1], "DESCRIPTION": "the middle one" },
    { "NAME": "third", "TYPE": "color", "DEFAULT": [1, 0.8, 0.4, 1], "DESCRIPTION": "the light one" }
  ]
}*/
vec4 effect(vec2 uv) {
  vec2 p = rounded((uv - 0.5) * size / min(size.x, size.y) * scale);
  float turn = 6.2831853 * progress * float(times);
  // Waves bend one another.
  vec2 q = p + 0.55 * vec2(sin(1.7 * p.y + turn), cos(1.3 * p.x - turn));
  q += 0.35 * vec2(cos(1.0 + 2.9 * q.y - turn), sin(2.3 * q.x + turn));
  q = rounded(q);
  float straight = rounded(sin(2.1 * q.x + turn) + sin(2.0 + 1.9 * q.y - turn));
  float wave = straight + rounded(sin(1.4 * (q.x + q.y) + 1.0) + sin(2.6 * length(q - vec2(0.7, -0.4)) - turn));
  float tone = clamp(0.5 + 0.27 * wave, 0.0, 1.0);
  vec3 rgb = mix(mix(first.rgb, second.rgb, smoothstep(0.0, 0.55, tone)), third.rgb, smoothstep(0.45, 1.0, tone));
  return vec4(rgb, 1.0);
}
