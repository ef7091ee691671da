// Dunes in a low sun: one side of each is lit, the other is in its own shadow.
vec3 picture(vec2 at) {
  vec3 rgb = mix(vec3(0.98, 0.76, 0.55), vec3(0.24, 0.38, 0.60), smoothstep(0.62, 1.0, at.y));
  // The nearest first: behind it nothing is seen.
  float open = 1.0;
  vec3 seen = vec3(0.0);
  for (int n = 4; n >= 0 && open > 0.0; n--) {
    float near = float(n) / 4.0;
    int period = 2 + n / 2;
    float x = at.x * float(period) + 0.37 * float(n) * float(n);
    float swell = 6.2831853 * (at.x * float(1 + n % 2) + 0.29 * float(n));
    float crest = 0.68 - 0.58 * near + 0.07 * sin(swell) + 0.10 * (cloud(vec2(x, 11.0 * float(n)), period, 2) - 0.5);
    float below = crest - at.y;
    float covers = smoothstep(0.0, 1.5 / size.y, below);
    if (covers == 0.0) continue;
    // The crest goes down the face as a bent line: light is on its left.
    float bend = sin(swell + 1.1 + 9.0 * below + 0.8 * noise(vec2(x, 3.0 * below), period));
    float lit = smoothstep(-0.10, 0.14, bend);
    float depth = below / (0.25 + below);
    float ripple = sin(260.0 * depth * (1.0 + 0.6 * near) + 7.0 * noise(vec2(4.0 * x, 9.0 * depth), 4 * period));
    vec3 light = mix(vec3(0.97, 0.74, 0.50), vec3(0.95, 0.62, 0.32), near);
    vec3 shade = mix(vec3(0.70, 0.47, 0.42), vec3(0.36, 0.18, 0.16), near);
    vec3 sand = mix(shade, light, lit) * (1.0 + 0.035 * ripple * near);
    sand *= 0.97 + 0.06 * random(int(at.x * size.x), int(at.y * size.y));
    seen += open * covers * sand;
    open *= 1.0 - covers;
  }
  return seen + open * rgb;
}
