/*{
  "DESCRIPTION": "The lines of a tube: bright ones grow wide, dark ones stay thin",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "INPUTS": [
    { "NAME": "lines", "TYPE": "long", "DEFAULT": 240, "MIN": 40, "MAX": 1200, "DESCRIPTION": "from top to bottom" },
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how dark it is between them" },
    { "NAME": "mask", "TYPE": "float", "DEFAULT": 0.2, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much the stripes of red, green and blue show", "GROUP": "advanced" }
  ]
}*/
vec4 effect(vec2 uv) {
  float count = min(float(lines), size.y * (1.0 / 2.5));
  float line = uv.y * count;
  vec2 at = vec2(uv.x, (floor(line) + 0.5) * (1.0 / count));
  vec4 color = mix(image(uv), image(at), rounded(0.6 * amount));
  vec3 rgb = straight(color);
  float off = abs(fract(line) - 0.5) * 2.0;
  vec3 wide = mix(vec3(0.5), vec3(1.05), sqrt(rgb));
  vec3 beam = exp(rounded(off * off * (1.0 / (wide * wide))) * -1.6);
  rgb *= mix(vec3(1.0), beam * 1.35, amount);
  float stripe = mod(floor(uv.x * min(size.x, rounded(count * size.x / size.y) * 3.0)), 3.0);
  vec3 dots = vec3(stripe == 0.0, stripe == 1.0, stripe == 2.0);
  rgb *= mix(vec3(1.0), 0.7 + 0.9 * dots, mask);
  return premultiplied(clamp(rgb, 0.0, 1.0), color.a);
}
