import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Coarseness, searchBytes, type Try } from '../../src/cli/film/byte-search.ts';

const VP9: Coarseness = { coarsest: 255, halving: 40, grain: 4 };
const QP: Coarseness = { coarsest: 51, halving: 8, grain: 1 };

/** Tries until it is decided, as `fitBytes` does. */
function search(sizeAt: (at: number) => number, from: number, limit: number, scale: Coarseness) {
  const tries: Try[] = [{ at: from, bytes: sizeAt(from) }];
  for (;;) {
    const verdict = searchBytes(tries, limit, scale);
    if (verdict === 'fits') return { tries, end: tries.at(-1) };
    if (verdict === 'none') return { tries, end: undefined };
    if ('best' in verdict) return { tries, end: tries.find(({ at }) => at === verdict.best) };
    tries.push({ at: verdict.next, bytes: sizeAt(verdict.next) });
  }
}

describe('looking for the finest film of at most so many bytes', () => {
  it('takes what was asked for where that is as small', () => {
    expect(search(() => 500, 80, 500, VP9).tries).toHaveLength(1);
  });

  it('is there with the second film where bytes fall as they usually do', () => {
    const { tries, end } = search((at) => 1e6 * 2 ** (-at / 40), 80, 1e5, VP9);
    expect(tries).toHaveLength(2);
    expect(end?.bytes).toBeLessThanOrEqual(1e5);
    expect(end?.bytes).toBeGreaterThan(0.9e5);
  });

  it('says that there is none where the coarsest is too large', () => {
    const { tries, end } = search((at) => 1e6 - at, 80, 1000, VP9);
    expect(end).toBeUndefined();
    expect(tries.at(-1)?.at).toBe(255);
  });

  it('asks an encoder that is at its end for its coarsest at once', () => {
    const rate: Coarseness = { coarsest: 1343, halving: 64, grain: 2, bottomsOut: true };
    const { tries, end } = search((at) => Math.max(146_000, 1e6 * 2 ** (-at / 64)), 0, 1e5, rate);
    expect(end).toBeUndefined();
    expect(tries).toHaveLength(4);
  });

  it('ends within eight films that fit or with the coarsest, however bytes fall', () => {
    const falls = fc.record({
      scale: fc.constantFrom(VP9, QP),
      from: fc.integer({ min: 0, max: 51 }),
      halving: fc.double({ min: 2, max: 120, noNaN: true }),
      least: fc.integer({ min: 0, max: 50_000 }),
      limit: fc.integer({ min: 100, max: 2_000_000 }),
    });
    fc.assert(
      fc.property(falls, ({ scale, from, halving, least, limit }) => {
        const sizeAt = (at: number) => Math.round(least + 1e6 * 2 ** (-at / halving));
        const { tries, end } = search(sizeAt, from, limit, scale);
        expect(tries.length).toBeLessThanOrEqual(16);
        expect(new Set(tries.map(({ at }) => at)).size).toBe(tries.length);
        if (end) expect(end.bytes).toBeLessThanOrEqual(limit);
        else expect(sizeAt(scale.coarsest)).toBeGreaterThan(limit);
      }),
    );
  });
});
