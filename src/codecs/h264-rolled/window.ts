import type { Geometry, Side } from './geometry.ts';
import type { Kernel } from './kernel.ts';
import type { Picture } from './picture.ts';

/** Samples in memory: those of a row are `step` apart, rows are `stride` apart. */
export interface Plane {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly stride: number;
  readonly step: 1 | 2;
}

/** An image's planes of Y′, Cb and Cr, 4:2:0. */
export interface ImagePlanes {
  readonly luma: Plane;
  readonly chroma: readonly [cb: Plane, cr: Plane];
}

/**
 * Takes what a key picture holds: a window of the image that goes on without end. Where it stands at odd pixels,
 * chroma is the mean of what lies around, as decoders compute it (8.4.2.2.2).
 *
 * @param x how far the image has moved right, px
 * @param y how far it has moved down, px
 * @param picture its `source` is overwritten
 */
export function cutWindow(
  { luma, chroma }: ImagePlanes,
  { x: across, y: down }: Geometry,
  x: number,
  y: number,
  { source, kernel }: Picture,
): void {
  copyRows(luma, lumaPlaces(across, x), lumaPlaces(down, y), source.luma, kernel);
  const [left, right] = chromaPlaces(across, x);
  const [upper, lower] = chromaPlaces(down, y);
  chroma.forEach((plane, p) => {
    const out = source.chroma[p] ?? source.luma;
    if (left === right && upper === lower) copyRows(plane, left, upper, out, kernel);
    else mixRows(plane, left, right, upper, lower, out);
  });
}

/** For each sample of the window, which one of the image it is. */
function lumaPlaces({ length, coded }: Side, moved: number): Uint16Array {
  return Uint16Array.from({ length: coded }, (_, n) => wrap(n - moved, length));
}

/** The two of the image that each is between; where it is between none, both are the same. */
function chromaPlaces({ length, coded }: Side, moved: number) {
  const places = (after: number) =>
    Uint16Array.from({ length: coded / 2 }, (_, n) =>
      wrap(n + Math.floor(-moved / 2) + after, length / 2),
    );
  const first = places(0);
  return [first, moved % 2 === 0 ? first : places(1)] as const;
}

function wrap(place: number, length: number): number {
  return ((place % length) + length) % length;
}

function copyRows(
  { bytes, offset, stride, step }: Plane,
  columns: Uint16Array,
  rows: Uint16Array,
  out: Uint8Array,
  kernel: Kernel,
): void {
  const runs = findRuns(columns);
  // Samples that aren't side by side are copied with what lies between, and taken out there.
  const spread = new Uint8Array(out.buffer, kernel.at.bytes, 2 * columns.length);
  for (let v = 0; v < rows.length; v++) {
    const row = offset + (rows[v] ?? 0) * stride;
    const at = v * columns.length;
    for (const { first, to, count } of runs) {
      const samples = bytes.subarray(row + step * first, row + step * (first + count));
      if (step === 1) out.set(samples, at + to);
      else spread.set(samples, step * to);
    }
    if (step === 2) kernel.takeEverySecond(spread.byteOffset, out.byteOffset + at, columns.length);
  }
}

/** Columns follow one another, and after the last comes the first. */
function findRuns(columns: Uint16Array): { first: number; to: number; count: number }[] {
  const runs = [];
  for (let to = 0; to < columns.length;) {
    const first = columns[to] ?? 0;
    let end = to + 1;
    while (end < columns.length && columns[end] === first + end - to) end++;
    runs.push({ first, to, count: end - to });
    to = end;
  }
  return runs;
}

/** The mean of the samples at all four pairs of columns and rows. */
function mixRows(
  { bytes, offset, stride, step }: Plane,
  columns: Uint16Array,
  nextColumns: Uint16Array,
  rows: Uint16Array,
  nextRows: Uint16Array,
  out: Uint8Array,
): void {
  let at = 0;
  for (let v = 0; v < rows.length; v++) {
    const row = offset + (rows[v] ?? 0) * stride;
    const next = offset + (nextRows[v] ?? 0) * stride;
    for (let u = 0; u < columns.length; u++, at++) {
      const first = step * (columns[u] ?? 0);
      const second = step * (nextColumns[u] ?? 0);
      const upper = (bytes[row + first] ?? 0) + (bytes[row + second] ?? 0);
      const lower = (bytes[next + first] ?? 0) + (bytes[next + second] ?? 0);
      out[at] = (upper + lower + 2) >> 2;
    }
  }
}
