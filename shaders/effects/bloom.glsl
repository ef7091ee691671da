/*{
  "DESCRIPTION": "Light spreads from what is bright, as in a wide open lens",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.8, "MIN": 0, "MAX": 3, "DESCRIPTION": "how much light" },
    { "NAME": "threshold", "TYPE": "float", "DEFAULT": 0.6, "MIN": 0, "MAX": 1, "DESCRIPTION": "how bright something must be" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.04, "MIN": 0.002, "MAX": 0.15, "DESCRIPTION": "how far, as a share of the shorter side" }
  ],
  "PASSES": [{ "TARGET": "bright", "SCALE": 0.25 }, { "TARGET": "across", "SCALE": 0.25 }, { "TARGET": "spread", "SCALE": 0.25 }, {}]
}*/
vec4 light(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float level = max(max(rgb.r, rgb.g), rgb.b);
  return vec4(rgb * smoothstep(threshold, min(threshold + 0.35, 1.001), level), 1.0) * color.a;
}

// Within so many texels to each side every one is looked at; farther, every second one, and so on.
const int MOST = 48;

// Every renderer makes the same of products that follow one another, where each reckons powers in its own way.
vec4 blurred(vec2 uv, vec2 along, float radius) {
  ivec2 texels = PASS == 1 ? brightSize() : acrossSize();
  ivec2 here = ivec2(uv * vec2(texels));
  float reach = max(dot(rounded(radius * vec2(texels) / size), along) * min(size.x, size.y), 1.0);
  int stride = int(ceil(reach / float(MOST)));
  ivec2 way = stride * ivec2(along);
  // exp(−far²) from texel to texel, where far is 2.4 at the reach: each is the one before by a share that falls evenly.
  float far = float(stride) * 2.4 / reach;
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
  if (PASS == 0) {
    vec2 step = 1.0 / size;
    return 0.25 * ((light(uv + step * vec2(-1, -1)) + light(uv + step * vec2(1, -1))) + (light(uv + step * vec2(-1, 1)) + light(uv + step)));
  }
  if (PASS == 1) return blurred(uv, vec2(1.0, 0.0), 2.0 * radius);
  if (PASS == 2) return blurred(uv, vec2(0.0, 1.0), 2.0 * radius);
  vec4 color = image(uv);
  // Light adds up, and never beyond white.
  vec3 added = 1.0 - (1.0 - straight(color)) * exp(-amount * spread(uv).rgb);
  return premultiplied(added, color.a);
}
