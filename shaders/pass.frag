// effects → a texture of the size of the image's box, or a share of it; premultiplied.
uniform vec2 targetSize; // texels
out vec4 color;

void main() {
  color = effects(gl_FragCoord.xy / targetSize);
}
