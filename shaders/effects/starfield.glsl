/*{
  "DESCRIPTION": "A flight through stars; no picture is needed",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["generative"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "density", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0.05, "MAX": 1, "DESCRIPTION": "how many there are" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 3, "MIN": -30, "MAX": 30, "DESCRIPTION": "how far it goes, in depths of the sky, from the first frame to the last" },
    { "NAME": "twinkle", "TYPE": "float", "DEFAULT": 0.4, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much they twinkle" },
    { "NAME": "sky", "TYPE": "color", "DEFAULT": [0.01, 0.015, 0.05, 1], "DESCRIPTION": "the colour of the night" }
  ]
}*/
const int LAYERS = 8;

vec4 effect(vec2 uv) {
  vec2 p = (uv - 0.5) * size / min(size.x, size.y);
  float px = rounded(1.0 / min(size.x, size.y));
  // A faint cloud behind them.
  float cloud = 0.55 * noise(p * 2.3 + 7.0) + 0.3 * noise(p * 5.1 + 3.0) + 0.15 * noise(p * 11.0);
  vec3 rgb = sky.rgb + rounded(cloud * cloud * cloud) * vec3(0.10, 0.07, 0.20);
  for (int n = 0; n < LAYERS; n++) {
    float depth = fract(float(n) * (1.0 / float(LAYERS)) + progress * float(times));
    float scale = mix(26.0, 1.2, depth);
    float fade = smoothstep(0.0, 0.25, depth) * smoothstep(1.0, 0.85, depth);
    vec2 place = p * scale + float(n) * 31.7;
    vec2 cell = floor(place);
    vec4 chance = random(vec3(cell, float(n)));
    if (chance.z > density) continue;
    vec2 off = place - cell - 0.25 - 0.5 * chance.xy;
    float far = length(off) / scale;
    // Never smaller than a pixel, but paler.
    float radius = rounded(0.0026 * (0.4 + 1.6 * chance.w * chance.w) * (0.4 + 1.6 * depth));
    float wide = max(radius, 0.8 * px);
    float light = radius * radius * (1.0 / (wide * wide)) * exp(-1.2 * rounded(far * far * (1.0 / (wide * wide)))) + 0.05 * radius * (1.0 / (far + radius)) * smoothstep(0.25, 0.0, length(off));
    float shimmer = 1.0 - twinkle * (0.5 + 0.5 * sin(6.2831853 * (floor(1.0 + 40.0 * chance.x) * progress + chance.y)));
    vec3 tint = mix(vec3(0.65, 0.78, 1.0), vec3(1.0, 0.85, 0.65), fract(chance.w * 7.0));
    rgb += 1.6 * rounded(tint * rounded(rounded(light * fade) * shimmer));
  }
  return vec4(1.0 - exp(-1.5 * rounded(rgb)), 1.0);
}
