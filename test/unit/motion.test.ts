import fc from 'fast-check';
import { mat3, vec2 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { asFraction } from '../../src/core/fraction.ts';
import type { Size } from '../../src/core/size.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { slidePositions } from '../../src/engines/rolled/slide-position.ts';
import { findSeam } from '../../src/film/time/loop.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { createMovement } from '../../src/motions/movement.ts';

fc.configureGlobal({ seed: 20261122 });

const TIMELINE = { fps: { numerator: 30, denominator: 1 }, frameCount: 10_000_001 };
const rolling = (step: number, axis: 'x' | 'y', size: Size) =>
  createMovement([{ kind: 'roll', step, axis }], size);
/** Where a roll samples the image, see `Motion.place`. */
const placed = (step: number, axis: 'x' | 'y', index: number, size: Size) =>
  rolling(step, axis, size).place(frameAt(index, TIMELINE), mat3.create());

const length = fc.integer({ min: 1, max: 8192 });
const wholeStep = fc.integer({ min: -20_000, max: 20_000 });
const frame = fc.integer({ min: 0, max: 10_000_000 });

/** numpy.roll for one index: out[j] = in[(j − shift) mod n], in exact integers. */
function rolledIndex(j: number, shift: bigint, n: number): number {
  const count = BigInt(n);
  return Number((((BigInt(j) - shift) % count) + count) % count);
}

/** The texel that the motion shows at pixel j of a row of n. */
function shownIndex(j: number, n: number, step: number, axis: 'x' | 'y', index: number): number {
  const size = axis === 'x' ? { width: n, height: 3 } : { width: 3, height: n };
  const transform = placed(step, axis, index, size);
  const at = vec2.transformMat3(
    vec2.create(),
    axis === 'x' ? [(j + 0.5) / n, 0.5] : [0.5, (j + 0.5) / n],
    transform,
  );
  const place = Math.floor(at[axis === 'x' ? 0 : 1] * n);
  return ((place % n) + n) % n;
}

describe('roll', () => {
  it('shows what numpy.roll shows, at any frame, size, step and axis', () => {
    fc.assert(
      fc.property(
        length,
        wholeStep,
        frame,
        fc.constantFrom('x', 'y'),
        fc.nat(),
        (n, step, index, axis, pixel) => {
          const j = pixel % n;
          const expected = rolledIndex(j, BigInt(index) * BigInt(step), n);
          expect(shownIndex(j, n, step, axis, index)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never shifts by more than half a turn, which the shader relies on', () => {
    fc.assert(
      fc.property(
        length,
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        frame,
        (n, step, index) => {
          const transform = placed(step, 'x', index, { width: n, height: 1 });
          expect(Math.abs(transform[6])).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });

  it('moves along one axis alone, and wraps along that one alone', () => {
    const size = { width: 8, height: 12 };
    expect(rolling(3, 'y', size).edges).toEqual({ x: 'clamp', y: 'repeat' });
    expect(placed(3, 'y', 1, size)).toEqual(mat3.fromTranslation(mat3.create(), [0, -0.25]));
  });
});

describe('motions that follow one another', () => {
  const size = { width: 60, height: 40 };
  const both = createMovement(
    [
      { kind: 'roll', step: 4, axis: 'x' },
      { kind: 'roll', step: 3, axis: 'y' },
    ],
    size,
  );

  it('are one movement', () => {
    const shift = mat3.fromTranslation(mat3.create(), [-8 / 60, -6 / 40]);
    expect(both.place(frameAt(2, TIMELINE), mat3.create())).toEqual(shift);
  });

  it('go on beyond every edge that one of them leaves', () => {
    expect(both.edges).toEqual({ x: 'repeat', y: 'repeat' });
  });

  it('are back where they began when each of them is', () => {
    // 15 frames along x, 40 along y
    expect(both.loop).toBe(120);
  });

  it('are no single slide', () => {
    expect(both.slide).toBeUndefined();
  });
});

describe('a loop', () => {
  it.each([
    { width: 200, step: 1, frames: 200 },
    { width: 200, step: -1, frames: 200 },
    { width: 200, step: 3, frames: 200 },
    { width: 200, step: 50, frames: 4 },
    { width: 200, step: 200, frames: 1 },
    { width: 200, step: 300, frames: 2 },
    { width: 1411, step: 2, frames: 1411 },
    { width: 200, step: 0.5, frames: 400 },
    { width: 200, step: 0.75, frames: 800 },
    { width: 3, step: 0.1, frames: 30 },
    { width: 200, step: 0, frames: 1 },
    { width: 1, step: 1, frames: 1 },
  ])('of $width px closes after $frames frames at $step px a frame', ({ width, step, frames }) => {
    expect(rolling(step, 'x', { width, height: 7 }).loop).toBe(frames);
  });

  it('is the least count after which the picture is where it began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90 }), (n, step) => {
        const loop = Number(rolling(step, 'x', { width: n, height: 1 }).loop);
        const closes = (count: number) => (count * step) % n === 0;
        expect(closes(loop)).toBe(true);
        for (let count = 1; count < loop; count++) expect(closes(count)).toBe(false);
      }),
    );
  });

  it('that does not close jumps by the shorter way round', () => {
    const size = { width: 200, height: 200 };
    const jump = (frames: number) =>
      findSeam(planRender(parseSpec({ frames, motion: { kind: 'roll', step: 1 } }), size)).jump;
    expect(jump(220)).toBe(20);
    expect(jump(190)).toBe(10);
    expect(jump(400)).toBe(0);
    // One frame shows what it has shown.
    expect(jump(1)).toBe(0);
  });
});

describe('where the frames of a slide begin, in pixels as they are drawn', () => {
  it.each([
    [1, 200, 370, 20],
    [-2, 640, 640, 1],
    [0.37, 100, 100, 100],
    [0, 7, 9, 1],
    [3, 9, 3, 1],
  ])('for %d px of %d drawn as %d lies at %d places within one', (step, side, drawn, phases) => {
    expect(slidePositions(asFraction(step), side, drawn).phases).toBe(phases);
  });

  it('is exact in whole numbers at any frame, however fine the step', () => {
    fc.assert(
      fc.property(
        length,
        length,
        fc.integer({ min: -1e15, max: 1e15 }),
        fc.constantFrom(1, 10, 1e6, 1e9),
        frame,
        (image, drawn, numerator, denominator, index) => {
          const positions = slidePositions({ numerator, denominator }, image, drawn);
          const around = BigInt(drawn) * BigInt(positions.phases);
          // -index · step, in 1/phases px: both sides times what is left of the denominators
          const step = BigInt(numerator) * BigInt(drawn) * BigInt(positions.phases);
          const unit = BigInt(denominator) * BigInt(image);
          expect(step % unit).toBe(0n);
          const expected = (((-BigInt(index) * (step / unit)) % around) + around) % around;
          if (around < BigInt(Number.MAX_SAFE_INTEGER))
            expect(BigInt(positions.at(index))).toBe(expected);
        },
      ),
    );
  });
});
