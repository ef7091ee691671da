import { luma } from '../core/color.ts';
import type { Size } from '../core/size.ts';
import type { Luma } from './decode.ts';

/** RGBA, a byte each, the top row first. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}

/**
 * Between the Y′ of a decoded frame and of the drawn one, both in limited range. A film may have one more
 * column or row than the drawing: it is left out.
 */
export function meanSquaredError({ bytes, stride }: Luma, { width, height, data }: Pixels): number {
  let squares = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = 4 * (row * width + column);
      const full = luma(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      const drawn = Math.round(16 + (219 * full) / 255);
      squares += ((bytes[row * stride + column] ?? 0) - drawn) ** 2;
    }
  }
  return squares / (width * height);
}

/** Peak signal-to-noise ratio, dB; `Infinity` without a difference. */
export function psnr(meanSquares: number): number {
  return 10 * Math.log10(255 ** 2 / meanSquares);
}
