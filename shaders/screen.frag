// scene on its background → RGBA. Framebuffers keep the picture's first row in row 0; the screen begins at the bottom.
uniform float screenHeight; // px; 0 for a framebuffer
out vec4 color;

void main() {
  vec2 px = gl_FragCoord.xy;
  if (screenHeight > 0.0) px.y = screenHeight - px.y;
  color = vec4(opaqueScene(px), 1.0);
}
