import { glMatrix, mat3 } from 'gl-matrix';
import { add, type Fraction, greatestCommonDivisor } from '../core/fraction.ts';
import type { Axis, Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import { findMotion } from './index.ts';
import type {
  Clock,
  Edge,
  Edges,
  Loop,
  Motion,
  MotionSpec,
  Pace,
  Shown,
  Slide,
  Window,
} from './motion.ts';

// Plain arrays hold doubles: a transform loses precision once, when it becomes a float uniform.
glMatrix.setMatrixArrayType(Array);

/** The motions of a film, composed: the first moves the image, the next moves what it shows, and so on. */
export interface Movement {
  readonly edges: Edges;
  readonly loop: Loop;
  /** True where places have to be divided by their third coordinate. */
  readonly projective: boolean;
  /** True where the image's rows are rows of every frame. */
  readonly upright: boolean;
  /** Where all of it is one slide. */
  readonly slide: Slide | undefined;
  /** Where all of it is slides: how far each frame moves the image on along each axis, px of the image. */
  readonly slides: Readonly<Record<Axis, Fraction>> | undefined;
  /** True where each motion is as fast in a frame whatever the film's rate and length. */
  readonly goesByFrames: boolean;
  /** As `Motion.place`, of all of them; `out` is written and returned. */
  place(frame: Frame, out: mat3): mat3;
}

/** A motion with its values, for an image. */
interface Part {
  readonly motion: Motion<MotionSpec>;
  readonly values: MotionSpec;
}

const MIDDLE = [0.5, 0.5] as const;
const NO_STEP: Fraction = { numerator: 0, denominator: 1 };

/** The image as it is. */
export const WHOLE: Window = { x: 0, y: 0, width: 1, height: 1 };

export function isWhole({ x, y, width, height }: Window): boolean {
  return x === 0 && y === 0 && width === 1 && height === 1;
}

/** What a part of the image is seen through: shares of the frame → shares of the image. */
export function through({ x, y, width, height }: Window, out: mat3): mat3 {
  mat3.fromTranslation(out, [x, y]);
  return mat3.scale(out, out, [width, height]);
}

/**
 * @param size of the image, px
 * @param window what the frame shows of it before anything moves
 * @param pace left out: motions that go by time have no more than one frame
 * @param focus the point of interest, in shares of the image; left out: its middle
 */
export function createMovement(
  specs: readonly MotionSpec[],
  size: Size,
  window: Window = WHOLE,
  pace: Pace = oneFrame(size),
  focus: Shown['focus'] = MIDDLE,
): Movement {
  const image: Shown = { ...size, window, pace, focus };
  const parts = specs.map((values): Part => ({ motion: findMotion(values.kind), values }));
  const [only] = parts;
  const one = mat3.create();
  return {
    edges: {
      x: widest(parts, 'x'),
      y: widest(parts, 'y'),
    },
    projective: parts.some(({ motion }) => motion.projective === true),
    upright: parts.every(({ motion, values }) => !motion.projective && !motion.turns?.(values)),
    loop: commonLoop(
      parts.map(({ motion, values }) => motion.loop(values, image)),
      pace.length === 'period' ? pace.cycle : 'film',
    ),
    slide: parts.length === 1 ? only?.motion.slide?.(only.values, image) : undefined,
    slides: sumOfSlides(parts, image),
    goesByFrames: specs.every((values) => clockOf(values) === 'frames'),
    place(frame, out) {
      mat3.identity(out);
      for (const { motion, values } of parts)
        mat3.multiply(out, out, motion.place(values, frame, image, one));
      return out;
    },
  };
}

function sumOfSlides(parts: readonly Part[], image: Shown): Movement['slides'] {
  if (parts.length === 0) return undefined;
  const sum: Record<Axis, Fraction> = { x: NO_STEP, y: NO_STEP };
  for (const { motion, values } of parts) {
    const slide = motion.slide?.(values, image);
    const moved = slide && add(sum[slide.axis], slide.perFrame);
    if (slide === undefined || moved === undefined) return undefined;
    sum[slide.axis] = moved;
  }
  return sum;
}

/** True where a motion says `auto` of a place, and so goes by the picture's point of interest. */
export function looksForFocus(values: MotionSpec): boolean {
  return findMotion(values.kind).parameters.some(
    ({ name, auto }) => auto === true && values[name] === 'auto',
  );
}

export function clockOf(values: MotionSpec): Clock {
  return findMotion(values.kind).clock?.(values) ?? 'film';
}

function oneFrame({ width, height }: Size): Pace {
  return {
    fps: { numerator: 1, denominator: 1 },
    cycle: 1,
    length: 'film',
    drawn: {
      x: { numerator: width, denominator: 1 },
      y: { numerator: height, denominator: 1 },
    },
  };
}

/** A motion that shows more beyond the image wins. */
const EDGES_BY_WIDTH: readonly Edge[] = ['repeat', 'mirror', 'background', 'clamp'];

function widest(parts: readonly Part[], axis: Axis): Edge {
  const edges = parts.map(({ motion, values }) => motion.edges(values)[axis]);
  return EDGES_BY_WIDTH.find((edge) => edges.includes(edge)) ?? 'clamp';
}

/**
 * All are back where they began when each is.
 *
 * @param cycle of those that go by time: `film`, as long as the film is
 */
function commonLoop(loops: readonly Loop[], cycle: number | 'film'): Loop {
  if (loops.includes('open')) return 'open';
  const all = loops.map((loop) => (loop === 'film' ? cycle : loop));
  // What stands still is back with any of the others.
  const counts = all.filter((loop) => typeof loop === 'number' && loop > 1) as number[];
  if (counts.length === 0) return all.includes('film') ? 'film' : 1;
  return counts.reduce((a, b) => (a * b) / greatestCommonDivisor(a, b));
}
