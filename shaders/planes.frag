// scene on its background → one plane of an image by its texels along an axis, four bytes a texel. With CHROMA
// the plane of Cb and Cr in turn, kept for each texel along that axis (TEXELS_X or TEXELS_Y) and averaged over
// two pixels across it; otherwise the plane of Y′.
// Two programs rather than a branch: software renderers execute both sides of an if.
out vec4 bytes;

#ifdef CHROMA
#ifdef TEXELS_X
const vec2 CELL = vec2(2.0, 2.0); // px from one texel to the next
const vec2 ACROSS = vec2(0.0, 1.0); // px between the two that are averaged
const float NEXT_PAIR = 1.0; // px from one Cb to the next
#else
const vec2 CELL = vec2(4.0, 1.0);
const vec2 ACROSS = vec2(1.0, 0.0);
const float NEXT_PAIR = 2.0;
#endif

vec2 chroma(vec2 px) {
  return chromaOf(0.5 * (opaqueScene(px) + opaqueScene(px + ACROSS)));
}

void main() {
  vec2 px = CELL * floor(gl_FragCoord.xy) + 0.5;
  bytes = vec4(chroma(px), chroma(px + vec2(NEXT_PAIR, 0.0)));
}
#else
float luma(vec2 px) {
  return lumaOf(opaqueScene(px));
}

void main() {
  vec2 px = vec2(4.0 * floor(gl_FragCoord.x) + 0.5, gl_FragCoord.y);
  bytes = vec4(luma(px), luma(px + vec2(1.0, 0.0)), luma(px + vec2(2.0, 0.0)), luma(px + vec2(3.0, 0.0)));
}
#endif
