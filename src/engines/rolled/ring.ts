import type { PlanePlace } from '../../core/planes/nv12.ts';
import { type Axis, sizeAlong, stridesAlong } from '../../core/size.ts';
import type { ImageExtent, ImagePlanes, Pairs } from './pairs.ts';
import { placeLine, SUBTEXELS, texelAt, weightAt } from './positions.ts';

/**
 * A roll shows the same bytes from another offset. A ring holds the planes of an image twice around, so that
 * a frame which begins at any of its pixels lies there in one piece. Places along the axis of the motion are
 * counted in px from where the image begins.
 */
export interface Ring {
  readonly image: ImagePlanes;
  /** Once around, px. */
  readonly length: number;
  /** The positions of its pixels on the image, see `placeLine`. */
  readonly positions: Int32Array;
  /** Holds all planes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Y′, a byte for each place. */
  readonly luma: PlanePlace;
  /** Cb and Cr of cells of 2×2 px: of those that begin at even places (0), or at odd ones. */
  readonly chroma: (parity: Parity) => PlanePlace;
}

type Parity = 0 | 1;

/** What a ring takes, bytes. */
export function ringBytes(image: ImageExtent, length: number): number {
  return layOut(image, length).byteLength;
}

/**
 * @param fraction how far into the image's first pixel the ring begins, 0…1 px
 * @param bytes where it is put, as much as `ringBytes` says; another ring there is lost
 * @param start where it begins there
 */
export function createRing(
  image: ImagePlanes,
  length: number,
  fraction: number,
  filter: 'linear' | 'nearest',
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
): Ring {
  const positions = placeLine(length, image.texels, fraction, filter);
  const { luma, chroma } = layOut(image, length, start);
  fillLuma(image, positions, length, bytes, luma);
  const filled: boolean[] = [];
  return {
    image,
    length,
    positions,
    bytes,
    luma,
    chroma(parity) {
      const plane = chroma[parity];
      if (!filled[parity]) fillChroma(image, positions, length, parity, bytes, plane);
      filled[parity] = true;
      return plane;
    },
  };
}

function layOut({ axis, acrossLength }: ImageExtent, length: number, start = 0) {
  const { width: stride, height: rows } = sizeAlong(axis, 2 * length, acrossLength);
  // VideoFrame counts whole rows, also behind where a frame begins, and planes may not overlap.
  const lumaBytes = stride * (rows + 1);
  const chromaBytes = stride * (rows / 2 + 1);
  return {
    byteLength: lumaBytes + 2 * chromaBytes,
    luma: { offset: start, stride },
    chroma: [
      { offset: start + lumaBytes, stride },
      { offset: start + lumaBytes + chromaBytes, stride },
    ],
  } as const;
}

// These loops make every byte of many films. Both bytes of a pair are interpolated at once: counted in
// subtexels, the first stays below 2¹⁶, where the second begins.

/** A half of both. */
const HALVES = (SUBTEXELS / 2) * 0x1_0001;
/** The same less one part, which rounds halves down. */
const FEWER_HALVES = HALVES - 0x1_0001;
/** Clears the bit that the first of a halved pair took over from the second. */
const HALVED = 0x7fff_7fff;

function fillLuma(
  { axis, luma, acrossLength }: ImagePlanes,
  positions: Int32Array,
  length: number,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
): void {
  const { along, across } = stridesAlong(axis, stride, 1);
  const count = acrossLength / 2;
  for (let q = 0; q < length; q++) {
    const position = positions[q] ?? 0;
    const weight = weightAt(position);
    const start = texelAt(position) * count;
    let to = offset + q * along;
    if (weight === 0) {
      copyPairs(luma, start, count, bytes, to, across);
      continue;
    }
    for (let at = start; at < start + count; at++) {
      const pair = (interpolate(luma, at, count, weight) + HALVES) | 0;
      bytes[to] = pair >>> 8;
      bytes[to + across] = pair >>> 24;
      to += 2 * across;
    }
  }
  repeatOnce(axis, bytes, { offset, stride }, length, sizeAlong(axis, length, acrossLength).height);
}

/** On a texel nothing is interpolated: that takes half of the time. */
function copyPairs(
  pairs: Pairs,
  start: number,
  count: number,
  bytes: Uint8Array,
  first: number,
  across: number,
): void {
  let to = first;
  for (let at = start; at < start + count; at++) {
    const pair = pairs[at] ?? 0;
    bytes[to] = pair;
    bytes[to + across] = pair >>> 16;
    to += 2 * across;
  }
}

/** The means of two pixels each; halves are rounded up and down in turn. */
function fillChroma(
  { axis, chroma, acrossLength }: ImagePlanes,
  positions: Int32Array,
  length: number,
  parity: Parity,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
): void {
  const { along, across } = stridesAlong(axis, stride, 2);
  const count = acrossLength / 2;
  // What begins at even places goes on at odd ones after an odd length.
  const cells = length % 2 === 0 ? length / 2 : length;
  for (let cell = 0; cell < cells; cell++) {
    const position = positions[parity + 2 * cell] ?? 0;
    const nextPosition = positions[parity + 2 * cell + 1] ?? 0;
    const [weight, nextWeight] = [weightAt(position), weightAt(nextPosition)];
    const [start, nextStart] = [texelAt(position) * count, texelAt(nextPosition) * count];
    const rounding = cell % 2 === 0 ? HALVES : FEWER_HALVES;
    let to = offset + cell * along;
    if (weight === 0 && nextWeight === 0) {
      meanOfPairs(chroma, start, nextStart, count, rounding, bytes, to, across);
      continue;
    }
    for (let n = 0; n < count; n++) {
      const one = interpolate(chroma, start + n, count, weight);
      const other = interpolate(chroma, nextStart + n, count, nextWeight);
      const mean = (((one >>> 1) & HALVED) + ((other >>> 1) & HALVED) + rounding) | 0;
      bytes[to] = mean >>> 8;
      bytes[to + 1] = mean >>> 24;
      to += across;
    }
  }
  const { height: rows } = sizeAlong(axis, length / 2, count);
  if (length % 2 === 0) repeatOnce(axis, bytes, { offset, stride }, length, rows);
}

/** As `copyPairs`, of two pixels that stand on texels. */
function meanOfPairs(
  pairs: Pairs,
  start: number,
  nextStart: number,
  count: number,
  rounding: number,
  bytes: Uint8Array,
  first: number,
  across: number,
): void {
  let to = first;
  for (let n = 0; n < count; n++) {
    const sum = (pairs[start + n] ?? 0) + (pairs[nextStart + n] ?? 0);
    const mean = (Math.imul(sum, SUBTEXELS / 2) + rounding) | 0;
    bytes[to] = mean >>> 8;
    bytes[to + 1] = mean >>> 24;
    to += across;
  }
}

/** Between a pair and that of the next texel, in `SUBTEXELS`. */
function interpolate(pairs: Pairs, at: number, texelStep: number, weight: number): number {
  const first = Math.imul(pairs[at] ?? 0, SUBTEXELS - weight);
  return (first + Math.imul(pairs[at + texelStep] ?? 0, weight)) | 0;
}

/** Copies the first time around, which has so many rows, to where the second begins. */
function repeatOnce(
  axis: Axis,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
  length: number,
  rows: number,
): void {
  if (axis === 'y') {
    bytes.copyWithin(offset + rows * stride, offset, offset + rows * stride);
    return;
  }
  for (let start = offset; start < offset + rows * stride; start += stride)
    bytes.copyWithin(start + length, start, start + length);
}
