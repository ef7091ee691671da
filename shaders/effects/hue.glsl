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
  float turn = radians(angle) + 6.2831853 * float(turns) * progress;
  // About the axis of greys (Rodrigues), which keep their place.
  float along = (1.0 - cos(turn)) / 3.0;
  float across = 0.57735027 * sin(turn);
  vec3 by = vec3(cos(turn) + along, along + across, along - across);
  mat3 turned = saturation * mat3(by, by.zxy, by.yzx);
  // As bright as before: the eye sees more green than blue.
  vec3 seen = vec3(0.2126, 0.7152, 0.0722);
  return turned + outerProduct(vec3(1.0), seen - seen * turned);
}

vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  return premultiplied(clamp(turning() * straight(color), 0.0, 1.0), color.a);
}
