import { type BytePlane, copyBlock } from '../../core/planes/byte-plane.ts';
import type { Nv12, PlanePlace } from '../../core/planes/nv12.ts';
import { type Axis, sizeAlong, stridesAlong } from '../../core/size.ts';
import type { Ring } from './ring.ts';

/** Where a ring is copied to, px. */
export interface RingPlace {
  /** The first pixel along the axis of the motion, and how many; at most once around. */
  readonly start: number;
  readonly length: number;
  /** The first pixel across it, which is even, and how many. */
  readonly acrossStart: number;
  readonly acrossLength: number;
}

/**
 * A frame that begins at a place of a ring, found there without a copy.
 *
 * @param first 0 … ring.length - 1
 */
export function frameAtPlace(ring: Ring, first: number): Nv12 {
  return { bytes: ring.bytes, planes: [lumaFrom(ring, first), chromaFrom(ring, first)] };
}

/**
 * Copies a ring into a frame, so that its place `first` comes at the start. Chroma of cells that lie there
 * only in part is left as it is.
 */
export function copyRing(ring: Ring, first: number, place: RingPlace, frame: Nv12): void {
  copyLuma(ring, first, place, frame);
  copyChroma(ring, first, place, frame);
}

function copyLuma(
  ring: Ring,
  first: number,
  { start, length, acrossStart, acrossLength }: RingPlace,
  { bytes, planes: [luma] }: Nv12,
): void {
  const { axis } = ring.image;
  const to = planeAt(bytes, luma, axis, 1, start, acrossStart);
  copyBlock(lumaFrom(ring, first % ring.length), sizeAlong(axis, length, acrossLength), to, 0, 0);
}

function copyChroma(
  ring: Ring,
  first: number,
  { start, length, acrossStart, acrossLength }: RingPlace,
  { bytes, planes: [, chroma] }: Nv12,
): void {
  const { axis } = ring.image;
  const cell = Math.ceil(start / 2);
  const cells = Math.floor((start + length) / 2) - cell;
  if (cells <= 0) return;
  const from = chromaFrom(ring, (first + 2 * cell - start) % ring.length);
  const to = planeAt(bytes, chroma, axis, 2, cell, acrossStart / 2);
  const { width, height } = sizeAlong(axis, cells, Math.ceil(acrossLength / 2));
  copyBlock(from, { width: 2 * width, height }, to, 0, 0);
}

function lumaFrom({ image, bytes, luma }: Ring, first: number): BytePlane {
  return planeAt(bytes, luma, image.axis, 1, first, 0);
}

/** Cells that begin at a place. */
function chromaFrom({ image, bytes, chroma }: Ring, first: number): BytePlane {
  const parity = first % 2 === 0 ? 0 : 1;
  return planeAt(bytes, chroma(parity), image.axis, 2, (first - parity) / 2, 0);
}

/** A plane from an item on, counted along the axis and across it; `column` is an item's bytes. */
function planeAt(
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
  axis: Axis,
  column: number,
  along: number,
  across: number,
): BytePlane {
  const strides = stridesAlong(axis, stride, column);
  return { bytes, offset: offset + along * strides.along + across * strides.across, stride };
}
