import { type Nv12, nv12Layout } from '../../core/planes/nv12.ts';
import { extent, type Size } from '../../core/size.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Slide } from '../../motions/motion.ts';
import type { ImagePlanes } from './pairs.ts';
import { createRing, type Ring, ringBytes } from './ring.ts';
import { slidePositions } from './slide-position.ts';

/** Where a frame is found. */
export interface RingPosition {
  readonly ring: Ring;
  /** The place of the ring at which the box begins, 0 … length - 1. */
  readonly first: number;
}

/** The rings of an image, one for each place within a pixel at which its frames begin. */
export interface Rings {
  /** Valid until the next call. */
  find(index: number): RingPosition;
  /** An empty frame in the memory of the rings, into which they are copied fastest. */
  readonly frame: Nv12;
}

/** What all rings of an image may take, bytes. */
const MOST_BYTES = 192 << 20;

/** Makes rings when they are first asked for, and keeps them, if they are not too many. */
export function createRings(
  image: ImagePlanes,
  plan: RenderPlan,
  { axis, perFrame }: Slide,
  filmSize: Size,
): Rings {
  // A cubic one comes here only where nothing has to be filtered.
  const filter = plan.spec.filter === 'nearest' ? 'nearest' : 'linear';
  const length = extent(plan.layout.box, axis);
  const positions = slidePositions(perFrame, extent(plan.image, axis), length);
  const { phases } = positions;
  const bytesEach = ringBytes(image, length);
  const kept = phases * bytesEach <= MOST_BYTES;
  const { byteLength, planes } = nv12Layout(filmSize);
  // Memory that nobody has written to is not there yet: what a film doesn't need costs nothing.
  const bytes = new Uint8Array(byteLength + bytesEach * (kept ? phases : 1));
  const create = (phase: number, n: number) =>
    createRing(image, length, phase / phases, filter, bytes, byteLength + n * bytesEach);
  const rings = new Map<number, Ring>();
  const ringAt = (phase: number): Ring => {
    if (!kept) return create(phase, 0);
    const ring = rings.get(phase) ?? create(phase, phase);
    rings.set(phase, ring);
    return ring;
  };

  return {
    frame: { bytes, planes },
    find(index) {
      const position = positions.at(index);
      const phase = position % phases;
      return { first: (position - phase) / phases, ring: ringAt(phase) };
    },
  };
}
