import { copyBlock } from '../../core/planes/byte-plane.ts';
import { createNv12, type Nv12 } from '../../core/planes/nv12.ts';
import type { Size } from '../../core/size.ts';
import type { ImagePlanes } from './window.ts';

/** A frame that stays as it is when the next one is made. Out of it alone: a ring holds many. */
export function imagePlanes({ bytes, planes }: Nv12, size: Size): ImagePlanes {
  const kept = createNv12(size);
  const [luma, chroma] = kept.planes;
  const [fromLuma, fromChroma] = planes;
  const half = { width: 2 * Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
  copyBlock({ bytes, ...fromLuma }, size, { bytes: kept.bytes, ...luma }, 0, 0);
  copyBlock({ bytes, ...fromChroma }, half, { bytes: kept.bytes, ...chroma }, 0, 0);
  const colour = (offset: number) => ({
    bytes: kept.bytes,
    offset: chroma.offset + offset,
    stride: chroma.stride,
    step: 2 as const,
  });
  return { luma: { bytes: kept.bytes, ...luma, step: 1 }, chroma: [colour(0), colour(1)] };
}
