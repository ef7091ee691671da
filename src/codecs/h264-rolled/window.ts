import type { Geometry, Side } from './geometry.ts';
import type { Planes } from './picture.ts';

/** Samples in memory: those of a row are `step` apart, rows are `stride` apart. */
export interface Plane {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly stride: number;
  readonly step: number;
}

/** An image's planes of Y′, Cb and Cr, 4:2:0. */
export interface ImagePlanes {
  readonly luma: Plane;
  readonly chroma: readonly [cb: Plane, cr: Plane];
}

/**
 * What a key picture holds: a window of the image that goes on without end. Where it stands at odd pixels,
 * chroma is the mean of what lies around, as decoders compute it (8.4.2.2.2).
 *
 * @param x how far the image has moved right, px
 * @param y how far it has moved down, px
 */
export function cutWindow(
  { luma, chroma }: ImagePlanes,
  { x: across, y: down }: Geometry,
  x: number,
  y: number,
  out: Planes,
): void {
  const columns = lumaPlaces(across, x);
  const rows = lumaPlaces(down, y);
  cut(luma, columns, columns, rows, rows, out.luma);
  const [left, right] = chromaPlaces(across, x);
  const [upper, lower] = chromaPlaces(down, y);
  chroma.forEach((plane, p) => {
    cut(plane, left, right, upper, lower, out.chroma[p] ?? out.luma);
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

/** The mean of the samples at all four pairs of columns and rows. */
function cut(
  { bytes, offset, stride, step }: Plane,
  columns: Uint16Array,
  nextColumns: Uint16Array,
  rows: Uint16Array,
  nextRows: Uint16Array,
  out: Uint8Array,
): void {
  const between = columns !== nextColumns || rows !== nextRows;
  let at = 0;
  for (let v = 0; v < rows.length; v++) {
    const row = offset + (rows[v] ?? 0) * stride;
    const next = offset + (nextRows[v] ?? 0) * stride;
    if (!between) {
      if (step === 1) copyRow(bytes, row, columns, out, at);
      else gatherRow(bytes, row, step, columns, out, at);
      at += columns.length;
      continue;
    }
    for (let u = 0; u < columns.length; u++, at++) {
      const first = step * (columns[u] ?? 0);
      const second = step * (nextColumns[u] ?? 0);
      const upper = (bytes[row + first] ?? 0) + (bytes[row + second] ?? 0);
      const lower = (bytes[next + first] ?? 0) + (bytes[next + second] ?? 0);
      out[at] = (upper + lower + 2) >> 2;
    }
  }
}

/** Columns follow one another, and after the last comes the first. */
function copyRow(
  bytes: Uint8Array,
  row: number,
  columns: Uint16Array,
  out: Uint8Array,
  at: number,
): void {
  for (let u = 0; u < columns.length;) {
    const first = columns[u] ?? 0;
    let end = u + 1;
    while (end < columns.length && columns[end] === first + end - u) end++;
    out.set(bytes.subarray(row + first, row + first + end - u), at + u);
    u = end;
  }
}

function gatherRow(
  bytes: Uint8Array,
  row: number,
  step: number,
  columns: Uint16Array,
  out: Uint8Array,
  at: number,
): void {
  for (let u = 0; u < columns.length; u++) out[at + u] = bytes[row + step * (columns[u] ?? 0)] ?? 0;
}
