import { glMatrix, mat3 } from 'gl-matrix';
import { greatestCommonDivisor } from '../core/fraction.ts';
import type { Axis, Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import { findMotion } from './index.ts';
import type { Edge, Edges, Loop, Motion, MotionSpec, Shown, Slide, Window } from './motion.ts';

// Plain arrays hold doubles: a transform loses precision once, when it becomes a float uniform.
glMatrix.setMatrixArrayType(Array);

/** The motions of a film, composed: the first moves the image, the next moves what it shows, and so on. */
export interface Movement {
  readonly edges: Edges;
  readonly loop: Loop;
  /** True where places have to be divided by their third coordinate. */
  readonly projective: boolean;
  /** Where all of it is one slide. */
  readonly slide: Slide | undefined;
  /** As `Motion.place`, of all of them; `out` is written and returned. */
  place(frame: Frame, out: mat3): mat3;
}

/** A motion with its values, for an image. */
interface Part {
  readonly motion: Motion<MotionSpec>;
  readonly values: MotionSpec;
}

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
 */
export function createMovement(
  specs: readonly MotionSpec[],
  size: Size,
  window: Window = WHOLE,
): Movement {
  const image: Shown = { ...size, window };
  const parts = specs.map((values): Part => ({ motion: findMotion(values.kind), values }));
  const [only] = parts;
  const one = mat3.create();
  return {
    edges: {
      x: widest(parts, 'x'),
      y: widest(parts, 'y'),
    },
    projective: parts.some(({ motion }) => motion.projective === true),
    loop: commonLoop(parts.map(({ motion, values }) => motion.loop(values, image))),
    slide: parts.length === 1 ? only?.motion.slide?.(only.values) : undefined,
    place(frame, out) {
      mat3.identity(out);
      for (const { motion, values } of parts)
        mat3.multiply(out, out, motion.place(values, frame, image, one));
      return out;
    },
  };
}

/** A motion that shows more beyond the image wins. */
const EDGES_BY_WIDTH: readonly Edge[] = ['repeat', 'mirror', 'background', 'clamp'];

function widest(parts: readonly Part[], axis: Axis): Edge {
  const edges = parts.map(({ motion, values }) => motion.edges(values)[axis]);
  return EDGES_BY_WIDTH.find((edge) => edges.includes(edge)) ?? 'clamp';
}

/** All are back where they began when each is. */
function commonLoop(loops: readonly Loop[]): Loop {
  if (loops.includes('open')) return 'open';
  const counts = loops.filter((loop) => typeof loop === 'number');
  if (counts.length === 0) return loops.length === 0 ? 1 : 'film';
  return counts.reduce((a, b) => (a * b) / greatestCommonDivisor(a, b));
}
