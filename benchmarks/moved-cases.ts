import type { MotionSpec } from '../src/motions/motion.ts';
import type { BenchmarkCase, Contestant } from './case.ts';
import { ENCODER, orHalf, type SizeName, SIZES } from './case-parts.ts';
import type { TypedJob } from './typed-jobs.ts';

// Films whose every frame is made anew.

/** How many times as fast as ffmpeg a film has to be whose frames are drawn one by one. */
const DRAWN_BARS: Readonly<Record<SizeName, number>> = {
  '640×480': 1,
  '1920×1080': 0.8,
  '3840×2160': 0.8,
};
const DRAWN_LENGTHS: Readonly<Record<SizeName, number>> = {
  '640×480': 600,
  '1920×1080': 150,
  '3840×2160': 40,
};

/**
 * A film that no cheaper engine makes: rolled along both axes at once, as rotations are made, too. In whole pixels no
 * filter does anything; that cubic was asked for keeps others from making it.
 */
export function drawn(size: SizeName, backend: BenchmarkCase['backend']): BenchmarkCase {
  return {
    name: `${size}, drawn${backend === 'swiftshader' ? ', SwiftShader' : ''}`,
    size: SIZES[size],
    spec: {
      motions: [
        { kind: 'roll', step: 2 },
        { kind: 'roll', step: 1, axis: 'y' },
      ],
      filter: 'cubic',
    },
    backend,
    frames: DRAWN_LENGTHS[size],
    rounds: 3,
    contestants: ['stillmotion', ...ENCODER, 'ffmpeg veryfast'],
    comparisons: [
      { of: 'stillmotion', against: ['ffmpeg veryfast'], bar: orHalf(DRAWN_BARS[size]) },
      { of: 'stillmotion', against: ENCODER },
    ],
  };
}

/** A motion of every frame, against the filter that people take for it. */
export function moved(
  what: string,
  motion: MotionSpec,
  filters: readonly { readonly name: Contestant; readonly bar: number }[],
): BenchmarkCase {
  return {
    name: `1920×1080, ${what}`,
    size: SIZES['1920×1080'],
    spec: { motions: [motion] },
    backend: 'auto',
    frames: 300,
    rounds: 3,
    // Only a part of the motion, at the speed of the whole.
    shorter: { mediabunny: 40 },
    contestants: ['stillmotion', 'mediabunny', ...filters.map(({ name }) => name)],
    comparisons: [
      ...filters.map(({ name, bar }) => ({
        of: 'stillmotion' as const,
        against: [name] as const,
        bar: orHalf(bar),
      })),
      { of: 'stillmotion', against: ['mediabunny'], bar: orHalf(6) },
    ],
  };
}

/** A job as people type it, against ffmpeg's way of it. */
export function typed(name: string, frames: number, job: TypedJob, bar?: number): BenchmarkCase {
  return {
    name,
    spec: {},
    typed: job,
    backend: 'auto',
    frames,
    rounds: 3,
    contestants: ['stillmotion, as typed', 'ffmpeg, as typed'],
    comparisons: [
      {
        of: 'stillmotion, as typed',
        against: ['ffmpeg, as typed'],
        ...(bar !== undefined && { bar: orHalf(bar) }),
      },
      { of: 'stillmotion, as typed, processors', against: ['ffmpeg, as typed, processors'] },
    ],
  };
}
