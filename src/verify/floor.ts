import { findCodec } from '../codecs/index.ts';
import type { FilmPlan } from '../core/film-plan.ts';

/**
 * The least PSNR of a frame that is right, dB, by quality: well below what films have (docs/formats.md) and above
 * what a frame has that is another one, or in other colours.
 */
const VIDEO: Readonly<Record<string, number>> = { draft: 24, standard: 28, high: 34 };
const PICTURES: Readonly<Record<string, number>> = { draft: 20, standard: 24, high: 28 };
/** 256 colours, dithered. */
const GIF = 18;
/**
 * The browser's encoders are handed bytes that their alpha has been multiplied into. As they are compared multiplied, too,
 * Chromium loses nothing; a level in one sample of sixteen would be left by one that rounds otherwise.
 */
const TRANSPARENT = 60;
/** A bit rate that was asked for may be too little for anything: a frame of another picture has less. */
const ANY_BITRATE = 10;

/** dB; `Infinity` where every sample has to be the same. */
export function floorFor({ codec: name, quality, sampling, transparent }: FilmPlan): number {
  if (sampling === 'rgb') return Infinity;
  const codec = findCodec(name);
  if (codec.takes === 'planes') return VIDEO[quality ?? ''] ?? ANY_BITRATE;
  if (codec.name === 'gif') return GIF;
  const isLossy = codec.takes === 'rgba' && codec.name !== 'webp-lossless';
  const exact = transparent && codec.takes === 'rgba' ? TRANSPARENT : Infinity;
  return (isLossy && codec.qualities && PICTURES[quality ?? '']) || exact;
}
