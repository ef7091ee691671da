import { mat3 } from 'gl-matrix';
import { asFraction, greatestCommonDivisor } from '../core/fraction.ts';
import { modulo } from '../core/modulo.ts';
import type { Parameter } from '../core/parameter.ts';
import { type Axis, extent } from '../core/size.ts';
import type { Motion } from './motion.ts';

interface Roll {
  /** px of the image a frame */
  readonly step: number;
  readonly axis: Axis;
}

const shift: [number, number] = [0, 0];

export const STEP: Parameter = {
  name: 'step',
  kind: 'float',
  default: 1,
  min: -1e6,
  max: 1e6,
  decimals: 9,
  unit: 'px',
  label: 'Step',
  summary: 'how far each frame rolls the picture; negative goes back, decimals are allowed',
  slider: { min: -20, max: 20, step: 0.25 },
  tier: 'essential',
};

export const AXIS: Parameter = {
  name: 'axis',
  kind: 'choice',
  default: 'x',
  choices: ['x', 'y'],
  label: 'Axis',
  summary: 'roll along x or y',
  tier: 'essential',
};

/**
 * `numpy.roll(image, index * step, axis)`: every frame moves the image on by `step` px, and what leaves at
 * one edge comes back at the other.
 */
export const roll: Motion<Roll> = {
  name: 'roll',
  label: 'Roll',
  summary: 'moves on by the same step in every frame, and comes back at the other edge',
  parameters: [STEP, AXIS],
  edges: ({ axis }) => ({
    x: axis === 'x' ? 'repeat' : 'clamp',
    y: axis === 'y' ? 'repeat' : 'clamp',
  }),
  /**
   * The shift is reduced to half a turn either way in double precision, so that frame 10,000,000 is as
   * exact as frame 1.
   */
  place({ step, axis }, { index }, size, out) {
    const length = extent(size, axis);
    shift[0] = shift[1] = 0;
    shift[axis === 'x' ? 0 : 1] = shortestShift(-index * step, length) / length;
    return mat3.fromTranslation(out, shift);
  },
  /**
   * The least n > 0 with n · step ≡ 0 (mod length). A step with decimals counts as the fraction that its
   * digits write.
   */
  loop({ step, axis }, size) {
    if (step === 0) return 1;
    const { numerator, denominator } = asFraction(Math.abs(step));
    const around = extent(size, axis) * denominator;
    return around / greatestCommonDivisor(around, numerator);
  },
  slide: ({ step, axis }) => ({ axis, perFrame: asFraction(step) }),
};

/** The shift in (-length / 2, length / 2] that moves a wrapped image to the same place. */
export function shortestShift(shifted: number, length: number): number {
  const rest = modulo(shifted, length);
  return rest > length / 2 ? rest - length : rest;
}
