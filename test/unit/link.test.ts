import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import { specFromHash, specToHash } from '../../src/core/link.ts';
import { PRESETS } from '../../src/core/presets.ts';
import { parseSpec } from '../../src/core/spec.ts';

describe('a link', () => {
  it('is the spec as percent-encoded JSON', () => {
    expect(specToHash(parseSpec({ title: 'a&b #1' }))).toMatch(
      /^#spec=%7B%22filter%22%3A%22linear%22.*%22title%22%3A%22a%26b%20%231%22.*%7D$/,
    );
  });

  it('re-opens the same spec', () => {
    const spec = parseSpec(PRESETS.notebook.spec);
    expect(specFromHash(specToHash(spec))).toEqual(spec);
  });

  it('keeps any title, and stays one word of a URL', () => {
    // Also lone surrogates, which encodeURIComponent alone refuses.
    const titles = fc
      .string({ unit: 'binary', maxLength: 50 })
      .map((text) => text.replaceAll(/[{}]/g, ''));
    fc.assert(
      fc.property(titles, fc.integer({ min: -999, max: 999 }), (title, step) => {
        const spec = parseSpec({ title, motion: { kind: 'roll', step } });
        const hash = specToHash(spec);
        expect(new URL(hash, 'http://localhost/').hash).toBe(hash);
        expect(specFromHash(hash)).toEqual(spec);
      }),
      { seed: 4 },
    );
    expect(specFromHash(specToHash(parseSpec({ title: '\ud800' })))?.title).toBe('\ud800');
  });

  it('may come without a spec', () => {
    expect(specFromHash('')).toBeUndefined();
    expect(specFromHash('#')).toBeUndefined();
  });

  it('fills in what its spec leaves out', () => {
    expect(specFromHash('#spec=%7B%7D')).toEqual(parseSpec({}));
  });

  it.each([
    ['#x', 'begins with #spec='],
    ['#Spec=%7B%7D', 'begins with #spec='],
    ['#spec=', 'percent-encoded'],
    ['#spec=%7B', 'percent-encoded'],
    ['#spec=%', 'percent-encoded'],
    ['#spec=%FF%FE', 'percent-encoded'],
    ['#spec=%7B%7D&frame=3', 'percent-encoded'],
    ['#spec=null', 'expected an object'],
    ['#spec=[]', 'expected an object'],
    [`#spec=${encodeURIComponent('{"frames":0}')}`, '"frames" is 0'],
    [`#spec=${encodeURIComponent('{"__proto__":{"frames":3}}')}`, '__proto__'],
    [`#spec=${'x'.repeat(100_000)}`, '…"; expected'],
  ])('%.40s is refused in one line', (hash, message) => {
    expect(() => specFromHash(hash)).toThrow(StillmotionError);
    expect(() => specFromHash(hash)).toThrow(message);
    expect(refusalOf(hash)).toMatchObject({ code: 'usage' });
    expect(refusalOf(hash)?.message.length).toBeLessThan(300);
    expect(refusalOf(hash)?.message).not.toContain('\n');
  });

  it('of any letters is read or refused, and never breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, framed) => {
        const refusal = refusalOf(framed ? `#spec=${text}` : text);
        expect(refusal?.code ?? 'usage').toBe('usage');
      }),
      { seed: 5, numRuns: 1000 },
    );
  });
});

/** `undefined` when the hash is read; any other error than a refusal fails the test. */
function refusalOf(hash: string): StillmotionError | undefined {
  try {
    specFromHash(hash);
    return undefined;
  } catch (error) {
    if (error instanceof StillmotionError) return error;
    throw error;
  }
}
