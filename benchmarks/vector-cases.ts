import type { BenchmarkCase } from './case.ts';
import { everywhere, type SizeName, SIZES } from './case-parts.ts';

/** How many times as fast as ffmpeg a roll has to be that is written as vectors. */
const VECTORS_BARS: Readonly<Record<SizeName, number>> = {
  '640×480': 8,
  '1920×1080': 10,
  '3840×2160': 10,
};
/** An even number of GOPs: half of it is timed, which holds as many key pictures as the whole. */
const VECTORS_LENGTHS: Readonly<Record<SizeName, { frames: number; ffmpeg: number }>> = {
  '640×480': { frames: 4000, ffmpeg: 1000 },
  '1920×1080': { frames: 1000, ffmpeg: 500 },
  '3840×2160': { frames: 500, ffmpeg: 100 },
};

/**
 * A roll that is written as vectors: no frame is drawn, so it is compared by whole processes alone, and never
 * stands among films whose frames are rendered. At 4K vectors reach back only.
 */
export function asVectors(size: SizeName): BenchmarkCase {
  const { frames, ffmpeg } = VECTORS_LENGTHS[size];
  return {
    name: `${size}, as vectors`,
    size: SIZES[size],
    spec: { motion: { kind: 'roll', step: size === '3840×2160' ? -2 : 2 }, encoder: 'rolled' },
    backend: 'auto',
    frames,
    rounds: 3,
    shorter: {
      'ffmpeg veryfast, a frame more': ffmpeg,
      'ffmpeg veryfast, no better': ffmpeg,
      'ffmpeg veryfast': ffmpeg,
      'stillmotion, whole process': ffmpeg,
    },
    contestants: [
      'vectors, a frame more',
      'ffmpeg veryfast, a frame more',
      'stillmotion, whole process',
      'ffmpeg veryfast',
      'ffmpeg veryfast, no better',
    ],
    comparisons: [
      {
        of: 'vectors, a frame more',
        against: ['ffmpeg veryfast, a frame more'],
        bar: everywhere(VECTORS_BARS[size]),
      },
      { of: 'stillmotion, whole process', against: ['ffmpeg veryfast'] },
    ],
    smaller: { of: 'vectors, a frame more', against: 'ffmpeg veryfast, no better', bar: 0.8 },
  };
}
