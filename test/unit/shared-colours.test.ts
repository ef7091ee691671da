import { expect, it } from 'vitest';
import { sharedColoursError } from '../../src/verify/shared-colours.ts';

const picture = (width: number, colors: readonly (readonly [number, number, number])[]) => ({
  rgba: Uint8Array.from(colors.flatMap((color) => [...color, 255])),
  size: { width, height: colors.length / width },
});

it.each<[string, number, readonly (readonly [number, number, number])[], number]>([
  ['of one colour', 2, Array.from({ length: 4 }, () => [10, 200, 30] as const), 0],
  [
    'of greys',
    2,
    [
      [0, 0, 0],
      [255, 255, 255],
      [9, 9, 9],
      [80, 80, 80],
    ],
    0,
  ],
  ['whose pixels stand alone at its edge', 1, [[255, 0, 0]], 0],
  // Cb and Cr lie 85.3 and 74.1 on either side of their means: R, G and B are off by 103.9, 23.6 and 151.1.
  [
    'of red beside blue',
    2,
    [
      [255, 0, 0],
      [0, 0, 255],
    ],
    11_393,
  ],
])('a picture %s loses so much where pixels share a colour', (_, width, colors, expected) => {
  const { rgba, size } = picture(width, colors);
  const error = sharedColoursError(rgba, size);
  expect(Math.abs(error - expected)).toBeLessThan(0.02 * expected + 1e-6);
});
