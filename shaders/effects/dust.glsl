/*{
  "DESCRIPTION": "Dust, hairs and scratches, others in each frame, as on a print that has been played often",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.7, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much there is" },
    { "NAME": "scratches", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how many scratches" },
    { "NAME": "grain", "TYPE": "float", "DEFAULT": 0.014, "MIN": 0.001, "MAX": 0.03, "DESCRIPTION": "how large dust is, as a share of the shorter side" }
  ]
}*/
float hair(vec2 at, vec4 chance, float unit) {
  vec2 p = (at - chance.xy * size / min(size.x, size.y)) * (1.0 / unit);
  float turn = 6.2831853 * chance.z;
  p = turnedBy(vec2(cos(turn), sin(turn)), p);
  p.y += 1.2 * sin(p.x * 0.55 + 9.0 * chance.w);
  float off = length(vec2(max(abs(p.x) - 3.0 - 4.0 * chance.w, 0.0), p.y));
  return 1.0 - smoothstep(0.12, 0.3, off);
}

float speck(vec2 at, vec4 chance, float unit) {
  vec2 p = (at - chance.xy * size / min(size.x, size.y)) * (1.0 / unit);
  float angle = atan(p.y, p.x);
  float edge = 0.35 + 0.5 * chance.z * chance.z + 0.12 * sin(3.0 * angle + 40.0 * chance.w) + 0.08 * sin(7.0 * angle + 90.0 * chance.z);
  return 1.0 - smoothstep(edge, edge + 0.35, length(p));
}

float scratch(vec2 uv, float n) {
  // Each lasts for a few frames, and trembles.
  float slot = floor(frame * (1.0 / 7.0) + n * 0.37);
  vec4 chance = random(vec3(n, slot, 77.0));
  if (chance.z > 0.75 * scratches) return 0.0;
  float x = chance.x + 0.0012 * (random(vec3(n, frame, 5.0)).x - 0.5) + 0.002 * (noise(vec2(uv.y * 5.0, n + slot)) - 0.5);
  float off = abs(uv.x - x) * size.x * (1.0 / max(size.y * (1.0 / 720.0), 1.0));
  float broken = smoothstep(0.25, 0.5, noise(vec2(uv.y * 9.0 + 31.0 * chance.y, slot + 17.0 * n)));
  return (1.0 - smoothstep(0.3, 1.3, off)) * broken * (0.25 + 0.5 * chance.w);
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec2 at = uv * size / min(size.x, size.y);
  float dark = 0.0;
  float light = 0.0;
  for (int n = 0; n < 14; n++) {
    vec4 chance = random(vec3(float(n), frame, 1.0));
    vec4 kind = random(vec3(float(n), frame, 2.0));
    if (kind.x > amount * 0.9) continue;
    float shape = kind.y < 0.2 ? hair(at, chance, grain * 1.4) : speck(at, chance, grain * (0.4 + kind.z * kind.z));
    if (kind.w < 0.65) dark = max(dark, shape);
    else light = max(light, shape);
  }
  for (int n = 0; n < 3; n++) light = max(light, scratch(uv, float(n)));
  vec3 rgb = straight(color);
  rgb = mix(rgb, vec3(0.04, 0.03, 0.02), 0.8 * dark);
  rgb = mix(rgb, vec3(0.98, 0.96, 0.88), 0.75 * light);
  return premultiplied(rgb, color.a);
}
