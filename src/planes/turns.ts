import type { mat3 } from 'gl-matrix';
import { pixelStep } from '../motions/motion.ts';
import { type Nv12, nv12Layout } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import { extent, type Size } from '../core/size.ts';
import type { ImagePlanes } from './image-planes.ts';
import { createTurn, type Turn, turnBytes } from './turn.ts';

/** Where a frame shows the image. */
export interface Stand {
  readonly turn: Turn;
  /** The place of the turn at which the box begins, 0 … length - 1. */
  readonly first: number;
}

/** The turns of an image, one for each place within a pixel at which it comes to stand. */
export interface Turns {
  /** Where a frame is found; valid until the next call. */
  find(toTexel: mat3): Stand;
  /** An empty frame in the memory of the turns, from where it is laid fastest. */
  readonly frame: Nv12;
}

/** What all turns of an image may take, bytes. */
const MOST_BYTES = 192 << 20;

/** Makes turns when they are first asked for, and keeps them, if they are not too many. */
export function createTurns(image: ImagePlanes, plan: RenderPlan, film: Size): Turns {
  const { motion, filter } = plan.spec;
  const length = extent(plan.layout.box, motion.axis);
  const phases = pixelStep(motion, plan.image, plan.layout.box)?.denominator ?? Infinity;
  const bytesEach = turnBytes(image, length);
  const kept = phases * bytesEach <= MOST_BYTES;
  const { byteLength, planes } = nv12Layout(film);
  // Memory that nobody has written to is not there yet: what a film doesn't need costs nothing.
  const bytes = new Uint8Array(byteLength + bytesEach * (kept ? phases : 1));
  const create = (fraction: number, n: number) =>
    createTurn(image, length, fraction, filter, bytes, byteLength + n * bytesEach);
  const turns = new Map<number, Turn>();
  const turnAt = (phase: number): Turn => {
    const turn = turns.get(phase) ?? create(phase / phases, phase);
    turns.set(phase, turn);
    return turn;
  };

  return {
    frame: { bytes, planes },
    find(toTexel) {
      const place = placeOf(toTexel, plan);
      if (!kept) {
        const first = Math.floor(place);
        return { first, turn: create(place - first, 0) };
      }
      const stand = Math.round(place * phases) % (length * phases);
      const phase = stand % phases;
      return { first: (stand - phase) / phases, turn: turnAt(phase) };
    },
  };
}

/** Which place of the image a frame shows at the box's beginning, px: from 0 to before its length. */
function placeOf(toTexel: mat3, { spec, texture, layout: { box } }: RenderPlan): number {
  const { axis } = spec.motion;
  const texel = axis === 'x' ? toTexel[0] * box.x + toTexel[6] : toTexel[4] * box.y + toTexel[7];
  const length = extent(box, axis);
  const place = ((texel / extent(texture, axis)) * length) % length;
  return place < 0 ? place + length : place;
}
