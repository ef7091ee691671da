// scene → NV12: BT.709 limited range, four bytes a texel. The first filmSize.y rows hold Y′, the
// others Cb and Cr in turn at half the size; chroma is the mean of the 2×2 pixels it covers.
uniform vec2 filmSize; // px
out vec4 bytes;

// Rec. ITU-R BT.709-6, 3.2–3.5, quantised to 8 bits: Y′ 16…235, Cb and Cr 16…240.
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

float luma(vec2 px) {
  return (16.0 + 219.0 * dot(LUMA, scene(px))) / 255.0;
}

vec2 chroma(vec2 corner) {
  vec3 mean = 0.25 * (scene(corner + vec2(0.5, 0.5)) + scene(corner + vec2(1.5, 0.5)) +
                      scene(corner + vec2(0.5, 1.5)) + scene(corner + vec2(1.5, 1.5)));
  float y = dot(LUMA, mean);
  return (128.0 + 224.0 * (mean.br - y) / vec2(1.8556, 1.5748)) / 255.0;
}

void main() {
  vec2 texel = floor(gl_FragCoord.xy);
  float x = 4.0 * texel.x;
  if (texel.y < filmSize.y) {
    float y = texel.y + 0.5;
    bytes = vec4(luma(vec2(x + 0.5, y)), luma(vec2(x + 1.5, y)), luma(vec2(x + 2.5, y)), luma(vec2(x + 3.5, y)));
  } else {
    float y = 2.0 * (texel.y - filmSize.y);
    bytes = vec4(chroma(vec2(x, y)), chroma(vec2(x + 2.0, y)));
  }
}
