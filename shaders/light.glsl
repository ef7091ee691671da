// sRGB values ↔ linear light (IEC 61966-2-1), in which the mean of frames and samples is what a camera would see.
precision highp float;

vec3 linearOf(vec3 color) {
  vec3 power = pow((color + 0.055) / 1.055, vec3(2.4));
  return mix(power, color / 12.92, lessThanEqual(color, vec3(0.04045)));
}

vec3 encodedOf(vec3 light) {
  vec3 power = 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055;
  return mix(power, 12.92 * light, lessThanEqual(light, vec3(0.0031308)));
}
