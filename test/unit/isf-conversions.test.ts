import { describe, expect, it } from 'vitest';
import { convertNumbers } from '../../src/effects/adapters/isf-conversions.ts';
import { tokenize } from '../../src/effects/tokens.ts';

const convert = (text: string) =>
  convertNumbers(tokenize(text), ['steps', 'box'])
    .map((token) => token.text)
    .join('');

describe('whole numbers that desktop GLSL makes others of', () => {
  it.each([
    ['d = steps > 0 ? 1.0 : a;', 'd = steps > 0.0 ? 1.0 : a;'],
    ['if (0 <= steps && box == 2) x();', 'if (0.0 <= steps && box == 2.0) x();'],
    ['float(i) / float(steps - 1)', 'float(i) / float(steps - 1.0)'],
    ['float d = 1; d = 3;', 'float d = 1.0; d = 3.0;'],
    [
      'uint c = 0; c = 15; d = (c >> 8) & (7 - c);',
      'uint c = 0u; c = 15u; d = (c >> 8u) & (7u - c);',
    ],
    [
      'float f() { if (a) return 0; return n - 1; }',
      'float f() { if (a) return 0.0; return n - 1; }',
    ],
    ['int(floor(p.x))==box && q', 'float(int(floor(p.x)))==box && q'],
  ])('%j', (text, converted) => {
    expect(convert(text)).toBe(converted);
  });

  it.each([
    'int n = 0; n = n + 1; n == 2',
    'int f() { return 0; }',
    // The same name has another type elsewhere, or is something else.
    'void f(int steps) { steps > 0; } void g() { steps > 0; }',
    'a.steps > 0; 2 * box(1); w[0] = steps[1];',
    'int(a) == b; int(a) + 1; steps > 0x10; steps > 0.5;',
  ])('and those that it makes none of: %j', (text) => {
    expect(convert(text)).toBe(text);
  });
});
