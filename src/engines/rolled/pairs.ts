import type { BytePlane } from '../../core/planes/byte-plane.ts';
import type { Axis } from '../../core/size.ts';

/**
 * An image that moves along one axis, converted once: by texel along that axis, and across it by pixel
 * and cell of the film, filtered, with the background where the image ends.
 */
export interface ImagePlanes extends ImageExtent {
  /** Y′ of two neighbours across the axis. */
  readonly luma: Pairs;
  /** Cb and Cr of a cell across the axis. */
  readonly chroma: Pairs;
}

export interface ImageExtent {
  readonly axis: Axis;
  /** How many texels it has along that axis. */
  readonly texels: number;
  /** The canvas pixel across the axis at which it begins, even. */
  readonly acrossStart: number;
  /** How many pixels it has across the axis, even; beyond the canvas, its last pixel is repeated. */
  readonly acrossLength: number;
}

/**
 * Two bytes in each number, in bits 0…7 and 16…23, so that both can be interpolated at once. For each
 * texel, and the first one again behind the last, one for each two pixels across.
 */
export type Pairs = Int32Array;

/** Where the bytes of pairs lie in a plane. */
export interface PairPlace {
  /** From texel to texel, from pair to pair of a texel, and from the first byte of a pair to the second. */
  readonly texelStep: number;
  readonly pairStep: number;
  readonly next: number;
}

export function pairUp(
  { bytes, offset }: BytePlane,
  { texelStep, pairStep, next }: PairPlace,
  { texels, acrossLength }: ImageExtent,
): Pairs {
  const count = acrossLength / 2;
  const pairs = new Int32Array((texels + 1) * count);
  for (let texel = 0; texel <= texels; texel++) {
    const start = offset + (texel % texels) * texelStep;
    for (let n = 0; n < count; n++) {
      const at = start + n * pairStep;
      pairs[texel * count + n] = (bytes[at] ?? 0) | ((bytes[at + next] ?? 0) << 16);
    }
  }
  return pairs;
}
