import { SHADERS } from './shader-files.ts';
import { assembleShader } from './shader-text.ts';

/** The vertex shader of every pass of ours. */
export const QUAD = assembleShader([SHADERS.quad]);

/** One triangle that covers a whole target, clip coordinates. */
export const FULL_SCREEN_CORNERS = [-1, -1, 3, -1, -1, 3];

/** What every pass of ours shares, apart from the buffer with its corners. */
export const FULL_SCREEN = {
  vert: QUAD.text,
  count: 3,
  depth: { enable: false },
} as const;
