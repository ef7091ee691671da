import type { Codec } from '../../codecs/codec.ts';
import type { DEPTH_NAMES } from '../../core/planes/depth.ts';
import type { Sampling } from '../../core/sampling.ts';

/** What a spec says of colours. */
export interface AskedColours {
  readonly quality: string;
  readonly chroma: '420' | '444';
}

/** How colours are sampled that aren't halved; `undefined` where they are. */
export function samplingOf({ quality, chroma }: AskedColours): Sampling | undefined {
  if (quality === 'lossless') return 'rgb';
  return chroma === '444' ? '444' : undefined;
}

/** Whether a codec can keep colours as they are asked for. */
export function keepsColours(codec: Codec, asked: AskedColours): boolean {
  const sampling = samplingOf(asked);
  if (sampling === undefined) return true;
  if (codec.takes === 'planes') return codec.samplings?.includes(sampling) === true;
  if (sampling === '444') return false;
  if (codec.takes === 'scene') return true;
  return codec.takes === 'rgba' ? codec.lossless === true : codec.samples === 'pixels';
}

/** What a spec says of bits. */
export interface AskedDepth {
  readonly depth: (typeof DEPTH_NAMES)[number];
}

/** Whether samples are to have ten bits, and so whatever they are drawn from. */
export function isDeep({ depth }: AskedDepth): boolean {
  return depth === '10';
}

/** Whether a codec can keep as many bits as are asked for. */
export function keepsDepth(codec: Codec, asked: AskedDepth): boolean {
  return !isDeep(asked) || codec.deep === true;
}
