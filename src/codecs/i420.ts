import type { RawCodec } from './codec.ts';

/**
 * The planes as they are made: Y′, then Cb and Cr at half the size, their rows without padding. Samples of ten bits have two
 * bytes each, the lower one first.
 */
export const i420 = {
  name: 'i420',
  label: 'raw planes (4:2:0)',
  takes: 'frames',
  samples: 'planes',
  deep: true,
  multiple: 1,
  smallest: 1,
} as const satisfies RawCodec;
