import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { atRate } from '../../src/page/compare/compare-rate.ts';
import { coarserFor } from '../../src/page/stage/preview-quality.ts';

describe('a preview', () => {
  const hd = { width: 1920, height: 1080 };

  it.each([
    ['as it is, where all is shown', 30, 1, hd, 1],
    ['as it is, where some are left out', 25, 1, hd, 1],
    ['in half the size, where many are', 15, 1, hd, 2],
    ['in a quarter, where that isn’t enough', 15, 2, hd, 4],
    ['no coarser than that', 2, 4, hd, 4],
    ['as it is, where it is small', 2, 1, { width: 480, height: 600 }, 1],
  ] as const)('is drawn %s', (_, frames, coarseness, canvas, expected) => {
    expect(coarserFor({ frames, seconds: 1 }, 30, coarseness, canvas)).toBe(expected);
  });
});

describe('the same motion at another rate', () => {
  const planOf = (spec: SpecInput) => planRender(parseSpec(spec), { width: 300, height: 200 });
  const perSecond = (spec: SpecInput) => {
    const { motions, fps } = parseSpec(spec);
    return (Number(motions[0]?.['step']) * fps.numerator) / fps.denominator;
  };

  it.each<[SpecInput, number]>([
    [{ motions: [{ kind: 'roll', step: 2 }] }, 60],
    [{ motions: [{ kind: 'roll', step: -2, axis: 'y' }] }, -60],
    [{ motions: [{ kind: 'roll' }], frames: 300 }, 30],
    [{ motions: [{ kind: 'roll', speed: 45 }], frames: 60 }, 45],
  ])('of %j goes as far in a second', (spec, pixels) => {
    for (const rate of [5, 12, 60])
      expect(perSecond(atRate(planOf(spec), rate))).toBeCloseTo(pixels, 6);
  });

  it('lasts as long, and plays none of a part', () => {
    const spec = { motions: [{ kind: 'zoom' }], frames: 90, range: { first: 3, last: 9 } };
    const other = planOf(atRate(planOf(spec), 12));
    expect(other.frameCount).toBe(36);
    expect(other.range).toEqual({ first: 0, last: 35 });
    expect(other.spec.motions).toMatchObject([{ kind: 'zoom' }]);
  });
});
