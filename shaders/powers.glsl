// Powers of two and logarithms, the same on every renderer: each reckons GLSL's own in its own way. Polynomials, off by less than
// 3 in a million.

// 2 to the power of x, which is more than −126 and less than 128; below that as there.
float exp2Of(float x) {
  x = max(x, -126.0);
  float whole = floor(x + 0.5);
  float f = x - whole;
  float power = 1.0 + f * (0.693121 + f * (0.2402211 + f * (0.05592204 + f * 0.009676037)));
  return rounded(power * intBitsToFloat((int(whole) + 127) << 23));
}

// The logarithm to the base 2 of what is above 0: of its exponent, and of what it has beside that, √½ … √2.
float log2Of(float x) {
  int bits = floatBitsToInt(x);
  int exponent = (bits - 0x3f3504f3) >> 23;
  float part = intBitsToFloat(bits - (exponent << 23));
  float s = (part - 1.0) / (part + 1.0);
  float z = s * s;
  return rounded(float(exponent) + s * (2.88539 + z * (0.9615882 + z * 0.5957864)));
}
