import fc from 'fast-check';
import { mat3, vec2 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { createMotion, framesPerLoop, pixelStep, seamJump } from '../../src/motions/motion.ts';

fc.configureGlobal({ seed: 20261122 });

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
  const motion = createMotion({ kind: 'roll', step, axis });
  const size = axis === 'x' ? { width: n, height: 3 } : { width: 3, height: n };
  const { transform } = motion({ index }, size);
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
          const { transform } = createMotion({ kind: 'roll', step, axis: 'x' })(
            { index },
            { width: n, height: 1 },
          );
          expect(Math.abs(transform[6])).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });

  it('moves along one axis alone, and wraps along that one alone', () => {
    const alongY = createMotion({ kind: 'roll', step: 3, axis: 'y' })(
      { index: 1 },
      { width: 8, height: 12 },
    );
    expect(alongY.wrap).toEqual({ x: false, y: true });
    expect(alongY.transform).toEqual(mat3.fromTranslation(mat3.create(), [0, -0.25]));
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
    expect(framesPerLoop({ kind: 'roll', step, axis: 'x' }, { width, height: 7 })).toBe(frames);
  });

  it('is the least count after which the picture is where it began', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90 }), (n, step) => {
        const spec = { kind: 'roll', step, axis: 'x' } as const;
        const size = { width: n, height: 1 };
        const loop = framesPerLoop(spec, size);
        const closes = (count: number) => (count * step) % n === 0;
        expect(closes(loop)).toBe(true);
        for (let count = 1; count < loop; count++) expect(closes(count)).toBe(false);
      }),
    );
  });

  it('that does not close jumps by the shorter way round', () => {
    const spec = { kind: 'roll', step: 1, axis: 'x' } as const;
    const size = { width: 200, height: 200 };
    expect(seamJump(spec, size, 220)).toBe(20);
    expect(seamJump(spec, size, 190)).toBe(10);
    expect(seamJump(spec, size, 400)).toBe(0);
  });
});

describe('the step in pixels of the canvas', () => {
  const square = (side: number) => ({ width: side, height: side });
  it.each([
    [1, 200, 370, 37, 20],
    [-2, 640, 640, 2, 1],
    [0.37, 100, 100, 37, 100],
    [0, 7, 9, 0, 1],
    [3, 9, 3, 1, 1],
  ])('%d px of %d drawn as %d is %d/%d', (step, side, drawn, numerator, denominator) => {
    const motion = { kind: 'roll', step, axis: 'x' } as const;
    expect(pixelStep(motion, square(side), square(drawn))).toEqual({ numerator, denominator });
  });

  it('is not said where it would not be exact', () => {
    const motion = { kind: 'roll', step: 99_999.123456789, axis: 'y' } as const;
    expect(pixelStep(motion, square(4096), square(4095))).toBeUndefined();
  });
});
