// Clouds of gas, and stars before and behind them.
vec3 picture(vec2 at) {
  vec2 p = at * vec2(3.0, 2.0);
  vec2 bent = vec2(cloud(p + vec2(0.0, 7.0), 3, 3), cloud(p + vec2(0.0, 31.0), 3, 3)) - 0.5;
  float gas = cloud(p + 1.6 * bent, 3, 5);
  float red = cloud(p + 2.2 * bent.yx + vec2(0.0, 57.0), 3, 4);
  vec3 rgb = vec3(0.015, 0.02, 0.06);
  rgb += vec3(0.10, 0.30, 0.62) * pow(smoothstep(0.36, 0.86, gas), 1.4) * 1.5;
  rgb += vec3(0.85, 0.22, 0.48) * pow(smoothstep(0.44, 0.86, red), 1.6) * 1.3;
  rgb += vec3(1.0, 0.75, 0.50) * pow(smoothstep(0.55, 0.92, gas * 0.6 + red * 0.5), 2.0) * 1.6;
  // Dust stands before the light.
  rgb *= 1.0 - 0.75 * smoothstep(0.50, 0.72, cloud(2.0 * p - 2.0 * bent + vec2(0.0, 83.0), 6, 4));
  for (int n = 0; n < 3; n++) {
    int cells = 26 << n;
    vec2 grid = at * vec2(float(cells), float(cells) / 1.5);
    ivec2 cell = ivec2(floor(grid));
    float rare = random(cell.x + 100 * n, cell.y);
    vec2 place = vec2(random(cell.x, cell.y + 301), random(cell.x, cell.y + 977)) * 0.6 + 0.2;
    float far = length(fract(grid) - place) / float(cells) * 90.0;
    // Most are faint.
    float bright = 1.5 * pow(smoothstep(0.74, 1.0, rare), 2.5);
    vec3 tint = mix(vec3(0.70, 0.82, 1.0), vec3(1.0, 0.85, 0.65), random(cell.y, cell.x));
    rgb += tint * bright * (exp(-far * far * 14.0) + 0.16 * exp(-far * 5.0));
  }
  return rgb;
}
