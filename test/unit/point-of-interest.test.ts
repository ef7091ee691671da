import { describe, expect, it } from 'vitest';
import { randomFrom } from '../browser/pixels.ts';
import { findPointOfInterest } from '../../src/core/picture/point-of-interest.ts';

const SIZE = { width: 96, height: 64 };

/** A grey picture with a disc of another colour. */
function discAt(x: number, y: number, [r, g, b, a = 255]: readonly number[], radius = 9) {
  const data = new Uint8ClampedArray(4 * SIZE.width * SIZE.height);
  for (let n = 0; n < SIZE.width * SIZE.height; n++) {
    const inside =
      Math.hypot((n % SIZE.width) - x * SIZE.width, Math.floor(n / SIZE.width) - y * SIZE.height) <
      radius;
    data.set(inside ? [r ?? 0, g ?? 0, b ?? 0, a] : [128, 128, 130, 255], 4 * n);
  }
  return { ...SIZE, data };
}

const SKINS = [
  [241, 194, 161],
  [198, 134, 100],
  [141, 85, 54],
  [92, 56, 38],
] as const;

describe('the point of interest', () => {
  it.each(SKINS)('is where skin is: %d %d %d', (...skin) => {
    for (const [x, y] of [
      [0.25, 0.4],
      [0.75, 0.3],
      [0.5, 0.7],
    ] as const) {
      const [foundX, foundY] = findPointOfInterest(discAt(x, y, skin));
      expect(Math.abs(foundX - x)).toBeLessThan(0.08);
      expect(Math.abs(foundY - y)).toBeLessThan(0.12);
    }
  });

  it('is where colour is, in a grey picture', () => {
    const [x, y] = findPointOfInterest(discAt(0.3, 0.6, [30, 60, 220]));
    expect(Math.hypot(x - 0.3, y - 0.6)).toBeLessThan(0.15);
  });

  it('is on what stands apart from a ground that is as colourful as skin', () => {
    const random = randomFrom(3);
    const { data } = discAt(0.6, 0.4, [240, 240, 235], 12);
    for (let n = 0; n < data.length; n += 4) {
      if (data[n] !== 128) continue;
      // Wood: its own grain, all over.
      const grain = 0.8 + 0.4 * random();
      data.set([170 * grain, 100 * grain, 60 * grain], n);
    }
    const [x, y] = findPointOfInterest({ ...SIZE, data });
    expect(Math.hypot(x - 0.6, y - 0.4)).toBeLessThan(0.12);
  });

  it('is the middle of a picture of one colour, of nothing, and of one pixel', () => {
    const near = (found: readonly [number, number]) =>
      Math.max(...found.map((share) => Math.abs(share - 0.5)));
    expect(near(findPointOfInterest(discAt(0, 0, [128, 128, 130])))).toBeLessThan(0.06);
    expect(findPointOfInterest(discAt(0.2, 0.2, [0, 0, 0, 0], 500))).toEqual([0.5, 0.5]);
    const one = { width: 1, height: 1, data: new Uint8ClampedArray([200, 150, 120, 255]) };
    expect(findPointOfInterest(one)).toEqual([0.5, 0.5]);
  });
});
