import { mat3, vec2 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { frameAt } from '../../src/core/timeline.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { createMovement } from '../../src/motions/movement.ts';

const TIMELINE = { fps: { numerator: 30, denominator: 1 }, frameCount: 240 };
const SIZE = { width: 60, height: 40 };
/** What a frame shows of the picture: left, top, right and bottom, in shares. */
function shown(text: string, index: number): number[] {
  const movement = createMovement(readMotions(text), SIZE);
  const place = movement.place(frameAt(index, TIMELINE), mat3.create());
  const first = vec2.transformMat3(vec2.create(), [0, 0], place);
  const last = vec2.transformMat3(vec2.create(), [1, 1], place);
  return [...first, ...last].map((share) => Number(share.toFixed(12)));
}

describe('a pan', () => {
  it('goes from one edge of the picture towards the other, and shows nothing beyond', () => {
    expect(shown('pan', 0)).toEqual([0, 0.1, 0.8, 0.9]);
    expect(shown('pan', 120)).toEqual([0.1, 0.1, 0.9, 0.9]);
    for (const zoom of [1, 1.5, 100]) {
      for (let index = 0; index < 240; index += 16)
        for (const edge of shown(`pan:from=top right,to=bottom left,zoom=${zoom}`, index))
          expect(edge).toBe(Math.min(1, Math.max(0, edge)));
    }
  });

  it('stands still where there is no room', () => {
    expect(shown('pan:zoom=1', 77)).toEqual([0, 0, 1, 1]);
  });

  it('closes where it comes back, and says that it does not elsewhere', () => {
    expect(createMovement(readMotions('pan'), SIZE).loop).toBe('open');
    expect(createMovement(readMotions('pan:back=on'), SIZE).loop).toBe('film');
    expect(shown('pan:back=on,ease=ease', 240)).toEqual(shown('pan:back=on,ease=ease', 0));
    expect(shown('pan:back=on', 120)).toEqual([0.2, 0.1, 1, 0.9]);
  });

  it.each([
    ['zoom=0.5', 'it must be from 1 to 100.'],
    ['zoom=101', 'it must be from 1 to 100.'],
    ['zoom=big', 'expected a number'],
    ['from=nowhere', 'expected a place'],
    ['to=200% 0%', 'it must be a place'],
    ['ease=bounce', 'it must be linear'],
    ['up=1', 'it takes: from, to, zoom, ease, back.'],
  ])('is refused with %s', (list, message) => {
    expect(() => readMotions(`pan:${list}`)).toThrow(message);
  });
});
