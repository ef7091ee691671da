import { mat3, vec2 } from 'gl-matrix';
import { asFraction } from '../core/fraction.ts';
import { extent, type Size } from '../core/size.ts';
import { frameAt } from '../core/timeline.ts';
import type { Movement } from '../motions/movement.ts';
import { shortestShift } from '../motions/roll.ts';
import { LARGEST_FRAME_COUNT } from './spec.ts';

/** The place where a film begins anew, for somebody who plays it again and again. */
export interface Seam {
  /** px of the image by which it jumps there, beyond the motion's own step; 0: the loop closes. */
  readonly jump: number;
  /** The frame count nearest to the film's that closes the loop; `undefined` where no film has so many. */
  readonly closing: number | undefined;
  /** The step nearest to a roll's that closes the loop with the film's own frame count, where one is exact, px. */
  readonly closingStep: number | undefined;
}

/** @param size of the image, px */
export function findSeam(movement: Movement, size: Size, frameCount: number): Seam {
  const { loop } = movement;
  const closed = { jump: 0, closing: frameCount, closingStep: undefined };
  if (loop === 'film' || (typeof loop === 'number' && frameCount % loop === 0)) return closed;
  const jump = jumpOf(movement, size, frameCount);
  const closingStep = stepThatCloses(movement, size, frameCount);
  if (loop === 'open') return { jump, closing: undefined, closingStep };
  const closing = Math.max(1, Math.round(frameCount / loop)) * loop;
  return {
    jump,
    closing: closing > LARGEST_FRAME_COUNT ? undefined : closing,
    closingStep,
  };
}

/** Steps have nine decimals at most: a length that no such step divides so often has none. */
function stepThatCloses({ slide }: Movement, size: Size, frameCount: number): number | undefined {
  if (slide === undefined) return undefined;
  const { numerator, denominator } = slide.perFrame;
  const length = extent(size, slide.axis);
  const turns = Math.round((frameCount * numerator) / denominator / length);
  const step = asFraction((turns * length) / frameCount);
  const exact = step.numerator * frameCount === turns * length * step.denominator;
  return turns !== 0 && exact ? step.numerator / step.denominator : undefined;
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** How far the frame behind the last lies from the first: exactly for a slide, at the worst corner otherwise. */
function jumpOf(movement: Movement, size: Size, frameCount: number): number {
  const { slide } = movement;
  if (slide !== undefined) {
    const { numerator, denominator } = slide.perFrame;
    const length = extent(size, slide.axis);
    return Math.abs(shortestShift((frameCount * numerator) / denominator, length));
  }
  const timeline = { fps: { numerator: 1, denominator: 1 }, frameCount };
  const first = movement.place(frameAt(0, timeline), mat3.create());
  // Not the first again, although that is what its progress says: where the motion would go on to.
  const behind = movement.place({ ...frameAt(frameCount, timeline), progress: 1 }, mat3.create());
  const jumps = CORNERS.map((corner) => {
    const [from, to] = [first, behind].map((at) => vec2.transformMat3(vec2.create(), corner, at));
    const [dx, dy] = [0, 1].map(
      (n) => ((to?.[n] ?? 0) - (from?.[n] ?? 0)) * (n === 0 ? size.width : size.height),
    );
    return Math.hypot(dx ?? 0, dy ?? 0);
  });
  return Math.max(...jumps);
}
