import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendChoice } from '../../src/cli/browser/graphics.ts';
import type { Session } from '../../src/cli/session/session.ts';
import type { Axis, Size } from '../../src/core/size.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { movementOf, planRender } from '../../src/film/plan.ts';
import { everyNth, kinds, tries } from '../faults/tries.ts';
import { openJob, sharedSession, trySession } from '../session.ts';
import {
  type Color,
  colorAt,
  difference,
  drawStill,
  fromPng,
  noise,
  paint,
  type Pixels,
  toPng,
} from './pixels.ts';
import { drawRolled } from './reference.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const WHITE: Color = [255, 255, 255];

/** What the frame should be: its places come from the plan, its pixels from the CPU. */
function expected(spec: SpecInput, image: Pixels, index: number): Pixels {
  const plan = planRender(parseSpec(spec), image);
  const slide = movementOf(plan).slide;
  if (slide === undefined) throw new Error('it does not roll');
  const { axis, perFrame } = slide;
  const step = perFrame.numerator / perFrame.denominator;
  const { canvas, box } = plan.layout;
  const filter = plan.spec.filter === 'nearest' ? 'nearest' : 'linear';
  return drawRolled(image, { canvas, box, background: WHITE, filter, shift: index * step, axis });
}

async function compare(spec: SpecInput, image: Pixels, index: number) {
  return difference(await drawStill(session, spec, image, index), expected(spec, image, index));
}

describe('a fractional step is sampled between pixels, also across the wrap', () => {
  it.each<[number, Axis, Size]>([
    [0.5, 'x', { width: 64, height: 9 }],
    [-0.25, 'x', { width: 97, height: 5 }],
    [1.75, 'y', { width: 5, height: 61 }],
    [0.1, 'x', { width: 200, height: 3 }],
    [-12.3456789, 'y', { width: 3, height: 101 }],
    [0.5, 'x', { width: 1, height: 4 }],
    [0.5, 'y', { width: 2, height: 2 }],
    [3.3, 'x', { width: 4097, height: 3 }],
  ])('step %d along %s of %o', async (step, axis, size) => {
    const image = noise(size, size.width);
    const spec = { motion: { kind: 'roll', step, axis } } as const;
    await openJob(session, spec, toPng(image));
    for (const index of [0, 1, 3, 97, 10_000_000]) {
      const off = difference(fromPng(await session.still(index)), expected(spec, image, index));
      expect(off.largest, `frame ${index}: ${off.where}`).toBeLessThanOrEqual(1);
    }
  });

  it('for any size, step and frame', async () => {
    const jobs = fc.record({
      width: fc.integer({ min: 1, max: 120 }),
      height: fc.integer({ min: 1, max: 40 }),
      thousandths: fc.integer({ min: -500_000, max: 500_000 }),
      axis: fc.constantFrom<Axis>('x', 'y'),
      index: fc.integer({ min: 0, max: 10_000 }),
    });
    const holds = fc.asyncProperty(jobs, async ({ thousandths, axis, index, ...size }) => {
      const motion = { kind: 'roll', step: thousandths / 1000, axis } as const;
      const off = await compare({ motion }, noise(size, thousandths), index);
      expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(1);
    });
    await fc.assert(holds, { seed: 20_261_122, numRuns: tries(10, 40) });
  });

  it('exactly so where the frame lies on whole pixels', async () => {
    const image = noise({ width: 53, height: 11 }, 8);
    const off = await compare({ motion: { kind: 'roll', step: 0.25 } }, image, 12);
    expect(off).toMatchObject({ largest: 0 });
  });
});

describe('an enlarged image', () => {
  const figure = { layout: 'figure', canvas: { width: 320, height: 240 } } as const;

  it.each(['linear', 'nearest'] as const)('is sampled as filter %s says', async (filter) => {
    const canvas = { width: 160, height: 120 };
    const sizes = [
      { width: 37, height: 23 },
      { width: 40, height: 40 },
      { width: 13, height: 53 },
      { width: 5, height: 2 },
    ];
    for (const size of everyNth(sizes, 2)) {
      for (const axis of ['x', 'y'] as const) {
        for (const [step, index] of [
          [1, 0],
          [1, 1],
          [-3, 5],
          [1, 99],
          [0.5, 7],
        ] as const) {
          const spec = { ...figure, canvas, filter, motion: { kind: 'roll', step, axis } } as const;
          const off = await compare(spec, noise(size, 77), index);
          const at = `${size.width}x${size.height}, ${axis}, step ${step}, frame ${index}`;
          expect(off.largest, `${at}: ${off.where}`).toBeLessThanOrEqual(
            filter === 'linear' ? 1 : 0,
          );
        }
      }
    }
  });

  it('has no seam where its right edge meets its left', async () => {
    // A period of a wave: a seam would be the only step in it.
    const wave = paint({ width: 50, height: 50 }, (x) => {
      const level = Math.round(128 + 120 * Math.sin((2 * Math.PI * x) / 50));
      return [level, level, level];
    });
    const { box } = planRender(parseSpec(figure), wave).layout;
    for (const index of [0, 13, 25]) {
      const still = await drawStill(session, figure, wave, index);
      const row = Array.from({ length: box.width }, (_, i) => colorAt(still, box.x + i, 100)[0]);
      const steps = row.map((level, i) => Math.abs(level - (row[(i + 1) % row.length] ?? 0)));
      // One source pixel's steepest step, spread over 185 / 50 pixels.
      expect(Math.max(...steps)).toBeLessThanOrEqual(6);
    }
  });

  it('mixes the first and the last column beside the wrap', async () => {
    const halves = paint({ width: 20, height: 20 }, (x) => (x < 10 ? [0, 0, 0] : [240, 240, 240]));
    const { box } = planRender(parseSpec(figure), halves).layout;
    const still = await drawStill(session, figure, halves, 0);
    const first = colorAt(still, box.x, 100)[0];
    const last = colorAt(still, box.x + box.width - 1, 100)[0];
    expect(first).toBeGreaterThan(60);
    expect(last).toBeLessThan(180);
    expect(first + last).toBeGreaterThanOrEqual(238);
    expect(first + last).toBeLessThanOrEqual(242);
  });

  it('stands still at its edges along the axis that does not roll', async () => {
    const stripes = paint({ width: 20, height: 20 }, (_, y) =>
      y < 10 ? [0, 0, 0] : [240, 240, 240],
    );
    const { box } = planRender(parseSpec(figure), stripes).layout;
    const still = await drawStill(session, figure, stripes, 3);
    expect(colorAt(still, box.x + 50, box.y)).toEqual([0, 0, 0]);
    expect(colorAt(still, box.x + 50, box.y + box.height - 1)).toEqual([240, 240, 240]);
  });
});

describe('another renderer draws the same frames', () => {
  it.for<BackendChoice>(kinds(['swiftshader', 'llvmpipe'], 1))('%s', async (gl, { skip }) => {
    const other = await trySession(gl);
    if (typeof other === 'string') {
      skip(other);
      return;
    }
    const figure = { layout: 'figure', canvas: { width: 160, height: 120 } } as const;
    const image = noise({ width: 40, height: 40 }, 12);
    for (const filter of ['linear', 'nearest'] as const) {
      for (const [step, index] of [
        [1, 7],
        [0.3, 11],
      ] as const) {
        const spec = { ...figure, filter, motion: { kind: 'roll', step } } as const;
        const here = await drawStill(session, spec, image, index);
        const off = difference(await drawStill(other, spec, image, index), here);
        const at = `${filter}, step ${step}`;
        expect(off.largest, `${at}: ${off.where}`).toBeLessThanOrEqual(filter === 'linear' ? 1 : 0);
      }
    }
  });

  // Turned and projected places are sums of products, which renderers round in ways of their own.
  it('in every sample, however it moves', async ({ skip }) => {
    const [one, other] = [await trySession('swiftshader'), await trySession('llvmpipe')];
    if (typeof one === 'string' || typeof other === 'string') {
      skip([one, other].filter((each) => typeof each === 'string').join(' '));
      return;
    }
    const image = noise({ width: 320, height: 240 }, 5);
    for (const kind of ['rotate', 'tilt', 'spiral', 'shake'])
      for (const filter of ['linear', 'cubic'] as const) {
        const spec = { motions: [{ kind }], frames: 48, filter };
        for (const index of [2, 11, 30]) {
          const there = await drawStill(other, spec, image, index);
          const off = difference(there, await drawStill(one, spec, image, index));
          // Quotients are rounded by each in its own way, too, and nothing can be done about it.
          const most = kind === 'tilt' ? 1 : 0;
          expect(
            off.largest,
            `${kind}, ${filter}, frame ${index}: ${off.where}`,
          ).toBeLessThanOrEqual(most);
        }
      }
  });
});
