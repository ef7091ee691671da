import { describe, expect, it, vi } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { trialOf } from './trial-of.ts';
import { finish } from '../../src/player/finish.ts';
import { createGauge, detailFor, type Sampled } from '../../src/player/gauge.ts';

const FULL_HD = { width: 1920, height: 1080 };

/** Graphics that take so long for a whole frame, and for a part of it as much less. */
const graphics = (seconds: number) =>
  vi.fn((_: number, blocks: number) => {
    const some = (seconds * 16 * blocks) / (FULL_HD.width * FULL_HD.height);
    return { some, all: seconds };
  });

const planOf = (spec: SpecInput) => planRender(parseSpec({ frames: 100, ...spec }), FULL_HD);

const sampledOf = (length: number): Sampled => ({ parts: { length }, beneath: [] });

const gaugeOf = (spec: SpecInput, tryOut: ReturnType<typeof graphics>, sampled = sampledOf(0)) =>
  finish(createGauge(() => trialOf(tryOut), planOf(spec), sampled));

describe('a frame', () => {
  it('is not measured where it is surely quick', () => {
    const tryOut = graphics(60);
    expect(gaugeOf({ filter: 'cubic' }, tryOut)).toEqual({
      seconds: 0,
      detail: { coarseness: 1, nth: 1 },
    });
    expect(gaugeOf({ effects: [{ name: 'grain' }] }, tryOut).seconds).toBe(0);
    expect(tryOut).not.toHaveBeenCalled();
  });

  it.each([
    ['many exposures', { samples: 8, shutter: 360, filter: 'cubic' }, 0],
    ['effects that are drawn into textures', { effects: [{ name: 'bloom' }] }, 2],
    ['a large canvas', { canvas: { width: 8000, height: 5000 } }, 0],
  ] as const)('of %s is measured, on more places until these tell', (_, spec, between) => {
    const tryOut = graphics(0.5);
    expect(gaugeOf(spec as SpecInput, tryOut, sampledOf(between)).seconds).toBe(0.5);
    const tried = tryOut.mock.calls.filter(([index]) => index === 0).map(([, blocks]) => blocks);
    // 4096 places take 0.016 s.
    expect(tried).toEqual([1, 4, 16, 64, 256, 1024, 4096]);
    expect([...new Set(tryOut.mock.calls.map(([index]) => index))]).toEqual([0, 50]);
  });

  it.each([
    ['many exposures', { samples: 8, filter: 'cubic' }, { coarseness: 4, nth: 16 }],
    ['a cubic filter', { filter: 'cubic' }, { coarseness: 16, nth: 1 }],
  ] as const)('that shows two of %s is measured, and drawn in less detail', (_, spec, detail) => {
    const plan = planOf(spec);
    const one = { plan, trialled: sampledOf(0) };
    const passes = { effects: [{ name: 'fade' }] };
    const tryOut = graphics(20);
    expect(gaugeOf(passes, tryOut, { parts: { length: 0 }, beneath: [one, one] }).detail).toEqual(
      detail,
    );
    const quick = { plan: planOf({}), trialled: sampledOf(0) };
    const few = { parts: { length: 0 }, beneath: [quick] };
    expect(gaugeOf({ canvas: { width: 640, height: 480 } }, tryOut, few).seconds).toBe(0);
  });

  it('that takes long is not tried on many places', () => {
    const tryOut = graphics(40);
    gaugeOf({ samples: 8, shutter: 360, filter: 'cubic' }, tryOut);
    expect(Math.max(...tryOut.mock.calls.map(([, blocks]) => blocks))).toBe(64);
  });
});

describe('while it moves', () => {
  it.each([
    [0.1, 64, { coarseness: 1, nth: 1 }],
    [0.3, 64, { coarseness: 1, nth: 4 }],
    [1.2, 64, { coarseness: 2, nth: 4 }],
    [6, 64, { coarseness: 2, nth: 16 }],
    [20, 64, { coarseness: 4, nth: 16 }],
    [40, 64, { coarseness: 4, nth: 64 }],
    [400, 64, { coarseness: 8, nth: 64 }],
    [5000, 64, { coarseness: 16, nth: 64 }],
    [0.3, 0, { coarseness: 2, nth: 1 }],
    [1.2, 0, { coarseness: 4, nth: 1 }],
    [0.3, 9, { coarseness: 2, nth: 1 }],
  ])(
    'a frame of %d s and %d exposures is drawn in so much of its detail',
    (seconds, all, detail) => {
      expect(detailFor(seconds, all)).toEqual(detail);
    },
  );
});
