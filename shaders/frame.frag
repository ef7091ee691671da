// scene on its background → a whole frame of NV12 in one pass, so that each pixel is made once: four columns of
// two rows, as four bytes of each row of Y′, and as two pairs of Cb and Cr, each the mean of 2×2 pixels.
layout(location = 0) out vec4 upper; // Y′ of the even row
layout(location = 1) out vec4 lower; // Y′ of the odd row
layout(location = 2) out vec4 chroma;
flat in float firstRow; // of the target: there the frame begins

void main() {
  vec2 px = vec2(4.0, 2.0) * floor(gl_FragCoord.xy - vec2(0.0, firstRow)) + 0.5;
  // Both rows by turns: software renderers wait for the memory of a new row, and so for that of both at once.
  vec3 a = opaqueScene(px);
  vec3 e = opaqueScene(px + vec2(0.0, 1.0));
  vec3 b = opaqueScene(px + vec2(1.0, 0.0));
  vec3 f = opaqueScene(px + vec2(1.0, 1.0));
  vec3 c = opaqueScene(px + vec2(2.0, 0.0));
  vec3 g = opaqueScene(px + vec2(2.0, 1.0));
  vec3 d = opaqueScene(px + vec2(3.0, 0.0));
  vec3 h = opaqueScene(px + vec2(3.0, 1.0));
  upper = vec4(lumaOf(a), lumaOf(b), lumaOf(c), lumaOf(d));
  lower = vec4(lumaOf(e), lumaOf(f), lumaOf(g), lumaOf(h));
  chroma = vec4(chromaOf(0.25 * (a + b + e + f)), chromaOf(0.25 * (c + d + g + h)));
}
