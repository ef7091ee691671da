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
// A smooth field as noise is, and how steep it is along x and y: derivatives of GLSL's are differences between whichever
// pixels a renderer draws at once.
vec3 steepNoise(vec2 place) {
  vec2 cell = floor(place);
  vec2 f = place - cell;
  vec2 share = f * f * f * (f * (6.0 * f - 15.0) + 10.0);
  vec2 steepness = 30.0 * rounded(f * f * (f * (f - 2.0) + 1.0));
  float a = random(vec3(cell, 0.0)).x;
  float b = random(vec3(cell + vec2(1.0, 0.0), 0.0)).x;
  float c = random(vec3(cell + vec2(0.0, 1.0), 0.0)).x;
  float d = random(vec3(cell + 1.0, 0.0)).x;
  return vec3(
    mix(mix(a, b, share.x), mix(c, d, share.x), share.y),
    steepness.x * mix(b - a, d - c, share.y),
    steepness.y * mix(c - a, d - b, share.x)
  );
}

vec3 height(vec2 p) {
  return 0.6 * steepNoise(p)
    + vec3(0.28, 0.28 * 2.03, 0.28 * 2.03) * steepNoise(p * 2.03 + 19.0)
    + vec3(0.12, 0.12 * 4.1, 0.12 * 4.1) * steepNoise(p * 4.1 + 47.0);
}

vec4 effect(vec2 uv) {
  float pixel = scale / min(size.x, size.y);
  vec2 p = uv * size * pixel;
  float turn = 6.2831853 * progress;
  // The ground itself drifts on a circle, so that the film closes.
  vec2 circle = 0.12 * vec2(cos(turn), sin(turn));
  vec3 right = steepNoise(p * 0.8 + circle.xy + 5.0);
  vec3 down = steepNoise(p * 0.8 + circle.yx + 23.0);
  vec3 found = height(p + 1.3 * vec2(right.x, down.x));
  // What the bend does to a step along x, and to one along y.
  vec2 alongX = vec2(1.0 + 1.04 * right.y, 1.04 * down.y);
  vec2 alongY = vec2(1.04 * right.z, 1.0 + 1.04 * down.z);
  float level = found.x;
  float phase = level * lines - progress * float(times);
  // How many lines a pixel goes past.
  float px = max((abs(dot(alongX, found.yz)) + abs(dot(alongY, found.yz))) * lines * pixel, 1e-4);
  float off = abs(fract(phase) - 0.5);
  float wide = 0.07 + 0.16 * noise(p * 2.7 + 60.0);
  float line = (1.0 - smoothstep(wide - px, wide + px, off)) / max(1.0, 1.6 * px);
  float tone = clamp((level - 0.22) * (1.0 / 0.56), 0.0, 1.0);
  vec3 ink = mix(low.rgb, high.rgb, tone);
  vec3 rgb = ground.rgb * (0.7 + 0.8 * tone) + 0.07 * ink * tone;
  return vec4(mix(rgb, ink, line * (0.35 + 0.65 * smoothstep(0.0, 0.4, tone))), 1.0);
}
