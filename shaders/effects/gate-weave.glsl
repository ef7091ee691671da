/*{
  "DESCRIPTION": "The picture sways a little in the gate, and its light flickers, as film does in a projector",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.003, "MIN": 0, "MAX": 0.03, "DESCRIPTION": "how far, as a share of the shorter side" },
    { "NAME": "flicker", "TYPE": "float", "DEFAULT": 0.04, "MIN": 0, "MAX": 0.3, "DESCRIPTION": "how much its light varies" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 24, "MIN": 1, "MAX": 500, "DESCRIPTION": "how often it sways, from the first frame to the last" }
  ]
}*/
float wave(float cycles, float phase) {
  return sin(6.2831853 * (cycles * progress + phase));
}

vec4 effect(vec2 uv) {
  float n = float(times);
  vec4 phase = random(vec3(1.0));
  vec4 other = random(vec3(2.0));
  vec2 sway = vec2(0.6 * wave(n, phase.x) + 0.4 * wave(floor(2.7 * n), phase.y), 0.6 * wave(max(floor(0.7 * n), 1.0), phase.z) + 0.4 * wave(floor(1.9 * n), phase.w));
  float turn = 0.25 * amount * wave(max(floor(0.4 * n), 1.0), other.x);
  vec2 px = (uv - 0.5) * size;
  px = turnedBy(vec2(cos(turn), sin(turn)), px) + vec2(0.6 * amount, amount) * rounded(min(size.x, size.y) * sway);
  vec4 color = image(px / size + 0.5);
  float light = 1.0 + flicker * (random(vec3(frame, 3.0, 0.0)).x - 0.6 + 0.4 * wave(floor(1.3 * n), other.y));
  return vec4(min(color.rgb * light, color.a), color.a);
}
