/*{
  "DESCRIPTION": "Soft focus: a blurred picture over the sharp one, which lightens and calms it",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "small", "SCALE": 0.5}, {"TARGET": "across", "SCALE": 0.5}, {"TARGET": "soft", "SCALE": 0.5}, {}],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.025, "MIN": 0.002, "MAX": 0.1, "DESCRIPTION": "how soft, as a share of the shorter side" }
  ]
}*/
// Within so many texels to each side every one is looked at; farther, every second one, and so on.
const int MOST = 48;

// Every renderer makes the same of products that follow one another, where each reckons powers in its own way.
vec4 blurred(vec2 uv, vec2 along, float radius) {
  ivec2 texels = PASS == 1 ? smallSize() : acrossSize();
  ivec2 here = ivec2(uv * vec2(texels));
  float reach = max(dot(rounded(radius * vec2(texels) / size), along) * min(size.x, size.y), 1.0);
  int stride = int(ceil(reach / float(MOST)));
  ivec2 way = stride * ivec2(along);
  // exp(−far²) from texel to texel, where far is 2.2 at the reach: each is the one before by a share that falls evenly.
  float far = float(stride) * 2.2 / reach;
  float share = exp(-far * far);
  float fall = share * share;
  float weight = 1.0;
  vec4 sum = PASS == 1 ? small(here) : across(here);
  float total = 1.0;
  for (int n = 1; n * stride <= int(reach); n++) {
    weight *= share;
    share *= fall;
    ivec2 off = n * way;
    sum += weight * (PASS == 1 ? small(here - off) + small(here + off) : across(here - off) + across(here + off));
    total += 2.0 * weight;
  }
  return sum * (1.0 / total);
}

vec4 effect(vec2 uv) {
  if (PASS == 1) return blurred(uv, vec2(1.0, 0.0), 2.2 * radius);
  if (PASS == 2) return blurred(uv, vec2(0.0, 1.0), 2.2 * radius);
  vec4 color = image(uv);
  if (PASS == 0) return color;
  vec3 rgb = straight(color);
  vec3 veil = straight(soft(uv));
  // Orton: a light picture and a soft one, one over the other.
  vec3 screened = 1.0 - (1.0 - rgb) * (1.0 - veil);
  vec3 both = mix(screened, screened * screened * (3.0 - 2.0 * screened), 0.6);
  return premultiplied(mix(rgb, both * mix(0.85, 1.0, brightness(veil)), amount), color.a);
}
