import type { ImageCodec } from './codec.ts';

/** Lossless; the encoder is the browser's own. */
export const png = {
  name: 'png',
  label: 'PNG',
  lossless: true,
  alpha: 'whole',
  takes: 'rgba',
  mime: 'image/png',
  multiple: 1,
  smallest: 1,
  largest: 16_384,
} as const satisfies ImageCodec;
