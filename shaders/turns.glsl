// Sines and angles, the same on every renderer: each reckons GLSL's own in its own way. Polynomials, off by less than
// 5 in a million.

// x in radians, −200,000 … 200,000.
float sinOf(float x) {
  x = rounded(x);
  float halves = floor(x * 0.3183099 + 0.5); // half turns
  float r = rounded(x - rounded(halves * 3.140625)) - rounded(halves * 9.676536e-4);
  float z = r * r;
  float s = rounded(r * (0.9999992 - z * (0.1666568 - z * (0.008313225 - z * 0.0001852345))));
  return fract(0.5 * halves) == 0.0 ? s : -s;
}

float cosOf(float x) {
  return sinOf(rounded(x) + 1.5707963);
}

// The angle of a place, −π … π, radians.
float atanOf(float y, float x) {
  float less = min(abs(x), abs(y));
  float more = max(abs(x), abs(y));
  float slope = less / max(more, 1e-30);
  float z = slope * slope;
  float angle = slope * (0.9999955 + z * (-0.3329886 + z * (0.1955891 + z * (-0.1211095 + z * (0.05733055 - z * 0.01342218)))));
  if (abs(y) > abs(x)) angle = 1.5707963 - angle;
  if (x < 0.0) angle = 3.1415927 - angle;
  return y < 0.0 ? -angle : angle;
}

// A place turned about 0,0, by the cosine and the sine of an angle.
vec2 turnedBy(vec2 angle, vec2 place) {
  return vec2(
    rounded(angle.x * place.x) - rounded(angle.y * place.y),
    rounded(angle.y * place.x) + rounded(angle.x * place.y)
  );
}
