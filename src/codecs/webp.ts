import type { ImageCodec } from './codec.ts';

const WEBP = {
  takes: 'rgba',
  alpha: 'whole',
  mime: 'image/webp',
  multiple: 1,
  smallest: 1,
  // 14 bits (RFC 9649, 2.5).
  largest: 16_383,
} as const;

export const webp = {
  ...WEBP,
  name: 'webp',
  label: 'WebP',
  qualities: { draft: 0.6, standard: 0.85, high: 0.95 },
} as const satisfies ImageCodec;

/** Browsers write WebP without loss where they are asked for all of its quality. */
export const losslessWebp = {
  ...WEBP,
  name: 'webp-lossless',
  label: 'lossless WebP',
  lossless: true,
  qualities: { draft: 1, standard: 1, high: 1 },
} as const satisfies ImageCodec;
