import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import { readHash, writeHash } from '../../src/film/carried/link.ts';
import { PRESETS } from '../../src/film/spec/presets.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { anyText } from '../any-text.ts';

describe('a link', () => {
  it.each([
    { draft: {}, frame: 0 },
    { draft: { title: 'ä & {f} = 50 %#' }, frame: 12 },
    { draft: { frames: 3 }, frame: 2, picture: 'https://example.org/a b.png?x=1&y=2#z' },
  ])('reads what it wrote: $draft', (state) => {
    expect(readHash(writeHash(state))).toEqual(state);
  });

  it('re-opens a whole spec, of which it keeps what differs from the defaults', () => {
    const spec = parseSpec(PRESETS.notebook.spec);
    const { draft } = readHash(writeHash({ draft: spec, frame: 0 }));
    expect(parseSpec(draft)).toEqual(spec);
    expect(draft).not.toHaveProperty('codec');
  });

  it('keeps any title, and stays one word of a URL', () => {
    // Also lone surrogates, which URLs can't hold.
    const titles = anyText({ minLength: 1, maxLength: 50 }).map((text) =>
      text.replaceAll(/[{}]/g, ''),
    );
    fc.assert(
      fc.property(titles, fc.integer({ min: -999, max: 999 }), (title, step) => {
        const spec = parseSpec({ title, motion: { kind: 'roll', step } });
        const hash = writeHash({ draft: spec, frame: 0 });
        expect(new URL(hash, 'http://localhost/').hash).toBe(hash);
        expect(parseSpec(readHash(hash).draft)).toEqual(spec);
      }),
      { seed: 4 },
    );
    const surrogate = { draft: { title: '\ud800' }, frame: 0 };
    expect(readHash(writeHash(surrogate))).toEqual(surrogate);
  });

  it('of an untouched film is bare', () => {
    expect(writeHash({ draft: {}, frame: 0 })).toBe('');
    for (const hash of ['', '#', '#spec=%7B%7D']) {
      expect(readHash(hash)).toEqual({ draft: {}, frame: 0 });
    }
  });

  it.each([
    ['#x', 'only spec, frame, picture, code'],
    ['#Spec=%7B%7D', 'only spec, frame, picture, code'],
    ['#spec=', 'JSON as its spec'],
    ['#spec=%7B', 'JSON as its spec'],
    ['#spec=%', 'JSON as its spec'],
    ['#spec=%FF%FE', 'JSON as its spec'],
    ['#spec=null', 'expected an object'],
    ['#spec=[]', 'expected an object'],
    ['#spec=7', 'expected an object'],
    ['#spec={"speed":1}', '"speed" is not a field'],
    ['#frame=-1', 'a whole number'],
    [
      `#spec=${encodeURIComponent('{"pictures":[{},{}],"transitions":[{"source":"vec4 transition(vec2 uv) { return getToColor(uv); }"}]}')}`,
      'effects by their names alone',
    ],
    [`#spec=${encodeURIComponent('{"frames":0}')}`, '"frames" is 0'],
    [`#spec=${encodeURIComponent('{"__proto__":{"frames":3}}')}`, '__proto__'],
    [`#spec=${'x'.repeat(100_000)}`, '…"; expected'],
  ])('%.40s is refused in one line', (hash, message) => {
    expect(() => readHash(hash)).toThrow(StillmotionError);
    expect(() => readHash(hash)).toThrow(message);
    expect(refusalOf(hash)).toMatchObject({ code: 'usage' });
    expect(refusalOf(hash)?.message.length).toBeLessThan(300);
    expect(refusalOf(hash)?.message).not.toContain('\n');
  });

  it('of any letters is read or refused, and never breaks', () => {
    fc.assert(
      fc.property(anyText(), fc.boolean(), (text, framed) => {
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
    readHash(hash);
    return undefined;
  } catch (error) {
    if (error instanceof StillmotionError) return error;
    throw error;
  }
}
