#version 300 es
// Copies a part of a picture, a texel a texel.
precision highp float;
precision highp sampler2D;

uniform sampler2D source;
// The part's left top texel.
uniform vec2 start;
out vec4 color;

void main() {
  color = texelFetch(source, ivec2(gl_FragCoord.xy) + ivec2(start), 0);
}
