/*{
  "DESCRIPTION": "Turns all colours around the colour wheel, by an angle or once around with the film",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["colour"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "angle", "TYPE": "float", "DEFAULT": 0, "MIN": -180, "MAX": 180, "DESCRIPTION": "how far they are turned", "UNIT": "°" },
    { "NAME": "turns", "TYPE": "long", "DEFAULT": 1, "MIN": -8, "MAX": 8, "DESCRIPTION": "times around from the first frame to the last; 0: it stands" },
    { "NAME": "saturation", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 2, "DESCRIPTION": "how strong colours are" }
  ]
}*/
// What it does to a colour goes by uniforms alone: compilers make it once for all pixels that a fragment holds.
mat3 turning() {
  // A quarter of what is left to half of a turn or over it, whose sine and cosine are polynomials; doubled twice. Graphics that are
  // a program take a tenth of this effect's time for their own.
  float x = 1.57079633 * (fract(angle * (1.0 / 360.0) + float(turns) * progress) - 0.5);
  float xx = x * x;
  float s = x * (1.0 - xx * (0.16666667 - xx * (0.00833333 - xx * 0.0001984)));
  float c = 1.0 - 2.0 * s * s;
  s *= 2.0 * (1.0 - xx * (0.5 - xx * (0.04166667 - xx * 0.00138889)));
  float cosine = 2.0 * s * s - 1.0;
  // About the axis of greys (Rodrigues), which keep their place.
  float along = (1.0 - cosine) * (1.0 / 3.0);
  float across = -1.15470054 * s * c;
  vec3 by = vec3(cosine + along, along + across, along - across);
  mat3 turned = saturation * mat3(by, by.zxy, by.yzx);
  // As bright as before: the eye sees more green than blue.
  vec3 seen = vec3(brightness(turned[0]), brightness(turned[1]), brightness(turned[2]));
  return turned + outerProduct(vec3(1.0), vec3(0.2126, 0.7152, 0.0722) - seen);
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  mat3 turned = turning();
  vec3 seen = rounded(rounded(turned[0] * rgb.r) + rounded(turned[1] * rgb.g)) + rounded(turned[2] * rgb.b);
  return premultiplied(clamp(seen, 0.0, 1.0), color.a);
}
