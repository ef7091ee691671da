import { describe, expect, it } from 'vitest';
import { countLoops } from '../../src/effects/loops.ts';
import { renamed, tokenize } from '../../src/effects/tokens.ts';

const count = (text: string) =>
  renamed(countLoops(tokenize(text), 'ok', { file: 'a.glsl', text }), () => undefined);

describe('loops of other people’s shaders', () => {
  it.each([
    ['while (x < 1.0) x += d;', 'while (ok((x < 1.0))) x += d;'],
    ['do { x++; } while (a, b);', 'do { x++; } while (ok((a, b)));'],
    ['for (;;) x++;', 'for (;ok(true);) x++;'],
    ['for (int i = 0; i < n; i++) x++;', 'for (int i = 0; ok((i < n)); i++) x++;'],
    ['while (bool more = f(x)) x++;', 'while (bool more = ok((f(x)))) x++;'],
    ['while (a == b) x++;', 'while (ok((a == b))) x++;'],
    ['#define EVER for(;;)\nx;', '#define EVER for(;ok(true);)\nx;'],
    [
      'for (int i = 0; i < 9; i++) for (int k = 0; k < 9; k++) x++;',
      'for (int i = 0; ok((i < 9)); i++) for (int k = 0; k < 9; k++) x++;',
    ],
  ])('%j are counted', (text, counted) => {
    expect(count(text)).toBe(counted);
  });

  it.each([
    'for (int i = 0; i < 64; i++) x += w[i];',
    'for (float i = -3.0; i <= 3.0; i += 0.5) { if (i == 0.0) continue; x += image(uv + i); }',
    'for (int i = 8; i > 0; --i) x++;',
    '#define TAPS 9\nfor (int i = 0; i < TAPS; ++i) x++;',
    'const int TAPS = 0x10; for (int i = 0; i < TAPS; i += 2) x++;',
    'x = a; // while (true)',
  ])('%j is short, and stays as it is', (text) => {
    expect(count(text)).toBe(text);
  });

  it.each([
    'for (int i = 0; i < 65; i++) x++;',
    'for (int i = 0; i < 9; i--) x++;',
    'for (int i = 0; i < 9; i += 0) x++;',
    'for (int i = 0; i < 9; i++) i--;',
    'for (int i = 0; i < 9; i++) { x = --i; }',
    'for (int i = 0; i < 9; i++) i = 0;',
    'for (int i = 0; i < 9; i++) i -= 1;',
    'void back(inout int n) { n--; } void f() { for (int i = 0; i < 9; i++) back(i); }',
    '#define BACK i--\nfor (int i = 0; i < 9; i++) { BACK; }',
    'float f() { while (true) ; } void g() { for (int i = 0; i < 9; i++) f(); }',
    // A number that isn't the same everywhere.
    'const int N = 9; void f(int N) { for (int i = 0; i < N; i++) x++; }',
    'const int N = 9; void f() { int a, N; N = 99999; for (int i = 0; i < N; i++) x++; }',
  ])('%j only seems to be short', (text) => {
    expect(count(text)).toContain('ok((i < ');
  });

  it.each(['#define F for\nF (;;) x++;', 'while\n#define C (x)\nC x++;'])(
    'a head in pieces is refused by its place: %j',
    (text) => {
      expect(() => count(text)).toThrow(
        /^a\.glsl:1:\d+: the head of this (for|while) is in pieces/,
      );
    },
  );
});
