import type { mat3 } from 'gl-matrix';
import type { Size } from '../../core/size.ts';

/** Which levels a frame is sampled from, as `coveredBy` and `shrunkAt` in levels.glsl decide. */
export interface Depth {
  readonly finer: number;
  /** How much of the frame is of the next level, 0…1. */
  readonly coarser: number;
}

/** What covers so much more along one axis than along the other is still looked at in one place. */
const HARDLY_MORE = 1 / 64;

/**
 * The levels whose texels are as large as the pixels of a frame that isn't turned; `undefined` where a pixel covers so
 * much more along one axis that it is looked at in several places.
 *
 * @param toTexel canvas px → texels of the image
 */
export function depthOf(toTexel: mat3, texture: Size): Depth | undefined {
  const [x, y] = [Math.abs(toTexel[0]), Math.abs(toTexel[4])];
  const [longer, shorter] = [Math.max(x, y), Math.max(Math.min(x, y), 1)];
  if (longer / shorter > 1 + HARDLY_MORE) return undefined;
  const last = Math.floor(Math.log2(Math.max(texture.width, texture.height)));
  const level = Math.min(Math.log2(Math.max(longer, shorter)), last);
  const finer = Math.floor(level);
  return { finer, coarser: finer === last ? 0 : level - finer };
}
