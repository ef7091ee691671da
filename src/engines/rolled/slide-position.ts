import type { Fraction } from '../../core/fraction.ts';
import { modulo } from '../../core/values/whole-numbers.ts';

/** Where a slide's frames begin on the image: exact in whole numbers, at any frame. */
export interface SlidePositions {
  /** At how many places within a pixel a frame can begin; `undefined`: too many to be counted exactly. */
  readonly phases: number;
  /** The place at which a frame begins, counted in 1/`phases` px: 0 … length · phases - 1. */
  at(index: number): number;
}

/**
 * @param perFrame how far each frame moves the image on, px of the image
 * @param image how long it is along the motion, px
 * @param length how long it is drawn, px
 */
export function slidePositions(perFrame: Fraction, image: number, length: number): SlidePositions {
  const numerator = BigInt(perFrame.numerator) * BigInt(length);
  const denominator = BigInt(perFrame.denominator) * BigInt(image);
  const divisor = gcd(numerator < 0n ? -numerator : numerator, denominator);
  const [step, phases] = [numerator / divisor, denominator / divisor];
  const around = BigInt(length) * phases;
  // Nearly always small enough for doubles; a position is the step times the frame, reduced.
  const reduced = Number(step % around);
  const exact = Math.abs(reduced) * LAST_INDEX <= Number.MAX_SAFE_INTEGER;
  return {
    phases: Number(phases),
    at: exact
      ? (index) => modulo(-index * reduced, Number(around))
      : (index) => Number((((-BigInt(index) * step) % around) + around) % around),
  };
}

/** Of the longest film. */
const LAST_INDEX = 10_000_000;

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
