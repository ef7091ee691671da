import { SHADERS } from './shader-files.ts';
import { assembleShader } from './shader-text.ts';

/** The vertex shader of every pass of ours. */
export const QUAD = assembleShader([SHADERS.quad]);

/** What every pass of ours shares: one triangle that covers its whole target. */
export const FULL_SCREEN = {
  vert: QUAD.text,
  attributes: { corner: [-1, -1, 3, -1, -1, 3] },
  count: 3,
  depth: { enable: false },
} as const;
