import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import type { RenderSpec } from '../spec/spec.ts';

/**
 * Whether a film could be transparent, and nothing else that is asked for speaks against it.
 *
 * @param codec left out: the film's
 */
export function couldBeSeenThrough(spec: RenderSpec, codec: string = spec.codec): boolean {
  const { alpha, takes } = findCodec(codec);
  if (alpha === undefined || takes !== 'planes') return alpha !== undefined;
  const { quality, chroma, depth, capture, format } = spec;
  const isUsual = quality !== 'lossless' && chroma === '420' && depth === '8';
  return isUsual && capture !== 'canvas' && findContainer(format).alpha === true;
}
