// effects → a texture of the size of the image's box, or a share of it; premultiplied, and
// never beyond what bytes hold, wherever it is kept.
uniform vec2 targetSize; // texels
invariant out vec4 color;

void main() {
  color = kept(clamp(effects(gl_FragCoord.xy / targetSize), 0.0, 1.0));
}
