import type { RawCodec } from './codec.ts';

/** The planes as they are made: Y′, then Cb and Cr at half the size, their rows without padding. */
export const i420 = {
  name: 'i420',
  label: 'raw planes (4:2:0)',
  takes: 'frames',
  samples: 'planes',
  multiple: 1,
  smallest: 1,
} as const satisfies RawCodec;
