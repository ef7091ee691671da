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
  chroma.forEach((plane, p) => {
    const target = out.chroma[p] ?? out.luma;
    const columnsOf = (odd: 0 | 1) => chromaPlaces(across, x, odd);
    const rowsOf = (odd: 0 | 1) => chromaPlaces(down, y, odd);
    cut(plane, columnsOf(0), columnsOf(1), rowsOf(0), rowsOf(1), target);
  });
}

/** For each sample of the window, which one of the image it is. */
function lumaPlaces({ length, coded }: Side, moved: number): Uint16Array {
  return Uint16Array.from({ length: coded }, (_, n) => wrap(n - moved, length));
}

/** @param odd the second of the two that it is between, where it is between two */
function chromaPlaces({ length, coded }: Side, moved: number, odd: 0 | 1): Uint16Array {
  const isBetween = moved % 2 === 0 ? 0 : odd;
  return Uint16Array.from({ length: coded / 2 }, (_, n) =>
    wrap(n + Math.floor(-moved / 2) + isBetween, length / 2),
  );
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
