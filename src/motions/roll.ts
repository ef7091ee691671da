import { mat3 } from 'gl-matrix';
import {
  asFraction,
  asNumber,
  type Fraction,
  greatestCommonDivisor,
  multiply,
} from '../core/fraction.ts';
import { modulo } from '../core/values/whole-numbers.ts';
import type { Parameter } from '../core/values/parameter.ts';
import { type Axis, extent } from '../core/size.ts';
import type { Motion, Shown } from './motion.ts';

interface Roll {
  /** px of the image a frame */
  readonly step?: number;
  /** px of the frame a second */
  readonly speed?: number;
  readonly axis: Axis;
  readonly reverse: boolean;
}

const shift: [number, number] = [0, 0];

export const STEP: Parameter = {
  name: 'step',
  kind: 'float',
  min: -1e6,
  max: 1e6,
  decimals: 9,
  unit: 'px',
  label: 'Step',
  summary: 'how far each frame rolls the picture; negative goes back, decimals are allowed',
  slider: { min: -20, max: 20, step: 0.25 },
  tier: 'essential',
};

export const SPEED: Parameter = {
  name: 'speed',
  kind: 'float',
  min: -1e6,
  max: 1e6,
  decimals: 6,
  unit: 'px/s',
  label: 'Speed',
  summary: 'how far each second rolls it, in px of the frame; negative goes back',
  slider: { min: -600, max: 600, step: 10 },
  tier: 'essential',
};

export const AXIS: Parameter = {
  name: 'axis',
  kind: 'choice',
  default: 'x',
  choices: ['x', 'y'],
  choiceLabels: { x: 'Horizontal', y: 'Vertical' },
  label: 'Axis',
  summary: 'roll along x or y',
  tier: 'essential',
};

const REVERSE: Parameter = {
  name: 'reverse',
  kind: 'bool',
  default: false,
  label: 'The other way',
  summary: 'to the left, or up',
  tier: 'advanced',
};

/**
 * `numpy.roll(image, index * step, axis)`: every frame moves the image on by the same step, and what leaves
 * at one edge comes back at the other. Without a step or a speed it goes around once in the film's time.
 */
export const roll: Motion<Roll> = {
  name: 'roll',
  label: 'Roll',
  summary:
    'moves on by the same step in every frame, and comes back at the other edge; once around if neither step nor speed is given',
  parameters: [STEP, SPEED, AXIS, REVERSE],
  problem({ step, speed }) {
    if (step === undefined || speed === undefined) return undefined;
    return `takes step or speed, not both; it has the step ${step} px and the speed ${speed} px/s`;
  },
  edges: ({ axis }) => ({
    x: axis === 'x' ? 'repeat' : 'clamp',
    y: axis === 'y' ? 'repeat' : 'clamp',
  }),
  /**
   * The shift is reduced to half a turn either way in double precision, so that frame 10,000,000 is as
   * exact as frame 1.
   */
  place(values, { index, progress }, image, out) {
    const { axis } = values;
    const length = extent(image, axis);
    const turns = turnsIn(values, image);
    // Turns that fit the cycle are counted in it.
    const moved =
      turns === undefined ? index * stepOf(values, image) : length * ((turns * progress) % 1);
    shift[0] = shift[1] = 0;
    shift[axis === 'x' ? 0 : 1] = shortestShift(-moved, length) / length;
    return mat3.fromTranslation(out, shift);
  },
  /**
   * The least n > 0 with n · step ≡ 0 (mod length). A step with decimals counts as the fraction that its
   * digits write.
   */
  loop(values, image) {
    const { axis, step, speed } = values;
    if (step === 0 || speed === 0) return 1;
    if (turnsIn(values, image) !== undefined) return 'film';
    const { numerator, denominator } = perFrame(values, image);
    const around = extent(image, axis) * denominator;
    return around / greatestCommonDivisor(around, Math.abs(numerator));
  },
  slide: (values, image) => ({ axis: values.axis, perFrame: perFrame(values, image) }),
  clock({ step, speed }) {
    if (step !== undefined) return 'frames';
    return speed === undefined ? 'film' : 'seconds';
  },
};

/**
 * How often a roll goes around in a cycle; below 0 it goes back. `undefined`: it has a step or speed of its
 * own, whatever the cycle.
 */
function turnsIn(values: Roll, image: Shown): number | undefined {
  const { axis, step, speed, reverse } = values;
  const { cycle, length } = image.pace;
  if (step !== undefined || speed === 0) return undefined;
  const way = reverse ? -1 : 1;
  if (speed === undefined) return way;
  if (length !== 'free') return undefined;
  const turns = (cycle * asNumber(perFrameAt(speed, axis, image))) / extent(image, axis);
  return way * Math.sign(speed) * Math.max(1, Math.round(Math.abs(turns)));
}

/** px of the image */
function perFrame(values: Roll, image: Shown): Fraction {
  const { axis, step, speed, reverse } = values;
  const turns = turnsIn(values, image);
  if (turns !== undefined) {
    const { cycle } = image.pace;
    const around = { numerator: extent(image, axis), denominator: cycle };
    return multiply(around, { numerator: turns, denominator: 1 }) ?? around;
  }
  const asked = step === undefined ? perFrameAt(speed ?? 0, axis, image) : asFraction(step);
  return reverse ? { ...asked, numerator: -asked.numerator } : asked;
}

/** The same as a number. A step is one as it stands: what plays makes nothing to be collected. */
function stepOf(values: Roll, image: Shown): number {
  const { step, reverse } = values;
  if (step === undefined) return asNumber(perFrame(values, image));
  return reverse ? -step : step;
}

/** A speed, px of the frame a second, as px of the image a frame. */
function perFrameAt(speed: number, axis: Axis, { pace, ...image }: Shown): Fraction {
  const { fps, drawn } = pace;
  if (speed === 0) return { numerator: 0, denominator: 1 };
  const frameInSeconds = { numerator: fps.denominator, denominator: fps.numerator };
  // The other way up: px of the image for each of the frame.
  const scale = {
    numerator: extent(image, axis) * drawn[axis].denominator,
    denominator: drawn[axis].numerator,
  };
  const inFrame = multiply(asFraction(speed), frameInSeconds);
  const exact = inFrame && multiply(inFrame, scale);
  return exact ?? asFraction(speed * asNumber(frameInSeconds) * asNumber(scale));
}

/** The shift in (-length / 2, length / 2] that moves a wrapped image to the same place. */
export function shortestShift(shifted: number, length: number): number {
  const rest = modulo(shifted, length);
  return rest > length / 2 ? rest - length : rest;
}
