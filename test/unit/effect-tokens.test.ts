import { describe, expect, it } from 'vitest';
import { callsOf, declarations, renamed, tokenize } from '../../src/effects/tokens.ts';

const names = (text: string) => declarations(tokenize(text)).map(({ name }) => name);

describe('the words of a shader', () => {
  it.each([
    'float a = 1.0; // b = 2\n/* c */ vec2 d;',
    '#define f(x) \\\n  (x * 2.0)\nfloat g() { return f(1e-3); }\r\n',
    'float x = .5e+3; int i = 0x1Fu; /* never closed',
    '',
    'ä "§"',
  ])('put together again are the text: %j', (text) => {
    expect(
      tokenize(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
  });
});

describe('the names that a shader declares', () => {
  it.each<[string, string[]]>([
    ['const float a = 1.0, b = max(1.0, 2.0), c[2] = float[2](1.0, 2.0);', ['a', 'b', 'c']],
    ['uniform highp vec2 place; // = vec2(1.0)', ['place']],
    ['vec2 f(vec2 p, float q);\nvec2 f(vec2 p, float q) { vec2 r = p; return r; }', ['f', 'f']],
    ['struct Ray { vec3 from, to; float far[2]; }; Ray sun;', ['Ray', 'sun']],
    ['struct Ray { vec3 from; } one, two;', ['Ray', 'one', 'two']],
    [
      '#define PI 3.14\n#define sq(x) ((x)*(x))\n#ifdef GL_ES\nprecision mediump float;\n#endif',
      ['PI', 'sq'],
    ],
    ['float f() { for (;;) { float inner; } } float g;', ['f', 'g']],
  ])('in %j', (text, wanted) => {
    expect(names(text)).toEqual(wanted);
  });
});

describe('renaming', () => {
  const prefix = (text: string, only: readonly string[]) =>
    renamed(tokenize(text), (name) => (only.includes(name) ? `p${name}` : undefined));

  it('changes words wherever they stand, but no fields, comments or parts of words', () => {
    expect(prefix('vec2 x = x.x + xx; // x\nfloat y = f(x).x;', ['x'])).toBe(
      'vec2 px = px.x + xx; // x\nfloat y = f(px).x;',
    );
  });

  it('changes them in macros, too', () => {
    expect(prefix('#define twice(v) (k * v)\nfloat k = twice(2.0);', ['k', 'twice'])).toBe(
      '#define ptwice(v) (pk * v)\nfloat pk = ptwice(2.0);',
    );
  });

  it('leaves fields where a struct declares them', () => {
    expect(
      prefix('struct S { float a; S2 b[2]; }; float a; float f(S s) { return s.a; }', ['a', 'S']),
    ).toBe('struct pS { float a; S2 b[2]; }; float pa; float f(pS s) { return s.a; }');
  });
});

describe('the samples of a shader', () => {
  const samples = (text: string) => callsOf(tokenize(text), 'effect', ['image']);

  it.each<[string, number | 'many']>([
    ['vec4 effect(vec2 uv) { return vec4(uv, 0.0, 1.0); }', 0],
    ['vec4 effect(vec2 uv) { return image(uv) + image(1.0 - uv); }', 2],
    [
      'vec4 twice(vec2 p) { return image(p) + image(p.yx); } vec4 effect(vec2 uv) { return twice(uv) * twice(uv.yx); }',
      4,
    ],
    [
      'vec4 effect(vec2 uv) { vec4 s; for (int i = 0; i < 3; i++) s += image(uv); return s; }',
      'many',
    ],
    [
      'vec4 f(vec2 p) { return image(p); } vec4 effect(vec2 uv) { vec4 s; int i = 0; while (i++ < 3) s += f(uv); return s; }',
      'many',
    ],
    ['#define at(p) image(p)\nvec4 effect(vec2 uv) { return at(uv); }', 'many'],
    [
      'vec4 effect(vec2 uv) { for (int i = 0; i < 3; i++) uv *= 0.9; return vec4(uv, 0.0, 1.0); }',
      0,
    ],
  ])('of %j', (text, wanted) => {
    expect(samples(text)).toBe(wanted);
  });
});
