#version 300 es
// The least alpha of each block of texels.
precision highp float;
precision highp int;
precision highp sampler2D;

uniform sampler2D source;
uniform int block; // texels along a side
out vec4 color;

void main() {
  ivec2 from = block * ivec2(gl_FragCoord.xy);
  ivec2 to = min(from + block, textureSize(source, 0));
  float least = 1.0;
  for (int y = from.y; y < to.y; y++) {
    for (int x = from.x; x < to.x; x++) least = min(least, texelFetch(source, ivec2(x, y), 0).a);
  }
  color = vec4(least);
}
