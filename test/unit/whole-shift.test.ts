import { describe, expect, it } from 'vitest';
import { isWholeShift } from '../../src/gl/whole-shift.ts';

const CANVAS = { width: 640, height: 480 };

/** canvas px → texels, written row by row. */
function isWhole(...[xx, xy, x, yx, yy, y, zx, zy, z]: readonly number[]): boolean {
  const columns = [xx, yx, zx, xy, yy, zy, x, y, z].map((each = NaN) => each);
  return isWholeShift(Float32Array.from(columns), CANVAS);
}

describe('a frame whose pixels are texels', () => {
  it.each([
    ['that stands still', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
    ['moved by whole pixels', [1, 0, -38, 0, 1, 1001, 0, 0, 1]],
    ['moved by what rounding leaves', [1 + 1e-7, 0, 12.0001, 0, 1, -7, 0, 0, 1]],
  ])('is one %s', (_, rows) => expect(isWhole(...rows)).toBe(true));

  it.each([
    ['moved by half a pixel', [1, 0, 0.5, 0, 1, 0, 0, 0, 1]],
    ['moved by a 256th along y', [1, 0, 0, 0, 1, 3 + 1 / 256, 0, 0, 1]],
    ['that is larger by a pixel', [639 / 640, 0, 0, 0, 1, 0, 0, 0, 1]],
    ['turned by a little', [1, 0.001, 0, -0.001, 1, 0, 0, 0, 1]],
    ['mirrored', [-1, 0, 640, 0, 1, 0, 0, 0, 1]],
    ['in perspective', [1, 0, 0, 0, 1, 0, 0.001, 0, 1]],
  ])('is none %s', (_, rows) => expect(isWhole(...rows)).toBe(false));
});
