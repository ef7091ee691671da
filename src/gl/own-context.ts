import type { Regl } from './context.ts';

/** WebGL's context behind regl's, for what regl doesn't know. */
export function ownContext(regl: Regl): WebGL2RenderingContext {
  // oxlint-disable-next-line no-underscore-dangle -- as regl names it, in its documentation too
  return regl._gl as unknown as WebGL2RenderingContext;
}
