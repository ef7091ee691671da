import { mat3, vec2 } from 'gl-matrix';
import { asNumber, asFraction } from '../../core/fraction.ts';
import { type Axis, extent, type Size } from '../../core/size.ts';
import { frameAt, framesIn, secondsAt } from '../../core/timeline.ts';
import type { Movement } from '../../motions/movement.ts';
import { shortestShift } from '../../motions/roll.ts';
import { drawnLengths, movementOf, type MovingFilm } from '../frame/moving.ts';
import { LARGEST_FRAME_COUNT } from '../spec/spec-fields.ts';

/** The place where a film begins anew, for somebody who plays it again and again. */
export interface Seam {
  /** px of the image by which it jumps there, beyond the motion's own step; 0: the loop closes. */
  readonly jump: number;
  /** The frame count nearest to the film's that closes the loop; `undefined` where no film has so many. */
  readonly closing: number | undefined;
  /** What closes it in as many frames, nearest to what it has, where that can be written exactly. */
  readonly closingPace: ClosingPace | undefined;
}

/** A setting that closes a loop: `step`, px; `speed`, px/s; `period`, s. */
export interface ClosingPace {
  readonly name: 'step' | 'speed' | 'period';
  readonly value: number;
}

/** What a loop jumps by less is rounding: nobody sees a thousandth of a pixel. */
const LEAST_JUMP = 0.0005;

export function findSeam(film: MovingFilm): Seam {
  const { image, frameCount } = film;
  const movement = movementOf(film);
  const { loop } = movement;
  const closed = { jump: 0, closing: frameCount, closingPace: undefined };
  // One frame shows what it has shown.
  if (frameCount === 1) return closed;
  if (loop === 'film' || (loop !== 'open' && frameCount % loop === 0)) return closed;
  const jump = jumpOf(movement, image, film);
  if (jump < LEAST_JUMP) return closed;
  const closingPace = loop === 'open' ? undefined : paceThatCloses(movement, film);
  if (loop === 'open') return { jump, closing: undefined, closingPace };
  const closing = Math.max(1, Math.round(frameCount / loop)) * loop;
  return {
    jump,
    closing: closing > LARGEST_FRAME_COUNT ? undefined : closing,
    closingPace,
  };
}

function paceThatCloses({ slide }: Movement, film: MovingFilm): ClosingPace | undefined {
  if (film.spec.period !== undefined) return periodThatCloses(film);
  if (slide === undefined) return undefined;
  const { numerator, denominator } = slide.perFrame;
  const length = extent(film.image, slide.axis);
  const turns = Math.round((film.frameCount * numerator) / denominator / length);
  if (turns === 0) return undefined;
  const [roll] = film.spec.motions;
  const way = roll?.['reverse'] === true ? -1 : 1;
  const step =
    roll?.['speed'] === undefined
      ? stepThatCloses(way * turns, length, film.frameCount)
      : undefined;
  return step ?? speedThatCloses(way * turns, slide.axis, film);
}

/** Steps have nine decimals at most: a length that no such step divides so often has none. */
function stepThatCloses(
  turns: number,
  length: number,
  frameCount: number,
): ClosingPace | undefined {
  const step = asFraction((turns * length) / frameCount);
  const exact = step.numerator * frameCount === turns * length * step.denominator;
  return exact ? { name: 'step', value: asNumber(step) } : undefined;
}

function speedThatCloses(turns: number, axis: Axis, film: MovingFilm): ClosingPace | undefined {
  const drawn = drawnLengths(film)[axis];
  const way = (turns * drawn.numerator) / drawn.denominator;
  const seconds = secondsAt(film.frameCount, film.fps);
  const value = Number((way / seconds).toFixed(6));
  return Math.abs(value * seconds - way) < LEAST_JUMP ? { name: 'speed', value } : undefined;
}

function periodThatCloses({ fps, frameCount, cycle }: MovingFilm): ClosingPace | undefined {
  const passes = Math.max(1, Math.round(frameCount / cycle));
  const value = Number(secondsAt(frameCount / passes, fps).toFixed(6));
  return framesIn(value, fps) * passes === frameCount ? { name: 'period', value } : undefined;
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** How far the frame behind the last lies from the first: exactly for a slide, at the worst corner otherwise. */
function jumpOf(movement: Movement, image: Size, { frameCount, cycle }: MovingFilm): number {
  const { slide } = movement;
  if (slide !== undefined) {
    const { numerator, denominator } = slide.perFrame;
    const length = extent(image, slide.axis);
    return Math.abs(shortestShift((frameCount * numerator) / denominator, length));
  }
  const timeline = { fps: { numerator: 1, denominator: 1 }, frameCount, cycle };
  const first = movement.place(frameAt(0, timeline), mat3.create());
  // At the end of a cycle not the first again, although that is what its progress says: where it would go on to.
  const progress = (frameCount % cycle) / cycle || 1;
  const behind = movement.place({ ...frameAt(frameCount, timeline), progress }, mat3.create());
  const jumps = CORNERS.map((corner) => {
    const [from, to] = [first, behind].map((at) => vec2.transformMat3(vec2.create(), corner, at));
    const [dx, dy] = [0, 1].map(
      (n) => ((to?.[n] ?? 0) - (from?.[n] ?? 0)) * (n === 0 ? image.width : image.height),
    );
    return Math.hypot(dx ?? 0, dy ?? 0);
  });
  return Math.max(...jumps);
}
