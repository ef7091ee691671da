// scene on its background → RGBA, straight. Framebuffers keep the picture's first row in row 0; the screen begins at the bottom,
// and shows squares where there is no background.
uniform float screenHeight; // px; 0 for a framebuffer
uniform float coarseness; // px of the canvas along each side of one here: 1 but in previews
invariant out vec4 color;

#ifdef TRANSPARENT
// As programs for pictures show what is transparent: white and grey, 8 px a side.
vec3 squares(vec2 px) {
  return vec3(mod(floor(px.x / 8.0) + floor(px.y / 8.0), 2.0) == 0.0 ? 1.0 : 0.8);
}
#endif

void main() {
  vec2 px = gl_FragCoord.xy;
  if (screenHeight > 0.0) px.y = screenHeight - px.y;
  px *= coarseness;
#ifdef TRANSPARENT
  vec4 seen = transparentScene(px);
  if (screenHeight > 0.0) color = vec4(seen.rgb + squares(px) * (1.0 - seen.a), 1.0);
  else color = kept(seen.a > 0.0 ? vec4(seen.rgb / seen.a, seen.a) : vec4(0.0));
#else
  color = kept(vec4(clamp(opaqueScene(px), 0.0, 1.0), 1.0));
#endif
}
