import { describe, expect, it } from 'vitest';
import { readCanvas, resolveCanvas } from '../../src/core/values/canvas.ts';
import { fitImage } from '../../src/film/frame/fit.ts';
import { planRender } from '../../src/film/plan.ts';
import type { Size } from '../../src/core/size.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const PHONE = { width: 3024, height: 4032 };
const plan = (spec: SpecInput, picture = PHONE) => planRender(parseSpec(spec), picture);
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

describe('a frame', () => {
  it.each([
    ['1920x1080', 1920, 1080],
    ['1920 x 1080', 1920, 1080],
    ['1920×1080', 1920, 1080],
    ['1080p', 1920, 1080],
    ['720p', 1280, 720],
    ['4K', 3840, 2160],
    ['16:9', 1920, 1080],
    ['9:16', 1080, 1920],
    ['1:1', 1080, 1080],
    ['4:5', 1080, 1350],
    ['9 : 16 @ 4k', 2160, 3840],
    ['16:9@720p', 1280, 720],
  ])('%s has %d×%d px of a phone’s picture', (text, width, height) => {
    expect(resolveCanvas(readCanvas(text), PHONE)).toEqual({ width, height });
  });

  it('of a shape alone has no more px than the picture has for it', () => {
    expect(resolveCanvas('9:16', { width: 640, height: 480 })).toEqual({ width: 270, height: 480 });
    expect(resolveCanvas('16:9', { width: 640, height: 480 })).toEqual({ width: 640, height: 360 });
    expect(resolveCanvas('1:1', { width: 1, height: 1 })).toEqual({ width: 2, height: 2 });
  });

  it.each(['', 'big', '1920', '1920x', '0:9', '16:0', '16:9@big', '16:9@', '1080', 'constructor'])(
    '%j is none',
    (text) => {
      expect(() => readCanvas(text)).toThrow('expected a frame such as 1920x1080');
    },
  );

  it('is what the film has, in every layout', () => {
    expect(plan({ canvas: '9:16' }).layout.canvas).toEqual({ width: 1080, height: 1920 });
    const figure = plan({ canvas: '16:9@720p', layout: 'figure' }).layout;
    expect(figure.canvas).toEqual({ width: 1280, height: 720 });
    expect(() => parseSpec({ canvas: 'wide' })).toThrow('must be a frame such as');
  });
});

describe('a picture fits a frame', () => {
  const image = { width: 400, height: 300 };
  const canvas = { width: 100, height: 150 };
  const CENTRE = [0.5, 0.5] as const;

  it('covered: whole along one side, cut alike at both ends of the other', () => {
    const { box, window } = fitImage('cover', CENTRE, image, canvas);
    expect(box).toEqual({ x: 0, y: 0, ...canvas });
    // Drawn 200×150: half of its width is seen.
    expect(window).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
    expect(fitImage('cover', [1, 0], image, canvas).window.x).toBe(0.5);
  });

  it('covered about what draws most attention, as far as the picture goes', () => {
    const shown = (focus: readonly [number, number]) =>
      fitImage('cover', 'auto', image, canvas, focus).window;
    expect(shown([0.6, 0.1]).x).toBeCloseTo(0.35, 12);
    expect(shown([0.1, 0.5]).x).toBe(0);
    expect(shown([0.95, 0.5]).x).toBe(0.5);
    expect(fitImage('contain', 'auto', image, canvas, [0, 1]).box.y).toBe(38);
  });

  it('contained: all of it, with room left where it is said', () => {
    const { box, window } = fitImage('contain', CENTRE, image, canvas);
    expect(window).toEqual(WHOLE);
    expect(box).toEqual({ x: 0, y: 38, width: 100, height: 75 });
    expect(fitImage('contain', [0, 1], image, canvas).box.y).toBe(75);
  });

  it('stretched: all of it over all of the frame', () => {
    expect(fitImage('stretch', CENTRE, image, canvas)).toEqual({
      box: { x: 0, y: 0, ...canvas },
      window: WHOLE,
    });
  });

  it('as it is: cut at whole pixels where it is larger, and whole where it is smaller', () => {
    const wide = fitImage('none', [0.3, 0.5], { width: 401, height: 50 }, canvas);
    expect(wide.box).toEqual({ x: 0, y: 50, width: 100, height: 50 });
    expect(wide.window.x * 401).toBeCloseTo(90, 9);
    expect(wide.window.width * 401).toBeCloseTo(100, 9);
    expect(wide.window).toMatchObject({ y: 0, height: 1 });
  });

  it('of its own size in any way: as without a frame', () => {
    for (const fit of ['cover', 'contain', 'stretch', 'none'] as const)
      expect(fitImage(fit, [0, 1], image, image)).toEqual({
        box: { x: 0, y: 0, ...image },
        window: WHOLE,
      });
  });

  it('without being distorted, whatever the sizes are', () => {
    for (const fit of ['cover', 'contain', 'none'] as const) {
      for (const [width, height] of [
        [640, 480],
        [33, 77],
        [1920, 1080],
      ] as const) {
        const { box, window } = fitImage(fit, CENTRE, { width, height }, canvas);
        const across = box.width / (window.width * width);
        const down = box.height / (window.height * height);
        // A contained picture ends at a whole pixel.
        expect(Math.abs(across / down - 1)).toBeLessThan(1 / Math.min(box.width, box.height));
      }
    }
  });

  it('is asked for where a frame is, and refused in a figure, which has its own', () => {
    expect(() => parseSpec({ layout: 'figure', fit: 'cover' })).toThrow(
      'only with the layout fill',
    );
    expect(() => parseSpec({ position: [2, 0] })).toThrow('must be at most 1');
  });
});

describe('a picture that is larger than its codec takes', () => {
  it.each<[string, Size, Size]>([
    ['of 3 : 4', { width: 3024, height: 4032 }, { width: 2652, height: 3536 }],
    ['of 3 : 2', { width: 6000, height: 4000 }, { width: 3744, height: 2496 }],
    ['of 16 : 9', { width: 7680, height: 4320 }, { width: 4096, height: 2304 }],
    // No smaller one has this shape exactly.
    ['of a prime width', { width: 5003, height: 3001 }, { width: 3952, height: 2370 }],
  ])('keeps its shape exactly, %s, where that costs no hundredth of it', (_, picture, frame) => {
    expect(plan({}, picture).layout.canvas).toEqual(frame);
  });

  it('gets the largest frame that it does, and this is said', () => {
    const { layout, notes } = plan({ motions: [{ kind: 'sway' }] }, { width: 8000, height: 6000 });
    expect(layout.canvas).toEqual({ width: 3536, height: 2652 });
    expect(notes).toEqual([
      "The picture's 8000x6000 px are more than H.264 takes; the frame is 3536x2652.",
    ]);
  });

  it('is left as it is where its size or its frame was asked for, or another codec takes it', () => {
    const large = { width: 8000, height: 4000 };
    expect(plan({ size: large }, large).layout.canvas).toEqual(large);
    expect(plan({ canvas: large }, large).layout.canvas).toEqual(large);
    expect(plan({ codec: 'av1' }, large).layout.canvas).toEqual(large);
  });
});
