/*{
  "DESCRIPTION": "Red light around what is bright, as it is thrown back by the base of a film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["film"],
  "PASSES": [{"TARGET": "bright", "SCALE": 0.25}, {"TARGET": "across", "SCALE": 0.25}, {"TARGET": "spread", "SCALE": 0.25}, {}],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 1.9, "MIN": 0, "MAX": 3, "DESCRIPTION": "how much light" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.055, "MIN": 0.002, "MAX": 0.1, "DESCRIPTION": "how far, as a share of the shorter side" },
    { "NAME": "colour", "TYPE": "color", "DEFAULT": [1, 0.28, 0.1, 1], "DESCRIPTION": "of the light" }
  ]
}*/
// Within so many texels to each side every one is looked at; farther, every second one, and so on.
const int MOST = 48;

// Every renderer makes the same of products that follow one another, where each reckons powers in its own way.
vec4 blurred(vec2 uv, vec2 along, float radius) {
  ivec2 texels = PASS == 1 ? brightSize() : acrossSize();
  ivec2 here = ivec2(uv * vec2(texels));
  float reach = max(dot(rounded(radius * vec2(texels) / size), along) * min(size.x, size.y), 1.0);
  int stride = int(ceil(reach / float(MOST)));
  ivec2 way = stride * ivec2(along);
  // exp(−far²) from texel to texel, where far is 2.2 at the reach: each is the one before by a share that falls evenly.
  float far = float(stride) * 2.2 / reach;
  float share = exp(-far * far);
  float fall = share * share;
  float weight = 1.0;
  vec4 sum = PASS == 1 ? bright(here) : across(here);
  float total = 1.0;
  for (int n = 1; n * stride <= int(reach); n++) {
    weight *= share;
    share *= fall;
    ivec2 off = n * way;
    sum += weight * (PASS == 1 ? bright(here - off) + bright(here + off) : across(here - off) + across(here + off));
    total += 2.0 * weight;
  }
  return sum * (1.0 / total);
}

vec4 effect(vec2 uv) {
  if (PASS == 1) return blurred(uv, vec2(1.0, 0.0), 2.2 * radius);
  if (PASS == 2) return blurred(uv, vec2(0.0, 1.0), 2.2 * radius);
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float light = smoothstep(threshold, min(threshold + 0.3, 1.001), brightness(rgb));
  if (PASS == 0) return vec4(vec3(light), 1.0) * color.a;
  // Most beside the light, not on it.
  vec3 halo = amount * colour.rgb * spread(uv).r * (1.0 - 0.75 * light);
  return premultiplied(1.0 - (1.0 - rgb) * exp(-1.3 * rounded(halo)), color.a);
}
