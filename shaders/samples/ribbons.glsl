// Quarter circles in tiles, each turned by chance: ribbons that never end, in any direction.
vec3 picture(vec2 at) {
  vec2 grid = at * vec2(12.0, 8.0);
  ivec2 cell = ivec2(floor(grid));
  vec2 p = fract(grid);
  if (random(cell.x, cell.y) > 0.5) p.x = 1.0 - p.x;
  float near = min(length(p), length(1.0 - p));
  float off = abs(near - 0.5);
  float soft = 12.0 / size.x;
  vec3 ground = mix(vec3(0.98, 0.93, 0.84), vec3(0.95, 0.86, 0.74), step(near, 0.5));
  vec3 rgb = ground * (1.0 - 0.30 * smoothstep(0.34, 0.16, off));
  rgb = mix(rgb, vec3(0.10, 0.20, 0.34), smoothstep(0.20 + soft, 0.20, off));
  rgb = mix(rgb, vec3(0.91, 0.36, 0.24), smoothstep(0.15 + soft, 0.15, off));
  rgb = mix(rgb, vec3(0.99, 0.75, 0.36), smoothstep(0.05 + soft, 0.05, off));
  return rgb;
}
