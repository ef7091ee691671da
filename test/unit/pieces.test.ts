import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rect, Size } from '../../src/core/size.ts';
import { PIECE, pieces } from '../../src/gl/pieces.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const SIZE = { width: 483, height: 271 };
const areaOf = ({ width, height }: Size) => width * height;

/** Graphics that draw so many texels a millisecond, once they have compiled what draws. */
function drawAll(by: object, speed: number, compiling = 0): Rect[] {
  const drawn: Rect[] = [];
  for (const piece of pieces(by, SIZE)) {
    vi.advanceTimersByTime(areaOf(piece) / speed + (drawn.length === 0 ? compiling : 0));
    drawn.push(piece);
  }
  return drawn;
}

describe('pieces', () => {
  it.each([0.5, 5, 50, 1e6])('cover a frame once, at %d texels a millisecond', (speed) => {
    const touched = new Uint8Array(areaOf(SIZE));
    for (const { x, y, width, height } of drawAll({}, speed))
      for (let row = y; row < y + height; row++)
        for (let at = row * SIZE.width + x, end = at + width; at < end; at++)
          touched[at] = (touched[at] ?? 0) + 1;
    expect(touched.every((times) => times === 1)).toBe(true);
  });

  it('grow until each takes as long as it may, whatever is compiled first', () => {
    const by = {};
    drawAll(by, 100, 5000);
    const areas = drawAll(by, 100).map(areaOf);
    expect(Math.max(...areas)).toBeLessThanOrEqual(100 * PIECE * 1.2);
    expect(areas.length).toBeLessThan((areaOf(SIZE) / 100 / PIECE) * 2);
  });

  it('shrink where it takes longer, and are whole where a frame takes little', () => {
    const by = {};
    drawAll(by, 1e6);
    expect(drawAll(by, 1e6)).toEqual([{ x: 0, y: 0, ...SIZE }]);
    drawAll(by, 10);
    const longest = Math.max(...drawAll(by, 10).map((piece) => areaOf(piece) / 10));
    expect(longest).toBeLessThanOrEqual(PIECE * 1.2);
  });
});
