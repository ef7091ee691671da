import type { FilmPlan, PlainBounds, SteadyRate } from '../../core/film-plan.ts';
import { asNumber } from '../../core/fraction.ts';
import type { QualityName } from '../../core/quality.ts';
import { findVideoCodec } from '../index.ts';

// What groups of pictures of next to no detail are known by, and how they are held, by codec and quality: docs/quality.md.

/** Left out: nobody has measured any. */
const BOUNDS: Readonly<Record<string, Readonly<Record<QualityName, PlainBounds>>>> = {
  h264: {
    draft: { bits: 0.045, psnr: 48 },
    standard: { bits: 0.08, psnr: 48 },
    high: { bits: 0.15, psnr: 48 },
  },
  vp9: {
    draft: { bits: 0.04, psnr: 44 },
    standard: { bits: 0.14, psnr: 49 },
    high: { bits: 0.3, psnr: 52 },
  },
  av1: {
    draft: { bits: 0.025, psnr: 45 },
    standard: { bits: 0.08, psnr: 50 },
    high: { bits: 0.25, psnr: 52 },
  },
};

interface Hold {
  /** What is told before the key frame. */
  readonly bitsPerPixel: number;
  /** Bits a second, of small frames. */
  readonly least?: number;
  readonly held: number;
}

/** Of H.264, where its encoder takes no quantizer: of no end that it keeps to by itself are such groups even. */
const HOLDS: Readonly<Record<QualityName, Hold>> = {
  draft: { bitsPerPixel: 0.1, held: 25 },
  standard: { bitsPerPixel: 0.05, held: 22 },
  high: { bitsPerPixel: 0.05, least: 1_000_000, held: 20 },
};
/** What the frame behind a key frame takes of its bits: more, and the first ones would be better than what they drift to. */
const BEHIND_KEY = 0.05;

export function plainBounds({ codec, quality }: FilmPlan): PlainBounds | undefined {
  return quality && BOUNDS[codec]?.[quality];
}

export function plainHold({ quality = 'standard', size, fps }: FilmPlan): SteadyRate {
  const { bitsPerPixel, least = 0, held } = HOLDS[quality];
  const bits = bitsPerPixel * size.width * size.height * asNumber(fps);
  const told = Math.round(Math.max(1000, least, bits));
  return { told, held, rehearsed: true, behindKey: BEHIND_KEY };
}

/** What holds groups of pictures near a quantizer whose key frames are to be as fine as can be: as `high` is made. */
export function heldFor({ codec, size, fps }: FilmPlan, held: number): SteadyRate {
  const { bitsPerPixel = 0 } = findVideoCodec(codec).steady?.high ?? {};
  const told = Math.round(Math.max(1000, bitsPerPixel * size.width * size.height * asNumber(fps)));
  return { told, held, rehearsed: true };
}
