#version 300 es
// The corners of what shows a scene. They hand on what is the same for all pixels: in fragments llvmpipe looks a uniform up once
// for each of its lanes.
in vec2 corner;
uniform vec4 sceneBox;
uniform float sceneRow;
uniform float sceneFrame;
uniform float sceneProgress;
uniform float scenePassage;
uniform float sceneTime;
flat out vec4 box;
flat out float firstRow;
flat out vec2 filmSize;
flat out float filmFrame;
flat out float filmProgress;
flat out float filmPassage;
flat out float filmTime;

void main() {
  gl_Position = vec4(corner, 0.0, 1.0);
  box = sceneBox;
  firstRow = sceneRow;
  filmSize = sceneBox.zw;
  filmFrame = sceneFrame;
  filmProgress = sceneProgress;
  filmPassage = scenePassage;
  filmTime = sceneTime;
}
