// A slice of stone, grown in bands from outside in.
vec3 picture(vec2 at) {
  vec2 p = (at - 0.5) * vec2(3.0, 2.0);
  float bent = cloud(vec2(p + 4.0), 4096, 5);
  float way = length(p * vec2(0.8, 1.1)) + 0.75 * bent + 0.12 * cloud(p * 3.0 + 9.0, 4096, 4);
  float band = way * 9.0;
  float line = noise(vec2(7.0, band * 2.3), 64);
  float fine = noise(vec2(3.0, band * 9.0), 64);
  vec3 teal = vec3(0.05, 0.34, 0.40), cream = vec3(0.96, 0.90, 0.80), rust = vec3(0.74, 0.30, 0.14), night = vec3(0.06, 0.10, 0.20);
  vec3 rgb = mix(teal, cream, smoothstep(0.35, 0.62, line));
  rgb = mix(rgb, rust, smoothstep(0.62, 0.80, noise(vec2(21.0, band * 1.1), 64)));
  rgb = mix(rgb, night, 0.8 * smoothstep(0.60, 0.78, noise(vec2(33.0, band * 1.6), 64)));
  rgb *= 0.86 + 0.28 * fine;
  // Crystals in its middle.
  float heart = smoothstep(0.62, 0.40, way);
  float facet = random(int(floor(p.x * 30.0 + 3.0 * bent)), int(floor(p.y * 30.0 + p.x * 14.0)));
  rgb = mix(rgb, mix(vec3(0.62, 0.78, 0.84), vec3(1.0), facet), heart);
  return rgb;
}
