import type { Size } from '../core/size.ts';

/** Rec. ITU-R BT.601-7, 2.5.1, as JFIF and WebP have them: of R, G and B in Cb and Cr. */
const CB = [-0.168736, -0.331264, 0.5] as const;
const CR = [0.5, -0.418688, -0.081312] as const;
/** And of Cb and Cr in R, G and B. */
const OF_CHROMA = [
  [0, 1.402],
  [-0.344136, -0.714136],
  [1.772, 0],
] as const;

/**
 * How wrong a picture gets, at the least, where each two by two of its pixels share a colour, and have a brightness of their
 * own (4:2:0): the mean squared error of R, G and B.
 *
 * @param rgba the top row first
 */
export function sharedColoursError(
  rgba: Uint8Array | Uint8ClampedArray,
  { width, height }: Size,
): number {
  let squares = 0;
  for (let top = 0; top < height; top += 2)
    for (let left = 0; left < width; left += 2) {
      const pixels = [0, 1].flatMap((y) =>
        [0, 1].flatMap((x) =>
          top + y < height && left + x < width ? [4 * ((top + y) * width + left + x)] : [],
        ),
      );
      const cb = pixels.map((at) => weigh(rgba, at, CB));
      const cr = pixels.map((at) => weigh(rgba, at, CR));
      const [meanCb, meanCr] = [mean(cb), mean(cr)];
      for (const n of pixels.keys())
        for (const [ofCb, ofCr] of OF_CHROMA)
          squares += (ofCb * ((cb[n] ?? 0) - meanCb) + ofCr * ((cr[n] ?? 0) - meanCr)) ** 2;
    }
  return squares / (3 * width * height);
}

function weigh(
  rgba: Uint8Array | Uint8ClampedArray,
  at: number,
  [r, g, b]: readonly [number, number, number],
): number {
  return r * (rgba[at] ?? 0) + g * (rgba[at + 1] ?? 0) + b * (rgba[at + 2] ?? 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
