import { av1 } from './av1.ts';
import type { Codec } from './codec.ts';
import { h264 } from './h264.ts';
import { vp9 } from './vp9.ts';

// A codec is a file beside this one and a row here.

/** Every codec, in the order in which they are offered; the first is the default. */
export const CODECS = [h264, vp9, av1] as const satisfies readonly Codec[];

export type CodecName = (typeof CODECS)[number]['name'];
export const CODEC_NAMES: readonly CodecName[] = CODECS.map(({ name }) => name);

/** The spec has checked the name. */
export function findCodec(name: string): Codec {
  const codec = CODECS.find((each) => each.name === name);
  if (codec === undefined) throw new Error(`there is no codec ${name}`);
  return codec;
}

/** `vp9, av1`: what may be tried in a codec's place. */
export function otherCodecs(name: string): string {
  return CODEC_NAMES.filter((each) => each !== name).join(', ');
}
