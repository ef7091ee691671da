import type { ImageCodec } from './codec.ts';

/** 256 colours, one palette for the whole film: `codecs/gif/`. */
export const gif = {
  name: 'gif',
  label: 'GIF',
  takes: 'rgba',
  alpha: 'edges',
  mime: 'image/gif',
  multiple: 1,
  smallest: 1,
  // 16 bits; canvases end before.
  largest: 16_384,
} as const satisfies ImageCodec;
