import { glMatrix, mat3 } from 'gl-matrix';
import { type Fraction, greatestCommonDivisor, lowestTerms } from '../core/fraction.ts';
import type { MotionSpec } from '../film/spec.ts';
import { type Axis, extent, type Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';

// Plain arrays hold doubles: a transform loses precision once, when it becomes a float uniform.
glMatrix.setMatrixArrayType(Array);

/** Where a frame samples the image. */
export interface Placement {
  /** Texture coordinates → texture coordinates (0…1 across the image, y down), column-major. */
  readonly transform: mat3;
  /** The axes along which the image goes on from its other edge; along the others its edge stands still. */
  readonly wrap: Record<Axis, boolean>;
}

/**
 * A pure function of the frame; `size` is the image's, px.
 *
 * @param out is written and returned, as gl-matrix does, so that a playing film leaves nothing behind
 */
export type Motion = (frame: Pick<Frame, 'index'>, size: Size, out?: Placement) => Placement;

export function createPlacement(): Placement {
  return { transform: mat3.create(), wrap: { x: false, y: false } };
}

/**
 * `numpy.roll(image, index * step, axis)`: every frame moves the image on by `step` px, and what
 * leaves at one edge comes back at the other. The shift is reduced to half a turn either way in
 * double precision, so that frame 10,000,000 is as exact as frame 1.
 */
function roll(step: number, axis: Axis): Motion {
  const shift: [number, number] = [0, 0];
  return ({ index }, size, out = createPlacement()) => {
    const length = extent(size, axis);
    shift[axis === 'x' ? 0 : 1] = shortestShift(-index * step, length) / length;
    mat3.fromTranslation(out.transform, shift);
    out.wrap.x = axis === 'x';
    out.wrap.y = axis === 'y';
    return out;
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

/**
 * How far the image moves from frame to frame, without its direction, in pixels of the canvas. The
 * denominator says at how many places within a pixel it comes to stand.
 *
 * @param drawn the size at which the image is drawn
 * @returns `undefined` where it takes numbers that are too large to be exact
 */
export function pixelStep(spec: MotionSpec, size: Size, drawn: Size): Fraction | undefined {
  const { numerator, denominator } = asFraction(Math.abs(spec.step));
  const [above, below] = [
    numerator * extent(drawn, spec.axis),
    denominator * extent(size, spec.axis),
  ];
  if (above > Number.MAX_SAFE_INTEGER || below > Number.MAX_SAFE_INTEGER) return undefined;
  return lowestTerms(above, below);
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
