/*{
  "DESCRIPTION": "Soft focus: a blurred picture over the sharp one, which lightens and calms it",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["light"],
  "PASSES": [{"TARGET": "small", "SCALE": 0.5}, {"TARGET": "across", "SCALE": 0.5}, {"TARGET": "soft", "SCALE": 0.5}, {}],
  "INPUTS": [
    { "NAME": "amount", "TYPE": "float", "DEFAULT": 0.55, "MIN": 0, "MAX": 1, "DESCRIPTION": "how much of it" },
    { "NAME": "radius", "TYPE": "float", "DEFAULT": 0.025, "MIN": 0.002, "MAX": 0.1, "DESCRIPTION": "how soft, as a share of the shorter side" }
  ]
}*/
vec4 effect(vec2 uv) {
  if (PASS == 1) return smallBlurred(uv, vec2(1.0, 0.0), 2.2 * radius, 2.2);
  if (PASS == 2) return acrossBlurred(uv, vec2(0.0, 1.0), 2.2 * radius, 2.2);
  vec4 color = image(uv);
  if (PASS == 0) return color;
  vec3 rgb = straight(color);
  vec3 veil = straight(soft(uv));
  // Orton: a light picture and a soft one, one over the other.
  vec3 screened = 1.0 - (1.0 - rgb) * (1.0 - veil);
  vec3 both = mix(screened, screened * screened * (3.0 - 2.0 * screened), 0.6);
  return premultiplied(mix(rgb, both * mix(0.85, 1.0, brightness(veil)), amount), color.a);
}
