/*{
  "DESCRIPTION": "A signal that breaks: bands slip, colours part, blocks go astray, in bursts",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1, "DESCRIPTION": "how far" },
    { "NAME": "often", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of the time" },
    { "NAME": "times", "TYPE": "long", "DEFAULT": 24, "MIN": 1, "MAX": 500, "DESCRIPTION": "how often it changes, from the first frame to the last" }
  ]
}*/
vec4 effect(vec2 uv) {
  float slot = floor(progress * float(times));
  vec4 now = random(vec3(slot, 1.0, 0.0));
  float burst = now.x < often ? 0.35 + 0.65 * now.y : 0.0;
  float power = amount * burst;
  // Bands of some height slip aside.
  float band = floor(uv.y * mix(6.0, 40.0, now.z));
  vec4 slip = random(vec3(band, slot, 2.0));
  float aside = slip.x < 0.35 ? (slip.y - 0.5) * 0.25 * power : 0.0;
  // Single lines tremble.
  aside += (random(vec3(floor(uv.y * min(size.y, 360.0)), slot, 3.0)).x - 0.5) * 0.012 * power;
  vec2 block = floor(uv * vec2(12.0, 9.0));
  vec4 astray = random(vec3(block, slot + 1000.0));
  vec2 jump = astray.x < 0.12 * power ? (astray.yz - 0.5) * 0.3 : vec2(0.0);
  vec2 at = uv + vec2(aside, 0.0) + jump;
  vec2 part = vec2(0.012 * power + 0.03 * abs(aside), 0.0);
  vec4 red = image(at + part);
  vec4 green = image(at);
  vec4 blue = image(at - part);
  vec4 color = vec4(red.r, green.g, blue.b, max(max(red.a, green.a), blue.a));
  float bright = slip.z < 0.06 * power * 4.0 ? 1.25 : 1.0;
  float lines = 1.0 - 0.12 * power * step(0.5, fract(uv.y * min(size.y, 540.0) * 0.5));
  return vec4(min(color.rgb * bright * lines, color.a), color.a);
}
