import { mat3 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { levelOfAll } from '../../src/gl/covered.ts';

/** Canvas px → texels: so many texels a pixel along both axes, turned. */
function placing(x: number, y: number, degrees = 0): mat3 {
  const turned = mat3.fromRotation(mat3.create(), (degrees * Math.PI) / 180);
  return mat3.scale(mat3.create(), turned, [x, y]);
}

describe('the level that a frame is looked at in', () => {
  it.each([
    ['as large as it is', 1, 1, 0],
    ['half as large', 2, 2, 1],
    ['between two levels', 3, 3, Math.log2(3)],
    ['enlarged', 0.25, 0.25, 0],
    ['enlarged along one axis alone', 0.2, 1, 0],
    ['hardly more along one axis', 2.02, 2, Math.log2(2.02)],
  ])('is one for an image that is %s, however it is turned', (_, x, y, level) => {
    for (const degrees of [0, 30, 90, 135])
      expect(levelOfAll(placing(x, y, degrees))).toBeCloseTo(level, 5);
  });

  it('is none where a pixel covers more along one axis', () => {
    for (const degrees of [0, 30, 90]) {
      expect(levelOfAll(placing(2.1, 2, degrees))).toBeUndefined();
      expect(levelOfAll(placing(0.5, 1.1, degrees))).toBeUndefined();
    }
  });
});
