// scene on its background → a whole frame of ten bits a sample in one pass, as whole numbers: as frame.frag does, four columns
// of two rows; with WHOLE four columns of one row, whose colours are not halved, and with RGB green, blue and red.
#ifdef WHOLE
layout(location = 0) invariant out uvec4 firstPlane;
layout(location = 1) invariant out uvec4 secondPlane;
layout(location = 2) invariant out uvec4 thirdPlane;
#else
layout(location = 0) invariant out uvec4 upper; // Y′ of the even row
layout(location = 1) invariant out uvec4 lower; // Y′ of the odd row
layout(location = 2) invariant out uvec4 chroma;
#endif

#ifdef WHOLE
#ifdef RGB
vec3 planesOf(vec3 color) {
  return 1023.0 * color.gbr;
}
#else
// A byte's 255 is 1020 in ten bits (Rec. ITU-R BT.709-6, 3.5: four times as many).
vec3 planesOf(vec3 color) {
  return 1020.0 * vec3(lumaOf(color), chromaOf(color));
}
#endif

vec3 planesAt(vec2 px) {
  return clamp(planesOf(opaqueScene(px)), 0.0, 1023.0) + 0.5;
}

void main() {
  vec2 px = vec2(4.0, 1.0) * floor(gl_FragCoord.xy) + 0.5;
  vec3 a = planesAt(px);
  vec3 b = planesAt(px + vec2(1.0, 0.0));
  vec3 c = planesAt(px + vec2(2.0, 0.0));
  vec3 d = planesAt(px + vec2(3.0, 0.0));
  firstPlane = uvec4(a.x, b.x, c.x, d.x);
  secondPlane = uvec4(a.y, b.y, c.y, d.y);
  thirdPlane = uvec4(a.z, b.z, c.z, d.z);
}
#else
uvec4 quantised(vec4 bytes) {
  return uvec4(clamp(1020.0 * bytes, 0.0, 1023.0) + 0.5);
}

void main() {
  vec2 px = vec2(4.0, 2.0) * floor(gl_FragCoord.xy) + 0.5;
  vec3 a = opaqueScene(px);
  vec3 e = opaqueScene(px + vec2(0.0, 1.0));
  vec3 b = opaqueScene(px + vec2(1.0, 0.0));
  vec3 f = opaqueScene(px + vec2(1.0, 1.0));
  vec3 c = opaqueScene(px + vec2(2.0, 0.0));
  vec3 g = opaqueScene(px + vec2(2.0, 1.0));
  vec3 d = opaqueScene(px + vec2(3.0, 0.0));
  vec3 h = opaqueScene(px + vec2(3.0, 1.0));
  upper = quantised(vec4(lumaOf(a), lumaOf(b), lumaOf(c), lumaOf(d)));
  lower = quantised(vec4(lumaOf(e), lumaOf(f), lumaOf(g), lumaOf(h)));
  chroma = quantised(vec4(chromaOf(0.25 * (a + b + e + f)), chromaOf(0.25 * (c + d + g + h))));
}
#endif
