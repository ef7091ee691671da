import { describe, expect, it } from 'vitest';
import type { Measure } from '../../benchmarks/case.ts';
import { baselineOf, checkRatios } from '../../benchmarks/check.ts';
import type { CaseReport } from '../../benchmarks/report/model.ts';
import { ratioReports } from '../../benchmarks/summary.ts';
import { CASES } from '../../benchmarks/cases.ts';

const NAME = '640×480, 600 frames on llvmpipe: stillmotion / mediabunny';

/** A case with these speedups against peers. */
function caseWith(
  speedups: Partial<Record<Measure, number>>,
  other: Partial<CaseReport> = {},
): CaseReport {
  return {
    name: '640×480',
    frames: 600,
    browser: 'Chrome/1',
    backend: 'llvmpipe',
    renderer: 'llvmpipe',
    measures: [],
    missing: [],
    ratios: Object.entries(speedups).map(([name, median]) => {
      const peer = name as Measure;
      const speedup = { median, lower: median, upper: median, runs: 3 };
      return { of: 'stillmotion', against: peer, fastest: peer, speedup };
    }),
    ...other,
  };
}

describe('the check against the baseline', () => {
  it('fails at a loss of more than a fifth, and says how much', () => {
    const { losses } = checkRatios([caseWith({ mediabunny: 3 })], { [NAME]: 4 });
    expect(losses).toHaveLength(1);
    expect(losses[0]?.text).toBe(`${NAME}: 3.00 × where it was 4.00 ×, a loss of 25 %`);
    expect(losses[0]?.name).toBe('640×480');
  });

  it('bears a loss of a fifth, and any gain', () => {
    for (const speedup of [3.2, 4, 40]) {
      const verdict = checkRatios([caseWith({ mediabunny: speedup })], { [NAME]: 4 });
      expect(verdict).toEqual({ losses: [], unchecked: [], checked: 1 });
    }
  });

  it('names what is in the baseline but was not measured', () => {
    const { unchecked, checked } = checkRatios([caseWith({})], { [NAME]: 4 });
    expect(unchecked).toEqual([`${NAME}: in the baseline, but not measured in this run`]);
    expect(checked).toBe(0);
  });

  it('names what was measured but is not in the baseline', () => {
    const { unchecked } = checkRatios([caseWith({ mediabunny: 4 })], {});
    expect(unchecked).toEqual([`${NAME}: measured, but not in the baseline`]);
  });

  it('compares neither with another renderer nor with films of another length', () => {
    for (const other of [{ backend: 'swiftshader' }, { frames: 300 }] as const) {
      const slow = caseWith({ mediabunny: 1 }, other);
      expect(checkRatios([slow], { [NAME]: 4 })).toMatchObject({ losses: [], checked: 0 });
    }
  });

  it('leaves cases that did not run alone', () => {
    const baseline = { '3840×2160, 60 frames on llvmpipe: stillmotion / mediabunny': 4 };
    expect(checkRatios([caseWith({})], baseline)).toEqual({
      losses: [],
      unchecked: [],
      checked: 0,
    });
  });

  it('keeps lower quartiles, so that a bad moment is no loss', () => {
    const spread = caseWith({ mediabunny: 4 });
    const ratios = spread.ratios.map((ratio) => ({
      ...ratio,
      speedup: { median: 4, lower: 3.5, upper: 4.5, runs: 3 },
    }));
    expect(baselineOf([{ ...spread, ratios }])).toEqual({ [NAME]: 3.5 });
  });

  it('finds again what a baseline keeps', () => {
    const cases = [caseWith({ mediabunny: 4, 'ffmpeg veryfast': 1.3 })];
    const baseline = baselineOf(cases);
    expect(checkRatios(cases, baseline)).toEqual({ losses: [], unchecked: [], checked: 2 });
  });
});

describe('a comparison', () => {
  const [first] = CASES;
  const compare = (runs: Partial<Record<Measure, number[]>>, backend: CaseReport['backend']) => {
    if (first === undefined) throw new Error('no cases');
    const results = new Map(Object.entries(runs) as [Measure, number[]][]);
    return ratioReports(first, { runs: results, qualities: new Map() }, backend);
  };

  it('is with the fastest of a kind, however it is called', () => {
    const [ratio] = compare(
      {
        stillmotion: [4, 4],
        'encoder alone': [3, 3],
        'encoder alone, free threads': [2, 2],
        'encoders side by side': [5, 5],
      },
      'llvmpipe',
    );
    expect(ratio).toMatchObject({
      against: 'encoder alone',
      fastest: 'encoder alone, free threads',
    });
    expect(ratio?.speedup.median).toBe(0.5);
    expect(ratio?.bar).toBe(0.9);
  });

  it('asks half of it of SwiftShader', () => {
    const [ratio] = compare({ stillmotion: [1], mediabunny: [2] }, 'swiftshader');
    expect(ratio?.bar).toBe(2);
  });

  it('is left out with a peer that is not there', () => {
    expect(compare({ stillmotion: [1] }, 'llvmpipe')).toEqual([]);
  });
});
