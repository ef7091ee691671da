// What is drawn for a pass, blurred along an axis.

// Within so many texels to each side every one is looked at; farther, every second one, and so on.
const int MOST_LOOKS = 48;

// along: 1 for the axis, 0 for the other; radius: how far is looked, a share of the film's shorter side; far: how many times
// the width of the bell curve, exp(−x²), that is. Every renderer makes the same of products that follow one another, where each reckons powers in
// its own way.
vec4 blurredAlong(sampler2D picture, vec2 uv, vec2 along, float radius, float far) {
  ivec2 texels = textureSize(picture, 0);
  ivec2 here = ivec2(uv * vec2(texels));
  float reach = max(dotOf(rounded(radius * vec2(texels) / filmSize), along) * min(filmSize.x, filmSize.y), 1.0);
  int stride = int(ceil(reach / float(MOST_LOOKS)));
  ivec2 way = stride * ivec2(along);
  // From texel to texel each weight is the one before by a share that falls evenly.
  float step = float(stride) * far / reach;
  float share = expOf(-step * step);
  float fall = share * share;
  float weight = 1.0;
  vec4 sum = texelAt(picture, here);
  float total = 1.0;
  for (int n = 1; n * stride <= int(reach); n++) {
    weight *= share;
    share *= fall;
    ivec2 off = n * way;
    sum += weight * (texelAt(picture, here - off) + texelAt(picture, here + off));
    total += 2.0 * weight;
  }
  return sum * (1.0 / total);
}
