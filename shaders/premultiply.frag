#version 300 es
// Multiplies the colours of a picture by their alpha, a texel a texel.
uniform sampler2D source;
invariant out vec4 color;

void main() {
  vec4 texel = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
  color = kept(vec4(texel.rgb * texel.a, texel.a));
}
