/*{
  "DESCRIPTION": "A Julia set whose constant drifts away and back, in all colours of the rainbow; no picture is needed",
  "CREDIT": "stillmotion", "LICENSE": "MIT", "CATEGORIES": ["generative"],
  "LOOP": "film",
  "INPUTS": [
    { "NAME": "drift", "TYPE": "float", "DEFAULT": 4, "MIN": 0, "MAX": 20, "DESCRIPTION": "how far its constant goes, in hundredths" },
    { "NAME": "zoom", "TYPE": "float", "DEFAULT": 1, "MIN": 0.2, "MAX": 1000, "DESCRIPTION": "how near it is" },
    { "NAME": "centre", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "DESCRIPTION": "what stands in the middle", "MIN": [0, 0], "MAX": [1, 1] },
    { "NAME": "detail", "TYPE": "long", "DEFAULT": 2, "MIN": 1, "MAX": 4, "DESCRIPTION": "samples along each side of a pixel", "GROUP": "advanced" }
  ]
}*/
const int MOST = 255;

// Escape times as smooth numbers (the renormalised count), matplotlib's map “rainbow”.
vec3 colourAt(vec2 z, vec2 c) {
  int n = 0;
  for (; n < MOST; n++) {
    z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
    if (dot(z, z) > 256.0) break;
  }
  if (n == MOST) return vec3(0.03, 0.0, 0.06);
  float count = float(n + 1) - log2(0.5 * log2(dot(z, z)));
  float x = clamp(sqrt(max(count, 0.0) * (1.0 / 140.0)), 0.0, 1.0);
  return vec3(abs(2.0 * x - 0.5), sin(3.14159265 * x), cos(1.57079633 * x));
}

vec4 effect(vec2 uv) {
  float t = rounded(drift * (0.5 - 0.5 * cos(6.2831853 * progress)));
  vec2 c = vec2(-0.835 + t * 0.01, -0.2321 - t * 0.01);
  vec2 scale = rounded(3.0 * size * (1.0 / (zoom * max(size.x, size.y))));
  vec3 sum = vec3(0.0);
  for (int y = 0; y < detail; y++) {
    for (int x = 0; x < detail; x++) {
      vec2 inPixel = (vec2(x, y) + 0.5) * (1.0 / float(detail)) - 0.5;
      sum += clamp(colourAt(rounded(rounded(uv + inPixel / size) - 0.5) * scale + rounded((centre - 0.5) * 3.0), c), 0.0, 1.0);
    }
  }
  return vec4(sum * (1.0 / float(detail * detail)), 1.0);
}
