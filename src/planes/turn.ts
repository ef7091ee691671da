import type { PlanePlace } from '../core/nv12.ts';
import type { Axis } from '../core/size.ts';
import type { ImageExtent, ImagePlanes, Pairs } from './image-planes.ts';
import { PARTS, placeLine, texelAt, weightAt } from './line.ts';

/**
 * The planes of an image that rolls, twice around, so that a frame which shows it at another pixel finds
 * its bytes in one piece. Places along the axis of the motion are counted in px from where the image
 * begins.
 */
export interface Turn {
  readonly image: ImagePlanes;
  /** Once around, px. */
  readonly length: number;
  /** Where its pixels lie in the image, see `placeLine`. */
  readonly line: Int32Array;
  /** Holds all planes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Y′, a byte for each place. */
  readonly luma: PlanePlace;
  /** Cb and Cr of cells of 2×2 px: of those that begin at even places (0), or at odd ones. */
  readonly chroma: (parity: Parity) => PlanePlace;
}

type Parity = 0 | 1;

/** What a turn takes, bytes. */
export function turnBytes(image: ImageExtent, length: number): number {
  return layOut(image, length).byteLength;
}

/**
 * @param fraction how far into the image's first pixel the turn begins, 0…1 px
 * @param bytes where it is put, as much as `turnBytes` says; another turn there is lost
 * @param start where it begins there
 */
export function createTurn(
  image: ImagePlanes,
  length: number,
  fraction: number,
  filter: 'linear' | 'nearest',
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
): Turn {
  const line = placeLine(length, image.texels, fraction, filter);
  const { luma, chroma } = layOut(image, length, start);
  fillLuma(image, line, length, bytes, luma);
  const filled: boolean[] = [];
  return {
    image,
    length,
    line,
    bytes,
    luma,
    chroma(parity) {
      const plane = chroma[parity];
      if (!filled[parity]) fillChroma(image, line, length, parity, bytes, plane);
      filled[parity] = true;
      return plane;
    },
  };
}

function layOut({ axis, acrossLength }: ImageExtent, length: number, start = 0) {
  const [stride, rows] = axis === 'x' ? [2 * length, acrossLength] : [acrossLength, 2 * length];
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
// parts, the first stays below 2¹⁶, where the second begins.

/** A half of both. */
const HALVES = (PARTS / 2) * 0x1_0001;
/** The same less one part, which rounds halves down. */
const FEWER_HALVES = HALVES - 0x1_0001;
/** Clears the bit that the first of a halved pair took over from the second. */
const HALVED = 0x7fff_7fff;

function fillLuma(
  { axis, luma, acrossLength }: ImagePlanes,
  line: Int32Array,
  length: number,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
): void {
  const [placeStep, pairStep, next] = axis === 'x' ? [1, 2 * stride, stride] : [stride, 2, 1];
  const count = acrossLength / 2;
  for (let q = 0; q < length; q++) {
    const place = line[q] ?? 0;
    const weight = weightAt(place);
    const start = texelAt(place) * count;
    let to = offset + q * placeStep;
    for (let at = start; at < start + count; at++) {
      const pair = (interpolate(luma, at, count, weight) + HALVES) | 0;
      bytes[to] = pair >>> 8;
      bytes[to + next] = pair >>> 24;
      to += pairStep;
    }
  }
  repeatTurn(axis, bytes, { offset, stride }, length, axis === 'x' ? acrossLength : length);
}

/** The means of two pixels each; halves are rounded up and down in turn. */
function fillChroma(
  { axis, chroma, acrossLength }: ImagePlanes,
  line: Int32Array,
  length: number,
  parity: Parity,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
): void {
  const [cellStep, pairStep] = axis === 'x' ? [2, stride] : [stride, 2];
  const count = acrossLength / 2;
  // What begins at even places goes on at odd ones after an odd turn.
  const cells = length % 2 === 0 ? length / 2 : length;
  for (let cell = 0; cell < cells; cell++) {
    const place = line[parity + 2 * cell] ?? 0;
    const nextPlace = line[parity + 2 * cell + 1] ?? 0;
    const [weight, nextWeight] = [weightAt(place), weightAt(nextPlace)];
    const [start, nextStart] = [texelAt(place) * count, texelAt(nextPlace) * count];
    const rounding = cell % 2 === 0 ? HALVES : FEWER_HALVES;
    let to = offset + cell * cellStep;
    for (let n = 0; n < count; n++) {
      const one = interpolate(chroma, start + n, count, weight);
      const other = interpolate(chroma, nextStart + n, count, nextWeight);
      const mean = (((one >>> 1) & HALVED) + ((other >>> 1) & HALVED) + rounding) | 0;
      bytes[to] = mean >>> 8;
      bytes[to + 1] = mean >>> 24;
      to += pairStep;
    }
  }
  const rows = axis === 'x' ? count : length / 2;
  if (length % 2 === 0) repeatTurn(axis, bytes, { offset, stride }, length, rows);
}

/** Between a pair and that of the next texel, in `PARTS`. */
function interpolate(pairs: Pairs, at: number, texelStep: number, weight: number): number {
  const first = Math.imul(pairs[at] ?? 0, PARTS - weight);
  return (first + Math.imul(pairs[at + texelStep] ?? 0, weight)) | 0;
}

/** Copies the first time around, which has so many rows, to where the second begins. */
function repeatTurn(
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
