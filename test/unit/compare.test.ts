import { describe, expect, it } from 'vitest';
import { toYCbCr } from '../../src/core/color.ts';
import { meanSquaredError, psnr } from '../../src/verify/compare.ts';

const SIZE = { width: 3, height: 2 };
const COLOURS = [
  [0, 0, 0],
  [255, 255, 255],
  [255, 0, 0],
  [0, 255, 0],
  [12, 34, 56],
  [200, 100, 50],
] as const;
const drawn = {
  ...SIZE,
  data: Uint8ClampedArray.from(COLOURS.flatMap((colour) => [...colour, 255])),
};

/** Their Y′ as a decoder would give it: rows with a stride of their own, one column more. */
function decode(change: (value: number, index: number) => number) {
  const bytes = new Uint8Array(2 * 8).fill(99);
  for (const [i, [red, green, blue]] of COLOURS.entries()) {
    const [y] = toYCbCr([red / 255, green / 255, blue / 255]);
    bytes[8 * Math.floor(i / 3) + (i % 3)] = change(y, i);
  }
  return { bytes, stride: 8 };
}

describe('a comparison of Y′', () => {
  it('finds no difference where there is none', () => {
    expect(
      meanSquaredError(
        decode((y) => y),
        drawn,
      ),
    ).toBe(0);
    expect(psnr(0)).toBe(Infinity);
  });

  it('is of the mean of the squares', () => {
    expect(
      meanSquaredError(
        decode((y) => y + 1),
        drawn,
      ),
    ).toBe(1);
    expect(
      meanSquaredError(
        decode((y, i) => (i === 4 ? y - 3 : y)),
        drawn,
      ),
    ).toBe(9 / 6);
    expect(psnr(1)).toBeCloseTo(48.13, 2);
    expect(psnr(255 ** 2)).toBe(0);
  });
});
