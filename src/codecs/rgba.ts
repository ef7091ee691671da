import type { RawCodec } from './codec.ts';

/** The pixels as they are drawn: four bytes each, the top row first. */
export const rgba = {
  name: 'rgba',
  label: 'raw RGBA',
  takes: 'frames',
  alpha: 'whole',
  samples: 'pixels',
  multiple: 1,
  smallest: 1,
} as const satisfies RawCodec;
