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
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  vec3 rgb = straight(color);
  float turn = radians(angle) + 6.2831853 * float(turns) * progress;
  // About the axis of greys (Rodrigues), which keep their place.
  vec3 axis = vec3(0.57735027);
  vec3 turned = mix(axis * dot(axis, rgb), rgb, cos(turn)) + cross(axis, rgb) * sin(turn);
  // As bright as before: the eye sees more green than blue.
  turned += brightness(rgb) - brightness(turned);
  turned = mix(vec3(brightness(turned)), turned, saturation);
  return premultiplied(clamp(turned, 0.0, 1.0), color.a);
}
