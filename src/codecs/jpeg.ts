import type { ImageCodec } from './codec.ts';

export const jpeg = {
  name: 'jpeg',
  label: 'JPEG',
  takes: 'rgba',
  mime: 'image/jpeg',
  multiple: 1,
  smallest: 1,
  largest: 16_384,
  qualities: { draft: 0.75, standard: 0.9, high: 0.97 },
} as const satisfies ImageCodec;
