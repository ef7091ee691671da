/*{
  "DESCRIPTION": "An evening in the mountains, painted from nothing: what docs/gallery shows effects on",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["generative"], "LOOP": "still"
}*/
float ridge(float x, float n) {
  float height = 0.5 * noise(vec2(x * 2.0, 10.0 * n)) + 0.28 * noise(vec2(x * 4.6, 20.0 * n));
  return height + 0.14 * noise(vec2(x * 11.0, 30.0 * n)) + 0.08 * noise(vec2(x * 27.0, 40.0 * n)) + 0.05 * noise(vec2(x * 70.0, 50.0 * n));
}

vec4 effect(vec2 uv) {
  vec2 p = vec2((uv.x - 0.5) * size.x / size.y, uv.y);
  vec2 sun = vec2(0.28, 0.34);
  float far = length(p - sun);
  vec3 sky = mix(vec3(0.10, 0.19, 0.42), vec3(0.98, 0.62, 0.36), pow(clamp(p.y / 0.62, 0.0, 1.0), 1.4));
  sky += vec3(1.0, 0.72, 0.4) * (0.5 * exp(-7.0 * far) + 0.22 * exp(-2.2 * far));
  float cloud = 0.6 * noise(vec2(p.x * 2.2, p.y * 9.0)) + 0.3 * noise(vec2(p.x * 5.0, p.y * 22.0) + 7.0) + 0.1 * noise(vec2(p.x * 12.0, p.y * 50.0));
  sky = mix(sky, vec3(1.0, 0.82, 0.72), 0.55 * smoothstep(0.52, 0.8, cloud) * smoothstep(0.7, 0.2, p.y));
  sky = mix(sky, vec3(1.0, 0.96, 0.86), 1.0 - smoothstep(0.058, 0.062, far));
  vec3 color = sky;
  for (int n = 0; n < 4; n++) {
    float depth = float(n) / 3.0;
    float top = mix(0.58, 0.86, depth) - mix(0.26, 0.17, depth) * ridge(p.x + 3.7 * float(n), float(n) + 1.0);
    float slope = ridge(p.x + 3.7 * float(n) + 0.004, float(n) + 1.0) - ridge(p.x + 3.7 * float(n) - 0.004, float(n) + 1.0);
    vec3 rock = mix(vec3(0.52, 0.42, 0.52), vec3(0.05, 0.10, 0.13), depth);
    float fold = noise(vec2(p.x * 14.0 + 3.0 * p.y, p.y * 9.0 - 8.0 * p.x) + float(n)) + 0.5 * noise(vec2(p.x * 31.0 + 9.0 * p.y, p.y * 24.0 - 17.0 * p.x));
    rock *= 0.72 + 2.0 * slope + 0.42 * fold;
    rock = mix(rock, vec3(0.93, 0.90, 0.93), smoothstep(0.02, -0.02, p.y - top - 0.07 * (fold - 0.35)) * (1.0 - depth));
    rock = mix(rock, vec3(0.95, 0.6, 0.42), (1.0 - depth) * 0.35 * smoothstep(0.0, 0.25, p.y - top));
    color = mix(color, rock, smoothstep(-0.5, 0.5, (p.y - top) * size.y));
  }
  // Firs in front, and windows of a hut that shine.
  for (int n = 0; n < 26; n++) {
    vec4 chance = random(vec3(float(n), 9.0, 0.0));
    float x = (chance.x - 0.5) * 2.2;
    float high = 0.10 + 0.12 * chance.y;
    float foot = 0.98 + 0.06 * chance.z;
    float up = (foot - p.y) / high;
    float wide = 0.24 * high * (1.0 - up) * (0.6 + 0.4 * fract(up * 7.0));
    if (up > 0.0 && up < 1.0) color = mix(color, vec3(0.02, 0.06, 0.06) + 0.05 * chance.w, smoothstep(0.5, -0.5, (abs(p.x - x) - wide) * size.y));
  }
  vec2 hut = abs(p - vec2(-0.34, 0.885)) - vec2(0.055, 0.03);
  color = mix(color, vec3(0.11, 0.07, 0.06), smoothstep(0.5, -0.5, max(hut.x, hut.y) * size.y));
  float roof = max(abs(p.x + 0.34) * 0.62 + p.y - 0.895 + 0.04, 0.8 - p.y);
  color = mix(color, vec3(0.55, 0.16, 0.12), smoothstep(0.5, -0.5, max(roof - 0.02, p.y - 0.857) * size.y));
  vec2 window = abs(vec2(abs(p.x + 0.34) - 0.024, p.y - 0.885)) - vec2(0.009, 0.011);
  color = mix(color, vec3(1.0, 0.86, 0.45), smoothstep(0.5, -0.5, max(window.x, window.y) * size.y));
  return vec4(clamp(color, 0.0, 1.0), 1.0);
}
