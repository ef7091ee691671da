// scene → RGBA. Framebuffers keep the picture's first row in row 0; the screen begins at the bottom.
uniform float flip; // 1 for the screen, 0 for a framebuffer
out vec4 color;

void main() {
  vec2 px = gl_FragCoord.xy;
  if (flip > 0.5) px.y = canvasSize.y - px.y;
  color = vec4(scene(px), 1.0);
}
