import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { writeCommand } from '../../src/page/share/command.ts';
import { findSeam } from '../../src/film/time/loop.ts';

describe('a command', () => {
  it.each([
    [{}, undefined, 'npx stillmotion render'],
    [{}, '-x.png', 'npx stillmotion render ./-x.png'],
    [
      { title: "it's {f}" },
      'my photo.jpg',
      String.raw`npx stillmotion render 'my photo.jpg' --title 'it'\''s {f}'`,
    ],
    [
      { size: { width: 20, height: 10 }, range: { first: 1, last: 4 } },
      'a.png',
      'npx stillmotion render a.png --size 20x10 --range 1-4',
    ],
    [{ closed: true, audioLoop: false }, 'a.png', 'npx stillmotion render a.png --closed'],
  ])('of %j is quoted for a shell', (draft, picture, command) => {
    expect(writeCommand(draft, picture === undefined ? [] : [picture])).toBe(command);
  });
});

describe('a seam', () => {
  const seam = (spec: object) =>
    findSeam(
      planRender(parseSpec({ motion: { kind: 'roll', step: 1 }, ...spec }), {
        width: 200,
        height: 90,
      }),
    );

  it('is none when the frames close the loop', () => {
    expect(seam({})).toEqual({ jump: 0, closing: 200 });
  });

  it('is as wide as the picture jumps, and closes with the nearest count that does', () => {
    expect(seam({ frames: 220 })).toMatchObject({ jump: 20, closing: 200 });
    expect(seam({ frames: 390 })).toMatchObject({ jump: 10, closing: 400 });
    const slow = { motion: { kind: 'roll', step: 0.25, axis: 'y' }, frames: 100 };
    expect(seam(slow)).toEqual({ jump: 25, closing: 360 });
  });

  it('closes by a speed where no step of nine decimals does', () => {
    const speed = { name: 'speed', value: 27.272727 };
    expect(seam({ frames: 220 }).closingPace).toEqual(speed);
    expect(seam({ frames: 220, motion: { kind: 'roll', speed: speed.value } }).jump).toBe(0);
    const step = { name: 'step', value: 0.8 };
    expect(seam({ frames: 250 }).closingPace).toEqual(step);
  });

  it('that no film is long enough to close has no such count', () => {
    const odd = { motion: { kind: 'roll', step: 0.001000001 }, frames: 100 };
    expect(seam(odd).closing).toBeUndefined();
  });
});
