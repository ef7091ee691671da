import type { PlanePlace } from './nv12.ts';
import type { Size } from '../size.ts';

/** Bytes in rows. */
export interface BytePlane extends PlanePlace {
  readonly bytes: Uint8Array;
}

/** Copies the first columns and rows of a plane to a place in another, where they have to fit. */
export function copyBlock(
  from: BytePlane,
  { width, height }: Size,
  to: BytePlane,
  x: number,
  y: number,
): void {
  let start = from.offset;
  let target = to.offset + y * to.stride + x;
  for (let row = 0; row < height; row++) {
    // Inside one array nothing has to be made for it.
    if (from.bytes === to.bytes) to.bytes.copyWithin(target, start, start + width);
    else to.bytes.set(from.bytes.subarray(start, start + width), target);
    start += from.stride;
    target += to.stride;
  }
}
