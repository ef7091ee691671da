#version 300 es
// Resamples along one axis as skimage.transform.resize(anti_aliasing=True) does: a Gaussian of
// σ = (factor − 1) / 2, cut off at 4σ, then linear interpolation at (i + 0.5) · factor − 0.5.
// In the same step, transparent pixels are laid on the background.
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D source;
uniform int alongX; // 1 along x, 0 along y
uniform float factor; // source length / target length
uniform int wraps; // 1: the filter goes on at the other edge; 0: it is mirrored (edge pixel not repeated)
uniform vec3 background; // sRGB
out vec4 color;

int mirrored(int i, int length) {
  if (length == 1) return 0;
  int period = 2 * (length - 1);
  i = abs(i) % period;
  return i < length ? i : period - i;
}

int wrapped(int i, int length) {
  return ((i % length) + length) % length;
}

vec3 sourceAt(int i, ivec2 here) {
  ivec2 size = textureSize(source, 0);
  int length = alongX == 1 ? size.x : size.y;
  int at = wraps == 1 ? wrapped(i, length) : mirrored(i, length);
  vec4 texel = texelFetch(source, alongX == 1 ? ivec2(at, here.y) : ivec2(here.x, at), 0);
  return mix(background, texel.rgb, texel.a);
}

float gauss(int distance, int radius, float sigma) {
  if (abs(distance) > radius) return 0.0;
  if (radius == 0) return 1.0;
  float d = float(distance) / sigma;
  return exp(-0.5 * d * d);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  float centre = (float(alongX == 1 ? here.x : here.y) + 0.5) * factor - 0.5;
  int nearest = int(floor(centre));
  float weight = centre - float(nearest);
  float sigma = max(0.0, (factor - 1.0) / 2.0);
  int radius = int(4.0 * sigma + 0.5);

  vec3 sum = vec3(0.0);
  float total = 0.0;
  for (int i = nearest - radius; i <= nearest + 1 + radius; i++) {
    float w = mix(gauss(i - nearest, radius, sigma), gauss(i - nearest - 1, radius, sigma), weight);
    sum += w * sourceAt(i, here);
    total += w;
  }
  color = vec4(sum / total, 1.0);
}
