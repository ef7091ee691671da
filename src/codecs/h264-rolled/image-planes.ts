import type { Nv12 } from '../../core/nv12.ts';
import type { ImagePlanes } from './window.ts';

/** A frame that stays as it is when the next one is made. */
export function imagePlanes({ bytes, planes: [luma, chroma] }: Nv12): ImagePlanes {
  const kept = bytes.slice();
  const colour = (offset: number) => ({
    bytes: kept,
    offset: chroma.offset + offset,
    stride: chroma.stride,
    step: 2,
  });
  return { luma: { bytes: kept, ...luma, step: 1 }, chroma: [colour(0), colour(1)] };
}
