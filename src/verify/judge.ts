import { framesPerLoop } from '../containers/film-chunks.ts';
import { StillmotionError } from '../core/errors.ts';
import type { DeepPlanes } from '../core/planes/deep-planes.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Nv12 } from '../core/planes/nv12.ts';
import type { Sampling } from '../core/sampling.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';
import { psnr } from './compare.ts';
import { floorFor } from './floor.ts';
import type { FilmProof } from './proof.ts';

/** What a film is compared with: frames of its plan, counted from 0. */
export interface Drawing {
  /** In order, as they are drawn afresh; each is valid until the next. */
  planes(frames: readonly number[], size: Size): Iterable<Nv12> | AsyncIterable<Nv12>;
  /** The same of a film of ten bits. */
  deepPlanes(
    frames: readonly number[],
    size: Size,
    sampling: Sampling | undefined,
  ): AsyncIterable<DeepPlanes>;
  pixels(frame: number): Promise<Size & { readonly data: Uint8ClampedArray }>;
}

/** How far a frame's time may be off: containers count in ticks, of at most 10 ms in a GIF. */
export const MOST_SECONDS_OFF = 0.0055;

/** The plan's frame in a place of the file, which may hold them several times. */
export function inPlan(frame: number, film: FilmPlan): number {
  return film.range.first + (frame % framesPerLoop(film));
}

/**
 * How wrong a frame may be whose picture has more in it than its codec holds, mean squared error.
 *
 * @param most what any other may be
 */
type Detail = (most: number) => number;

/**
 * How wrong frames are, and whether that is too much.
 *
 * @throws StillmotionError `verification-failed`, from what it gives
 */
export function createTally(film: FilmPlan) {
  const floor = floorFor(film);
  const most = 255 ** 2 / 10 ** (floor / 10);
  let sum = 0;
  let count = 0;
  let worst = 0;
  const check = (frame: number, what: string, error: number, detail: Detail) => {
    if (error <= most || (floor < Infinity && error <= detail(most))) return;
    throw wrong(
      `frame ${frame} has a PSNR of ${psnr(error).toFixed(1)} dB (${what})`,
      floor === Infinity ? 'the same samples' : `at least ${floor} dB`,
    );
  };
  return {
    check,
    /** Checks it, and counts it. */
    add(frame: number, what: string, error: number, detail: Detail): void {
      check(frame, what, error, detail);
      sum += error;
      count++;
      worst = Math.max(worst, error);
    },
    proof: (frames: number, compared: readonly number[]): FilmProof => ({
      frames,
      compared,
      worst: finite(psnr(worst)),
      mean: finite(psnr(sum / count)),
      floor: finite(floor),
    }),
  };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export function assertSize(got: Size, { size }: FilmPlan): void {
  if (!isSameSize(got, size)) throw wrong(`its size is ${formatSize(got)}`, formatSize(size));
}

export function assertSame(what: string, got: number, expected: number): void {
  if (got !== expected) throw wrong(`it has ${got} ${what}`, String(expected));
}

export function wrong(got: string, expected: string): StillmotionError {
  return new StillmotionError(
    'verification-failed',
    `The film that was written is not the one that was drawn: ${got}; expected ${expected}.`,
  );
}
