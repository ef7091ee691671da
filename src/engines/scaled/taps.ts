import type { Edge } from '../../motions/motion.ts';
import { modulo } from '../../core/values/whole-numbers.ts';

/** Parts of a texel that places are rounded to, as in scene.glsl. */
export const PARTS = 256;

/** The two neighbours between which a sample lies, and how near it is to the second. */
export interface Between {
  /** The first of them; the second is the next one, or behind the last the first. */
  first: number;
  /** The share of the second, in 1/256. */
  share: number;
}

/**
 * Finds the two texels of an axis between which a place lies.
 *
 * @param place texels; the first one's middle is at 0.5
 * @param length of the axis, texels
 * @param out is written and returned
 */
export function between(place: number, length: number, edge: Edge, out: Between): Between {
  const parts = Math.floor((place - 0.5) * PARTS + 0.5);
  const texel = Math.floor(parts / PARTS);
  const share = parts - PARTS * texel;
  const first = beyondEdge(texel, length, edge);
  const second = beyondEdge(texel + 1, length, edge);
  // Mirrored, what comes next stands before it.
  const isBack = second === first - 1;
  out.first = isBack ? second : first;
  if (second === first) out.share = 0;
  else out.share = isBack ? PARTS - share : share;
  return out;
}

/** Which texel stands where one is beyond an edge, as textures wrap. */
function beyondEdge(texel: number, length: number, edge: Edge): number {
  if (texel >= 0 && texel < length) return texel;
  if (edge === 'repeat') return modulo(texel, length);
  if (edge !== 'mirror') return texel < 0 ? 0 : length - 1;
  const place = modulo(texel, 2 * length);
  return place < length ? place : 2 * length - 1 - place;
}
