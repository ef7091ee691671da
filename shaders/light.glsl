// sRGB values ↔ linear light (IEC 61966-2-1), in which the mean of frames and samples is what a camera would see. Its powers are
// polynomials, off by less than 0.01 of 255 levels: each renderer reckons powers in its own way, and more slowly.

// ((color + 0.055) / 1.055) to the power of 2.4, where color is from 0.04045 to 1.
vec3 linearOf(vec3 color) {
  vec3 power = 0.0008751115 + color * (0.03449248 + color * (0.4961402 + color * (0.795216 + color * (-0.6393697
    + color * (0.5118413 + color * (-0.2552374 + color * 0.05604309))))));
  return mix(power, color * (1.0 / 12.92), lessThanEqual(color, vec3(0.04045)));
}

// 1.055 · light to the power of 1 / 2.4 − 0.055 by the fourth root of it, where light is from 0.0031308 to 1.
vec3 encodedOf(vec3 light) {
  vec3 root = sqrt(sqrt(light));
  vec3 power = -0.06148334 + root * (0.1634955 + root * (1.24978 + root * (-0.5673877
    + root * (0.2809711 + root * -0.06538064))));
  return mix(power, 12.92 * light, lessThanEqual(light, vec3(0.0031308)));
}
