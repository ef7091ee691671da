import { describe, expect, it } from 'vitest';
import { readEffects, writeEffects } from '../../src/effects/effect-text.ts';
import { codeOf, readHash, writeHash } from '../../src/film/carried/link.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

const SOURCE = `/*{
  "DESCRIPTION": "Paints it.",
  "INPUTS": [
    { "NAME": "tint", "TYPE": "color", "DEFAULT": [1, 0.5, 0, 1] },
    { "NAME": "kind", "TYPE": "long", "DEFAULT": 4, "VALUES": [2, 4], "LABELS": ["soft", "hard"] },
  ]
}*/
vec4 effect(vec2 uv) { return image(uv) * tint; }`;

describe('effects as they are typed', () => {
  const files = new Map([['./my.glsl', SOURCE]]);

  it('are read like motions, and written again', () => {
    const read = readEffects('vignette:amount=0.3,radius=1 + grain', files);
    expect(read).toMatchObject([
      { name: 'vignette', amount: 0.3, radius: 1 },
      { name: 'grain', seed: 1 },
    ]);
    expect(writeEffects(read)).toBe('vignette:amount=0.3,radius=1 + grain');
  });

  it('may be files, whose own parameters they take', () => {
    const [mine] = readEffects('./my.glsl:tint=#00ff00', files);
    expect(mine).toEqual({ source: SOURCE, file: './my.glsl', tint: '#00ff00', kind: 'hard' });
    expect(writeEffects([mine ?? {}])).toBe('./my.glsl:tint=#00ff00');
  });

  it.each([
    ['vignett', 'there is no effect "vignett"; there are vignette'],
    [
      'vignette:amonut=1',
      'The effect vignette has no "amonut"; it takes: amount, radius, roundness.',
    ],
    ['vignette:amount=2', '"amount" of the effect vignette is 2; it must be from 0 to 1.'],
    ['./my.glsl:kind=none', '"kind" of the effect my is "none"; it must be one of soft, hard.'],
    ['./other.glsl', "the file ./other.glsl can't be read here"],
    ['grain:amount', 'expected key=value after "grain:", got "amount"'],
  ])('are refused where they make no sense: %s', (text, message) => {
    expect(() => readEffects(text, files)).toThrow(message);
  });
});

describe('the block at the top of an effect', () => {
  it.each([
    [
      'no JSON',
      '/*{\n  "DESCRIPTION": "x"\n  "INPUTS": []\n}*/\nvec4 effect(vec2 uv) { return vec4(0); }',
      /^mine\.glsl:3:3: the block at the top is no JSON\.\n3 \|   "INPUTS": \[\]\n {2}\| {3}\^/,
    ],
    [
      'a type that there is not',
      '/*{ "INPUTS": [{ "NAME": "a", "TYPE": "flaot" }] }*/\nvec4 effect(vec2 uv) { return vec4(0); }',
      /^mine\.glsl:1:31: "INPUTS\.0\.TYPE": /,
    ],
    [
      'sound',
      '/*{ "INPUTS": [{ "NAME": "a", "TYPE": "audio" }] }*/\nvec4 effect(vec2 uv) { return vec4(0); }',
      /^mine\.glsl:1:26: an input of the type audio is not known here/,
    ],
    [
      'what depends on other frames',
      '/*{ "PASSES": [{ "TARGET": "a", "PERSISTENT": true }] }*/\nvec4 effect(vec2 uv) { return vec4(0); }',
      /^mine\.glsl:1:5: a persistent pass would make a frame depend on those before it/,
    ],
    [
      'nothing to be called',
      'void main() {}',
      /^mine\.glsl:1:1: this is no effect; expected a function vec4 effect\(vec2 uv\)/,
    ],
  ])('is refused by file, line and column for %s', (_, source, message) => {
    const parse = () => parseSpec({ effects: [{ source, file: 'mine.glsl' }] });
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ code: 'shader-failed' }));
  });
});

describe('a link', () => {
  it('carries effects by their names', () => {
    const draft = { effects: [{ name: 'grain', amount: 0.5 }] };
    const { effects } = parseSpec(readHash(writeHash({ draft, frame: 0 })).draft);
    expect(effects).toMatchObject([{ name: 'grain', amount: 0.5 }]);
  });

  it('carries the source of one only as code that is asked for, in its place among the others', () => {
    const draft = { title: 'x', effects: [{ name: 'grain' }, { source: SOURCE, file: 'my.glsl' }] };
    const code = codeOf(draft);
    const link = readHash(writeHash({ draft, frame: 0, ...(code && { code }) }));
    expect(link.draft).toMatchObject({ title: 'x', effects: [{ name: 'grain' }] });
    expect(link.code).toMatchObject([{ name: 'grain' }, { source: SOURCE, file: 'my.glsl' }]);
    expect(codeOf({ effects: [{ name: 'grain' }] })).toBeUndefined();
    expect(() => readHash('#code={')).toThrow('JSON as its code');
    expect(() => readHash('#code=[{"name":"nothing"}]')).toThrow('nothing');
  });

  it('never carries the source of one by itself', () => {
    const draft = { title: 'x', effects: [{ source: SOURCE }, { name: 'grain' }] };
    const hash = writeHash({ draft, frame: 0 });
    expect(hash).not.toContain('vec4');
    expect(readHash(hash).draft).toMatchObject({ title: 'x', effects: [{ name: 'grain' }] });
    const other = `#${new URLSearchParams({ spec: JSON.stringify(draft) })}`;
    expect(() => readHash(other)).toThrow('the source of one is a program');
  });
});
