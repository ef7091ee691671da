import type { Nv12, PlanePlace } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import { evenAbove } from '../core/values/whole-numbers.ts';

/**
 * The first columns and rows of planes, to be copied to and fro. What it is for is a few short rows in each frame:
 * to make a view of a row takes longer than to copy it, so that those of its own planes are made once.
 */
export interface Patch extends Size {
  readonly planes: Nv12;
  /** Copies it over a frame; of chroma, all cells that it touches. The place is even. */
  put(frame: Nv12, x: number, y: number): void;
  /** Copies what stands there. */
  take(frame: Nv12, x: number, y: number): void;
}

export function createPatch(own: Nv12, { width, height }: Size): Patch {
  const luma = rowsOf(own.bytes, own.planes[0], width, height);
  const chroma = rowsOf(own.bytes, own.planes[1], evenAbove(width), Math.ceil(height / 2));
  return {
    planes: own,
    width,
    height,
    put({ bytes, planes }, x, y) {
      putRows(luma, bytes, planes[0], x, y);
      putRows(chroma, bytes, planes[1], x, y / 2);
    },
    take({ bytes, planes }, x, y) {
      takeRows(luma, bytes, planes[0], x, y);
      takeRows(chroma, bytes, planes[1], x, y / 2);
    },
  };
}

type Rows = readonly Uint8Array[];

function rowsOf(
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
  width: number,
  height: number,
): Rows {
  return Array.from({ length: height }, (_, row) => {
    const start = offset + row * stride;
    return bytes.subarray(start, start + width);
  });
}

function putRows(
  rows: Rows,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
  x: number,
  y: number,
): void {
  let at = offset + y * stride + x;
  for (const row of rows) {
    bytes.set(row, at);
    at += stride;
  }
}

function takeRows(
  rows: Rows,
  bytes: Uint8Array,
  { offset, stride }: PlanePlace,
  x: number,
  y: number,
): void {
  let at = offset + y * stride + x;
  for (const row of rows) {
    row.set(bytes.subarray(at, at + row.length));
    at += stride;
  }
}
