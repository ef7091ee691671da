import { describe, expect, it } from 'vitest';
import { readCube } from '../../src/core/picture/cube.ts';

const CURVE = 'LUT_1D_SIZE 2\n0 0 0\n1 0.5 .25\n';

describe('a .cube file', () => {
  it('is read with comments, a title, a domain and empty lines, as Windows and Unix end lines', () => {
    const text = `\ufeff# by hand\r\nTITLE "a # b"\r\n\r\nLUT_3D_SIZE 2 # entries\r\nDOMAIN_MIN 0 0 -1\r\nDOMAIN_MAX 1 2 1\r\n${'0.5 -1e-1 +2.\r\n'.repeat(8)}`;
    const cube = readCube(text, 'a.cube');
    expect(cube).toMatchObject({ rank: 3, size: 2, low: [0, 0, -1], high: [1, 2, 1] });
    expect([...cube.entries].slice(21)).toEqual([0.5, Math.fround(-0.1), 2]);
  });

  it('may be a curve, and say its domain as Resolve does', () => {
    const cube = readCube(`LUT_1D_INPUT_RANGE -0.5 2\n${CURVE}`, 'a.cube');
    expect(cube).toMatchObject({ rank: 1, size: 2, low: [-0.5, -0.5, -0.5], high: [2, 2, 2] });
    expect([...cube.entries]).toEqual([0, 0, 0, 1, 0.5, 0.25]);
  });

  it.each([
    ['', 'a.cube:1: it ends without a table'],
    ['LUT_3D_SIZE 66\n', 'a.cube:1: its size is "66"; expected a whole number from 2 to 65.'],
    ['LUT_3D_SIZE 1\n', 'a.cube:1: its size is "1"'],
    ['LUT_3D_SIZE 2 2\n', 'a.cube:1: its size is "2 2"'],
    ['LUT_1D_SIZE 65537\n', 'from 2 to 65536'],
    ['LUT_1D_SIZE 1e9\n', 'its size is "1e9"'],
    ['LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n', 'a.cube:2: it has a second size'],
    ['\n\n0 0 0\n', 'a.cube:3: its first entry stands before its size'],
    ['SIZE 2\n', 'a.cube:1: "SIZE" is not known'],
    [`${CURVE}TITLE "x"\n`, 'a.cube:4: "TITLE" stands behind the first entry'],
    [`${CURVE}0 0 0\n`, 'a.cube:4: there are more than the 2 entries'],
    ['LUT_1D_SIZE 2\n0 0 0', 'a.cube:2: it ends after 1 of the 2 entries'],
    ['LUT_1D_SIZE 2\n0 0\n', 'a.cube:2: "0 0" is not three numbers within ±16.'],
    ['LUT_1D_SIZE 2\n0 0 nan\n', '"0 0 nan" is not three numbers'],
    ['LUT_1D_SIZE 2\n0 0 1e99\n', 'is not three numbers'],
    ['LUT_1D_SIZE 2\n0 0 0x1\n', 'is not three numbers'],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 0 0 1\n0 0 0\n', 'a.cube:3: its domain ends where it begins'],
    [`LUT_1D_SIZE 2\n${'0'.repeat(900)} x\n`, `"${'0'.repeat(40)}…"`],
  ])('is refused by its line: %j', (text, message) => {
    expect(() => readCube(text, 'a.cube')).toThrow(
      expect.objectContaining({
        code: 'file-undecodable',
        message: expect.stringContaining(message),
      }),
    );
  });
});
