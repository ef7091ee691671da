import fc from 'fast-check';
import { mat3 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import type { Size } from '../../src/core/size.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { chooseEngine } from '../../src/engines/index.ts';
import { movementOf, planRender, type RenderPlan } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const plan = (spec: SpecInput, size: Size) => planRender(parseSpec(spec), size);
const wide = (width: number, spec: SpecInput = {}) => plan(spec, { width, height: 90 });
const seconds = ({ frameCount, fps }: RenderPlan) => (frameCount * fps.denominator) / fps.numerator;
/** px of the picture a frame, along the axis of a roll. */
const stepOf = (film: RenderPlan) => {
  const perFrame = movementOf(film).slide?.perFrame;
  return (perFrame?.numerator ?? 0) / (perFrame?.denominator ?? 1);
};
const roll = (values: object) => ({ motion: { kind: 'roll', ...values } });
/** Where the picture is that stands still otherwise, in shares of it. */
const shiftAt = (film: RenderPlan, index: number) =>
  movementOf(film).place(frameAt(index, film), mat3.create())[6];

describe('a film of which nothing is said', () => {
  it.each([
    [1920, 240, 8],
    [3840, 240, 16],
    [4032, 252, 16],
    [1080, 216, 5],
    [512, 256, 2],
    [200, 200, 1],
  ])(
    'of a picture of %d px goes around in %d frames, by %d whole pixels each',
    (width, frames, step) => {
      const film = wide(width);
      expect(film.frameCount).toBe(frames);
      expect(stepOf(film)).toBe(step);
      expect(film.notes).toEqual([]);
    },
  );

  it.each([640, 451, 1411, 60, 1, 8191])(
    'of %d px, which no such step divides, takes 8 s',
    (width) => {
      const film = wide(width);
      expect(seconds(film)).toBe(8);
      expect(stepOf(film)).toBeCloseTo(width / 240, 12);
      expect(film.notes).toEqual([]);
    },
  );

  it('counts the pixels of the frame where that is another size', () => {
    // 4032 px are drawn as 1440: 240 frames of 6 px.
    const film = plan(
      { canvas: { width: 1920, height: 1080 }, fit: 'contain' },
      { width: 4032, height: 3024 },
    );
    expect(film.frameCount).toBe(240);
    expect(stepOf(film)).toBe(4032 / 240);
  });

  it('takes 8 s where nothing moves, or what moves goes by the film', () => {
    expect(seconds(wide(640, roll({ step: 0 })))).toBe(8);
    expect(seconds(wide(640, { motions: [{ kind: 'sway' }] }))).toBe(8);
    // What stands still beside it takes no part.
    expect(seconds(wide(640, { motions: [{ kind: 'zoom', to: 1 }, { kind: 'sway' }] }))).toBe(8);
  });

  it('goes by held pictures, too', () => {
    const film = wide(640, { hold: 3, fps: { numerator: 24, denominator: 1 } });
    expect(seconds(film)).toBe(8);
    expect(film.frameCount).toBe(64);
    expect(stepOf(film)).toBe(10);
  });
});

describe('a film of so many seconds or frames', () => {
  it.each([{ duration: 10 }, { frames: 300 }, { frames: 7 }, { duration: 0.01 }])(
    '%j goes around once and closes',
    (length) => {
      const film = wide(451, length);
      expect(film.notes).toEqual([]);
      expect(stepOf(film) * film.frameCount).toBeCloseTo(451, 9);
    },
  );

  it('goes back where that is asked for', () => {
    const film = wide(640, { duration: 10, ...roll({ reverse: true }) });
    expect(stepOf(film)).toBe(-640 / 300);
    expect(shiftAt(film, 30)).toBeCloseTo(0.1, 12);
  });

  it('is rolled in memory as one of a step is', () => {
    expect(chooseEngine(wide(640, { duration: 10 })).engine.name).toBe('rolled');
  });

  it('is at the same place at any frame, where the roll is exact', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8192 }),
        fc.integer({ min: 1, max: 10_000_001 }),
        fc.nat(),
        (width, frames, pick) => {
          const film = wide(width, { frames });
          const index = pick % frames;
          const whole = Number((BigInt(index) * 2n) / BigInt(frames));
          const place = -index / frames + (whole >= 1 ? 1 : 0);
          // Half a picture to either side is the same place.
          const off = Math.abs(shiftAt(film, index) - place);
          expect(Math.min(off, Math.abs(off - 1))).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe('a period', () => {
  it('is how long a film of one loop takes', () => {
    const film = wide(640, { period: 5 });
    expect(film.frameCount).toBe(150);
    expect(stepOf(film) * 150).toBeCloseTo(640, 9);
    expect(seconds(wide(640, { period: 5, motions: [{ kind: 'sway' }] }))).toBe(5);
  });

  it('comes again until the film ends', () => {
    const film = wide(640, { period: 5, duration: 15, motions: [{ kind: 'zoom', back: true }] });
    expect(film.frameCount).toBe(450);
    expect(film.notes).toEqual([]);
    const at = (index: number) => movementOf(film).place(frameAt(index, film), mat3.create());
    expect(at(150)).toEqual(at(0));
    expect(at(320)).toEqual(at(20));
    expect(at(75)).not.toEqual(at(0));
  });

  it('that ends before the film does is told, with what closes', () => {
    expect(wide(600, { period: 4, duration: 10 }).notes).toEqual([
      "300 frames don't close the loop: played again, the picture jumps 300 px. It closes with 360 frames, or with a period of 3.333333 s.",
    ]);
    expect(wide(600, { period: 3.333333, duration: 10 }).notes).toEqual([]);
    const sway = { motions: [{ kind: 'sway' }], period: 4, duration: 6.2 };
    expect(wide(600, sway).notes.join()).toContain('It closes with 240 frames');
  });

  it('of what does not close says where the picture jumps within the film', () => {
    expect(wide(600, { period: 4, duration: 8, motions: [{ kind: 'zoom' }] }).notes.join()).toMatch(
      /played again, and every 120 frames, the picture jumps [\d.]+ px\. With back=on/,
    );
  });
});

describe('a speed', () => {
  it('is in pixels of the frame a second', () => {
    const film = wide(960, { ...roll({ speed: 120 }) });
    expect(seconds(film)).toBe(8);
    expect(stepOf(film)).toBe(4);
    // Drawn at a half, 120 px of the frame are 240 of the picture.
    const smaller = plan(
      { canvas: { width: 960, height: 540 }, frames: 240, ...roll({ speed: -120 }) },
      { width: 1920, height: 1080 },
    );
    expect(stepOf(smaller)).toBe(-8);
  });

  it('is fitted to whole frames where the length is ours to choose', () => {
    const film = wide(1411, roll({ speed: 100 }));
    expect(film.frameCount).toBe(423);
    expect(stepOf(film) * 423).toBeCloseTo(1411, 9);
    expect(film.notes).toEqual(["The roll's 100 px/s are 100.071 px/s here, so that it closes."]);
    // Quick ones go around more often: 16 times are 7.995 s.
    const quick = wide(640, roll({ speed: 1281 }));
    expect(seconds(quick)).toBe(8);
    expect(stepOf(quick) * 240).toBeCloseTo(16 * 640, 9);
  });

  it('is kept where a length is given, and what closes is told', () => {
    const film = wide(640, { duration: 10, ...roll({ speed: 100 }) });
    expect(stepOf(film)).toBe(100 / 30);
    expect(film.notes).toEqual([
      "300 frames don't close the loop: played again, the picture jumps 280 px. It closes with 384 frames, or with a speed of 128 px/s.",
    ]);
    expect(wide(640, { duration: 10, ...roll({ speed: 128 }) }).notes).toEqual([]);
  });
});
