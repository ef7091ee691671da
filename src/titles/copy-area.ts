import { evenAbove } from '../core/whole-numbers.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import { copyBlock } from '../core/byte-plane.ts';

/** A frame, and a pixel of it whose column and row are even. */
export interface FramePlace {
  readonly frame: Nv12;
  readonly x: number;
  readonly y: number;
}

/** Copies so many columns and rows from a place to another; of chroma, all cells that they touch. */
export function copyArea(from: FramePlace, { width, height }: Size, to: FramePlace): void {
  copyBlock(lumaAt(from), { width, height }, lumaAt(to), 0, 0);
  const cells = { width: evenAbove(width), height: Math.ceil(height / 2) };
  copyBlock(chromaAt(from), cells, chromaAt(to), 0, 0);
}

function lumaAt({ frame: { bytes, planes }, x, y }: FramePlace) {
  const [{ offset, stride }] = planes;
  return { bytes, offset: offset + y * stride + x, stride };
}

function chromaAt({ frame: { bytes, planes }, x, y }: FramePlace) {
  const [, { offset, stride }] = planes;
  return { bytes, offset: offset + (y / 2) * stride + x, stride };
}
