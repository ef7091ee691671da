#version 300 es
// Lays a picture on the background where it is transparent, a texel a texel.
precision highp float;
precision highp sampler2D;

uniform sampler2D source;
uniform vec3 background; // sRGB
out vec4 color;

void main() {
  vec4 texel = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
  color = vec4(mix(background, texel.rgb, texel.a), 1.0);
}
