#version 300 es
// Multiplies the colours of a picture by their alpha, a texel a texel.
precision highp float;
precision highp sampler2D;

uniform sampler2D source;
out vec4 color;

void main() {
  vec4 texel = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
  color = vec4(texel.rgb * texel.a, texel.a);
}
