import { glMatrix, mat3 } from 'gl-matrix';
import { type Fraction, greatestCommonDivisor, lowestTerms } from './fraction.ts';
import type { MotionSpec } from './spec.ts';
import { type Axis, extent, type Size } from './size.ts';
import type { Frame } from './timeline.ts';

// Plain arrays hold doubles: a transform loses precision once, when it becomes a float uniform.
glMatrix.setMatrixArrayType(Array);

/** Where a frame samples the image. */
export interface Placement {
  /** Texture coordinates → texture coordinates (0…1 across the image, y down), column-major. */
  readonly transform: mat3;
  /** The axes along which the image goes on from its other edge; along the others its edge stands still. */
  readonly wrap: Readonly<Record<Axis, boolean>>;
}

/** A pure function of the frame; `size` is the image's, px. */
export type Motion = (frame: Pick<Frame, 'index'>, size: Size) => Placement;

/**
 * `numpy.roll(image, index * step, axis)`: every frame moves the image on by `step` px, and what
 * leaves at one edge comes back at the other. The shift is reduced to half a turn either way in
 * double precision, so that frame 10,000,000 is as exact as frame 1.
 */
function roll(step: number, axis: Axis): Motion {
  return ({ index }, size) => {
    const length = extent(size, axis);
    const turn = shortestShift(-index * step, length) / length;
    const transform = mat3.fromTranslation(mat3.create(), axis === 'x' ? [turn, 0] : [0, turn]);
    return { transform, wrap: { x: axis === 'x', y: axis === 'y' } };
  };
}

export function createMotion(spec: MotionSpec): Motion {
  return roll(spec.step, spec.axis);
}

/** True when every frame lies on whole pixels of the image. */
export function movesByWholePixels(spec: MotionSpec): boolean {
  return Number.isInteger(spec.step);
}

/**
 * The least number of frames after which the motion is back where it began: the least n > 0 with
 * n · step ≡ 0 (mod length). A step with decimals counts as the fraction that its digits write.
 */
export function framesPerLoop(spec: MotionSpec, size: Size): number {
  if (spec.step === 0) return 1;
  const { numerator, denominator } = asFraction(Math.abs(spec.step));
  const turn = extent(size, spec.axis) * denominator;
  return turn / greatestCommonDivisor(turn, numerator);
}

/** The jump, px, from the last frame to the first, beyond the motion's own step; 0 closes the loop. */
export function seamJump(spec: MotionSpec, size: Size, frameCount: number): number {
  if (frameCount % framesPerLoop(spec, size) === 0) return 0;
  return Math.abs(shortestShift(frameCount * spec.step, extent(size, spec.axis)));
}

/** The shift in [-length / 2, length / 2] that moves a wrapped image to the same place; never -0. */
function shortestShift(shift: number, length: number): number {
  const rest = shift % length;
  if (rest > length / 2) return rest - length;
  if (rest < -length / 2) return rest + length;
  return rest + 0;
}

function asFraction(value: number): Fraction {
  const denominator = 10 ** decimalsOf(value);
  return lowestTerms(Math.round(value * denominator), denominator);
}

/** How many decimals a number is written with; 9 at most, which keeps the fraction an exact integer. */
function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < 9; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals;
  }
  return 9;
}
