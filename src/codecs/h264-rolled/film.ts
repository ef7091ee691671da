import type { Fraction } from '../../core/fraction.ts';
import type { QualityName } from '../../core/quality.ts';
import { formatSize, type Size } from '../../core/size.ts';
import type { FrameRange, FrameRate } from '../../core/timeline.ts';
import { FARTHEST, type Geometry, joinSides, planSide } from './geometry.ts';
import { type Level, levelFor } from './level.ts';
import { LONGEST_GOP } from './parameter-sets.ts';

/** A film of an image that rolls: its size is the image's, and what leaves at one edge comes back at the other. */
export interface RolledFilm {
  /** Even, px. */
  readonly size: Size;
  readonly fps: FrameRate;
  /** Of the whole film. */
  readonly frameCount: number;
  /** The frames that are wanted. */
  readonly range: FrameRange;
  /** From frame to frame, px: to the right and down, or back where it is negative. */
  readonly step: { readonly x: Fraction; readonly y: Fraction };
  /** Key frames come at its multiples, counted from frame 0, and where the range begins. */
  readonly keyInterval: number;
  /** Or the QP itself, which is at least `FINEST_QP`. */
  readonly quality: QualityName | number;
}

/** How a film is written. */
export interface RolledPlan {
  readonly geometry: Geometry;
  readonly level: Level;
  /** From frame to frame, quarters of a pixel. */
  readonly step: { readonly x: number; readonly y: number };
  /** Of whole pixels, and odd: every other frame stands where the key picture's chroma has no samples. */
  readonly odd: boolean;
  /** Where vectors don't reach as far as `keyInterval` would have it, more key frames come in between. */
  readonly keyInterval: number;
}

const SMALLEST_SIDE = 16;
/** More key frames than this many times what was asked for make no small film any more. */
const MOST_PARTS = 16;

/** Decides how a film is written, or says in a sentence why it can't be exactly. */
export function planRolled(film: RolledFilm): RolledPlan | string {
  const { size } = film;
  if (size.width % 2 !== 0 || size.height % 2 !== 0)
    return `H.264 takes only even sizes, and this film has ${formatSize(size)}.`;
  if (Math.min(size.width, size.height) < SMALLEST_SIDE)
    return `Vectors need at least ${SMALLEST_SIDE} px each way, and this film has ${formatSize(size)}.`;
  const step = { x: inQuarters(film.step.x), y: inQuarters(film.step.y) };
  if (step.x === undefined || step.y === undefined)
    return 'Vectors count quarters of a pixel, and this step is none.';
  const whole = framesPerPixel(step.x, step.y);
  if (film.keyInterval % whole !== 0 || film.range.first % whole !== 0)
    return `Key pictures stand on whole pixels, every ${whole} frames at this step, and key frames don't.`;
  return planWithin(film, { x: step.x, y: step.y }, whole);
}

/** @param whole every how many frames the image stands on whole pixels */
function planWithin(
  film: RolledFilm,
  step: RolledPlan['step'],
  whole: number,
): RolledPlan | string {
  for (let parts = 1; parts <= MOST_PARTS; parts++) {
    const keyInterval = Math.min(
      whole * Math.ceil(film.keyInterval / (parts * whole)),
      whole * Math.floor(LONGEST_GOP / whole),
    );
    const frames = Math.min(keyInterval, film.frameCount) - 1;
    const { width, height } = film.size;
    const x = planSide(width, { step: step.x, frames }, FARTHEST.x);
    const y = planSide(height, { step: step.y, frames }, FARTHEST.y);
    if (x === undefined || y === undefined) continue;
    const geometry = joinSides(x, y);
    const level = levelFor(geometry.columns, geometry.rows, film.fps, y.reach);
    const odd = whole === 1 && (step.x % 8 !== 0 || step.y % 8 !== 0);
    if (level !== undefined) return { geometry, level, step, odd, keyInterval };
  }
  return (
    `Vectors reach ${FARTHEST.x} px across and ${FARTHEST.y} px down, and so many macroblocks as levels allow: ` +
    `${formatSize(film.size)} is too much for this step and frame rate.`
  );
}

/** `undefined` where a step is no whole number of quarters. */
function inQuarters({ numerator, denominator }: Fraction): number | undefined {
  const quarters = (4 * numerator) / denominator;
  return Number.isSafeInteger(quarters) ? quarters : undefined;
}

function framesPerPixel(x: number, y: number): 1 | 2 | 4 {
  if (x % 2 !== 0 || y % 2 !== 0) return 4;
  return x % 4 !== 0 || y % 4 !== 0 ? 2 : 1;
}

/**
 * Where the image stands in a frame, quarters of a pixel: from the index alone, reduced before it is
 * multiplied.
 */
export function positionAt(index: number, step: number, length: number): number {
  const around = 4 * length;
  return (((index * (step % around)) % around) + around) % around;
}
