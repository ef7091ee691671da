#version 300 es
// The one full-screen triangle: three corners, of which the canvas is the middle.
in vec2 corner;

void main() {
  gl_Position = vec4(corner, 0.0, 1.0);
}
