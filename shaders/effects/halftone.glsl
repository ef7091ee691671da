/*{
  "DESCRIPTION": "Dots of cyan, magenta, yellow and black, as a magazine is printed",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["geometry"],
  "INPUTS": [
    { "NAME": "dots", "TYPE": "float", "DEFAULT": 90, "MIN": 10, "MAX": 400, "DESCRIPTION": "across the shorter side" },
    { "NAME": "angle", "TYPE": "float", "DEFAULT": 0, "MIN": -90, "MAX": 90, "DESCRIPTION": "how the screens are turned", "UNIT": "°" },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" },
    { "NAME": "paper", "TYPE": "color", "DEFAULT": [0.98, 0.96, 0.9, 1], "DESCRIPTION": "what is printed on" }
  ]
}*/
// The area of a dot is the share of its cell that is ink.
float ink(vec2 uv, float degrees, vec4 which) {
  float cell = max(min(size.x, size.y) * (1.0 / dots), 3.0);
  float turn = 0.01745329252 * rounded(degrees + angle);
  vec2 there = vec2(cos(turn), sin(turn));
  vec2 back = vec2(there.x, -there.y);
  vec2 place = turnedBy(there, uv * size - 0.5 * size) / cell;
  vec2 middle = (turnedBy(back, (floor(place) + 0.5) * cell) + 0.5 * size) / size;
  vec4 seen = image(clamp(middle, 0.0, 1.0));
  vec3 cmy = 1.0 - straight(seen);
  float key = min(min(cmy.x, cmy.y), cmy.z);
  float share = dot(vec4((cmy - 0.85 * key) / (1.0 - 0.85 * key * 0.999), key * key), which);
  float radius = sqrt(clamp(share, 0.0, 1.0)) * 0.74;
  float px = 0.75 / cell;
  return (1.0 - smoothstep(radius - px, radius + px, length(fract(place) - 0.5))) * step(0.01, share);
}

vec4 effect(vec2 uv) {
  float cyan = ink(uv, 15.0, vec4(1, 0, 0, 0));
  float magenta = ink(uv, 75.0, vec4(0, 1, 0, 0));
  float yellow = ink(uv, 0.0, vec4(0, 0, 1, 0));
  float key = ink(uv, 45.0, vec4(0, 0, 0, 1));
  vec3 print = paper.rgb;
  print *= mix(vec3(1.0), vec3(0.05, 0.68, 0.92), cyan);
  print *= mix(vec3(1.0), vec3(0.93, 0.08, 0.55), magenta);
  print *= mix(vec3(1.0), vec3(1.0, 0.93, 0.06), yellow);
  print *= mix(vec3(1.0), vec3(0.12, 0.11, 0.12), key);
  vec4 color = image(uv);
  return premultiplied(mix(straight(color), print, amount), color.a);
}
