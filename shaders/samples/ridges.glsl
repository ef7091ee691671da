// Ridge behind ridge in the haze of a morning.
vec3 picture(vec2 at) {
  vec3 rgb = mix(vec3(1.0, 0.80, 0.62), vec3(0.42, 0.60, 0.76), smoothstep(0.45, 1.0, at.y));
  float sun = length(vec2(1.5 * across(at.x, 0.68), at.y - 0.66));
  rgb += vec3(1.0, 0.72, 0.38) * (0.5 * exp(-7.0 * sun) + smoothstep(0.052, 0.048, sun));
  // The nearest first: behind it nothing is seen.
  float open = 1.0;
  vec3 seen = vec3(0.0);
  for (int n = 5; n >= 0 && open > 0.0; n--) {
    float near = float(n) / 5.0;
    int period = 3 + n;
    float x = at.x * float(period);
    float top = 0.60 - 0.52 * near + (0.26 - 0.06 * near) * (cloud(vec2(x, 31.0 * float(n)), period, 6) - 0.42);
    vec3 ridge = mix(vec3(0.86, 0.70, 0.66), vec3(0.06, 0.13, 0.20), pow(near, 0.75));
    // Haze gathers in the valleys.
    vec3 haze = mix(vec3(1.0, 0.84, 0.70), ridge, 0.45 + 0.4 * near);
    float below = top - at.y;
    float covers = smoothstep(0.0, 1.5 / size.y, below);
    seen += open * covers * mix(ridge, haze, clamp(below / 0.22, 0.0, 1.0));
    open *= 1.0 - covers;
  }
  return seen + open * rgb;
}
