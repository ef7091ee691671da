import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { PRESETS } from '../../src/film/spec/presets.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const plan = (spec: SpecInput, width: number, height: number) =>
  planRender(parseSpec(spec), { width, height });

const roll = (step: number, axis: 'x' | 'y' = 'x') => ({ motion: { kind: 'roll', step, axis } });

describe('a plan', () => {
  it("of the notebook's film has the notebook's places", () => {
    const { layout, frameCount, image } = plan(PRESETS.notebook.spec, 1411, 1411);
    expect(image).toEqual({ width: 200, height: 200 });
    expect(layout.canvas).toEqual({ width: 640, height: 480 });
    expect(layout.box).toEqual({ x: 143, y: 57, width: 370, height: 370 });
    expect(layout.title.centre).toBe(328);
    expect(frameCount).toBe(220);
  });

  it('makes one whole seamless loop by default', () => {
    expect(plan(roll(1), 451, 300).frameCount).toBe(451);
    expect(plan(roll(1, 'y'), 451, 300).frameCount).toBe(300);
    expect(plan({ motion: { kind: 'roll', step: 2 } }, 600, 400).frameCount).toBe(300);
    expect(plan(roll(1), 451, 300).notes).toEqual([]);
  });

  it('makes one turn, and says where it jumps, when the loop would take all day', () => {
    const { frameCount, notes } = plan({ motion: { kind: 'roll', step: 0.333 } }, 1411, 10);
    expect(frameCount).toBe(4237);
    expect(notes).toEqual([
      "4237 frames don't close the loop: played again, the picture jumps 0.079 px. It closes with 1411000 frames, or with a speed of 9.990559 px/s.",
    ]);
  });

  it('says where a canvas has no room for a title above the picture', () => {
    const figure = (side: number) =>
      plan({ layout: 'figure', title: '{f}', canvas: { width: side, height: side } }, 40, 40);
    expect(figure(8).notes).toEqual(['The canvas is too small for a title.']);
    expect(figure(64).notes).toEqual([]);
    const { title, box } = figure(64).layout;
    expect(title.top + title.height).toBeLessThanOrEqual(box.y);
  });

  it('says where a picture has no room for a title over it', () => {
    const { notes, layout } = plan({ title: '{f}' }, 400, 6);
    expect(notes).toEqual(['The canvas is too small for a title.']);
    expect(layout.title.height).toBe(0);
    expect(plan({ title: '{f}' }, 16, 16).notes).toEqual([]);
    expect(plan({}, 400, 6).notes).toEqual([]);
  });

  it('says which frame count closes the loop', () => {
    expect(plan({ ...roll(1), frames: 220 }, 200, 200).notes.join()).toContain(
      'the picture jumps 20 px. It closes with 200 frames, or with a speed of 27.272727 px/s.',
    );
    expect(plan({ ...roll(1), frames: 2 }, 200, 200).notes.join()).toContain(
      "2 frames don't close the loop: played again, the picture jumps 2 px. It closes with 200 frames.",
    );
    expect(plan({ ...roll(1), frames: 1 }, 200, 200).notes).toEqual([]);
    expect(plan({ frames: 3, motion: { kind: 'roll', step: 100 } }, 100, 9).notes.join()).toEqual(
      '',
    );
    expect(plan({ ...roll(1), frames: 390 }, 200, 200).notes.join()).toContain(
      'It closes with 400 frames, or with a speed of 30.769231 px/s.',
    );
    expect(plan({ ...roll(1), frames: 400 }, 200, 200).notes).toEqual([]);
  });

  it('says how far the picture jumps as exactly as anybody cares', () => {
    const zoomed = plan({ motions: [{ kind: 'zoom', to: 1.3 }], frames: 300 }, 1920, 1080);
    expect(zoomed.notes.join()).toContain('the picture jumps 254 px.');
  });

  it('says which step closes the loop in as many frames', () => {
    // Once around in 250 frames, twice in 125.
    expect(plan({ frames: 250, motion: { kind: 'roll', step: 1 } }, 200, 9).notes).toEqual([
      "250 frames don't close the loop: played again, the picture jumps 50 px. It closes with 200 frames, or with a step of 0.8 px.",
    ]);
    expect(
      plan({ frames: 125, motion: { kind: 'roll', step: -3 } }, 200, 9).notes.join(),
    ).toContain('or with a step of -3.2 px.');
    expect(plan({ frames: 250, motion: { kind: 'roll', step: 0.8 } }, 200, 9).notes).toEqual([]);
    expect(plan({ frames: 125, motion: { kind: 'roll', step: -3.2 } }, 200, 9).notes).toEqual([]);
  });

  it('says how a motion closes that goes one way', () => {
    expect(plan({ motions: [{ kind: 'pan' }] }, 200, 100).notes).toEqual([
      "240 frames don't close the loop: played again, the picture jumps 40 px. With back=on it goes there and back, and closes.",
    ]);
    expect(plan({ motions: [{ kind: 'pan', back: true }] }, 200, 100).notes).toEqual([]);
  });

  it('holds a picture at the size at which it is drawn, unless its pixels are to be seen', () => {
    expect(plan({ layout: 'figure' }, 1411, 1411).texture).toEqual({ width: 370, height: 370 });
    expect(plan({ layout: 'figure' }, 100, 100).texture).toEqual({ width: 100, height: 100 });
    const nearest = plan({ layout: 'figure', filter: 'nearest' }, 1411, 1411);
    expect(nearest.texture).toEqual({ width: 1411, height: 1411 });
  });

  it('keeps a range inside the film', () => {
    expect(plan({ ...roll(1), range: { first: 10, last: 19 } }, 100, 100).range).toEqual({
      first: 10,
      last: 19,
    });
    expect(() => plan({ ...roll(1), range: { first: 10, last: 100 } }, 100, 100)).toThrow(
      'it has the frames 0-99',
    );
  });

  it.each([
    { width: 400, height: 100 },
    { width: 100, height: 400 },
    { width: 7, height: 3 },
    { width: 1, height: 1 },
    { width: 5000, height: 1 },
  ])('contains a $width×$height picture in the axes', ({ width, height }) => {
    const { box } = plan({ layout: 'figure' }, width, height).layout;
    expect(box.x).toBeGreaterThanOrEqual(79);
    expect(box.x + box.width).toBeLessThanOrEqual(577);
    expect(box.y).toBeGreaterThanOrEqual(57);
    expect(box.y + box.height).toBeLessThanOrEqual(428);
    expect(box.width).toBeGreaterThan(0);
    expect(box.height).toBeGreaterThan(0);
  });
});
