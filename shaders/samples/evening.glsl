// Clouds lit from below, over a far shore.
vec3 picture(vec2 at) {
  vec3 dark = vec3(0.09, 0.07, 0.14);
  float shore = 0.42 + 0.05 * (cloud(vec2(6.0 * at.x, 40.0), 6, 5) - 0.35) + 0.008 * noise(vec2(160.0 * at.x, 2.0), 160);
  if (at.y < shore - 2.0 / size.y) return dark;
  vec3 high = vec3(0.13, 0.16, 0.36), middle = vec3(0.78, 0.36, 0.42), low = vec3(1.0, 0.74, 0.40);
  float up = (at.y - 0.38) / 0.62;
  vec3 rgb = mix(mix(low, middle, smoothstep(0.0, 0.42, up)), high, smoothstep(0.25, 1.0, up));
  float sun = length(vec2(1.5 * across(at.x, 0.36), at.y - 0.47));
  rgb += vec3(1.0, 0.62, 0.25) * (0.45 * exp(-5.0 * sun) + smoothstep(0.062, 0.057, sun));
  // Clouds are flat where they are far.
  vec2 p = vec2(4.0 * at.x, 10.0 * up / (0.35 + 0.65 * up));
  float thick = smoothstep(0.46, 0.78, cloud(p + vec2(0.0, 5.0), 4, 5));
  float under = cloud(p + vec2(0.0, 4.6), 4, 3) - cloud(p + vec2(0.0, 5.2), 4, 3);
  vec3 lit = mix(vec3(0.40, 0.22, 0.38), vec3(1.0, 0.58, 0.36), clamp(0.5 - 3.0 * under, 0.0, 1.0));
  rgb = mix(rgb, lit, 0.85 * thick * smoothstep(0.04, 0.3, up));
  rgb = mix(rgb, dark, smoothstep(0.0, 2.0 / size.y, shore - at.y));
  return rgb;
}
