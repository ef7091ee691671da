/*{
  "DESCRIPTION": "Soft focus: a blurred picture over the sharp one, which lightens and calms it",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "small", "SCALE": 0.5}, {"TARGET": "across", "SCALE": 0.5}, {"TARGET": "soft", "SCALE": 0.5}, {}],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.025, "MIN": 0.002, "MAX": 0.1, "DESCRIPTION": "how soft, as a share of the shorter side" }
  ]
}*/
const int REACH = 12;

vec4 blurred(vec2 uv, vec2 along, float radius) {
  vec2 texel = along * (rounded(radius) * (1.0 / float(REACH))) * min(size.x, size.y) / size;
  vec4 sum = vec4(0.0);
  float total = 0.0;
  for (int n = -REACH; n <= REACH; n++) {
    float far = float(n) * (2.2 / float(REACH));
    float weight = exp(-far * far);
    vec2 at = uv + float(n) * texel;
    sum += weight * (PASS == 1 ? small(at) : across(at));
    total += weight;
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
