// Rec. ITU-R BT.709-6, 3.2–3.5, quantised to 8 bits: Y′ 16…235, Cb and Cr 16…240; as a byte's 0…1.
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

float lumaOf(vec3 color) {
  return (16.0 + 219.0 * dot(LUMA, color)) / 255.0;
}

vec2 chromaOf(vec3 color) {
  return (128.0 + 224.0 * (color.br - dot(LUMA, color)) / vec2(1.8556, 1.5748)) / 255.0;
}
