// scene on its background → one plane of NV12, four bytes a texel: BT.709 in limited range. With CHROMA the plane of Cb
// and Cr in turn, each the mean of the 2×2 pixels it covers; otherwise the plane of Y′.
// Two programs rather than a branch: software renderers execute both sides of an if.
// With TEXELS_X or TEXELS_Y the chroma of each texel along that axis is kept, and averaged across it alone.
uniform vec2 origin; // the texel of the framebuffer at which this plane begins
out vec4 bytes;

// Rec. ITU-R BT.709-6, 3.2–3.5, quantised to 8 bits: Y′ 16…235, Cb and Cr 16…240.
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

#if defined(TEXELS_X)
const vec2 CELL = vec2(2.0, 2.0); // px from one texel to the next
const vec2 ACROSS = vec2(0.0, 1.0); // px between the two that are averaged
const float NEXT_PAIR = 1.0; // px from one Cb to the next
#elif defined(TEXELS_Y)
const vec2 CELL = vec2(4.0, 1.0);
const vec2 ACROSS = vec2(1.0, 0.0);
const float NEXT_PAIR = 2.0;
#else
const vec2 CELL = vec2(4.0, 2.0);
const float NEXT_PAIR = 2.0;
#endif

#ifdef CHROMA
vec2 chroma(vec2 px) {
#if defined(TEXELS_X) || defined(TEXELS_Y)
  vec3 mean = 0.5 * (opaqueScene(px) + opaqueScene(px + ACROSS));
#else
  vec3 mean = 0.25 * (opaqueScene(px) + opaqueScene(px + vec2(1.0, 0.0)) +
                      opaqueScene(px + vec2(0.0, 1.0)) + opaqueScene(px + vec2(1.0, 1.0)));
#endif
  return (128.0 + 224.0 * (mean.br - dot(LUMA, mean)) / vec2(1.8556, 1.5748)) / 255.0;
}

void main() {
  vec2 px = CELL * floor(gl_FragCoord.xy - origin) + 0.5;
  bytes = vec4(chroma(px), chroma(px + vec2(NEXT_PAIR, 0.0)));
}
#else
float luma(vec2 px) {
  return (16.0 + 219.0 * dot(LUMA, opaqueScene(px))) / 255.0;
}

void main() {
  vec2 texel = gl_FragCoord.xy - origin;
  vec2 px = vec2(4.0 * floor(texel.x) + 0.5, texel.y);
  bytes = vec4(luma(px), luma(px + vec2(1.0, 0.0)), luma(px + vec2(2.0, 0.0)), luma(px + vec2(3.0, 0.0)));
}
#endif
