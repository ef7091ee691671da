import { expect, it } from 'vitest';
import { hoistGlobals } from '../../src/effects/globals.ts';
import { renamed, tokenize } from '../../src/effects/tokens.ts';

const hoist = (text: string) => {
  const { tokens, assignments } = hoistGlobals(tokenize(text), new Set(['progress']));
  const put = (part: typeof tokens) => renamed(part, () => undefined);
  return [put(tokens), put(assignments).replaceAll(/\s+/g, ' ').replaceAll(' ;', ';')];
};

it.each<[string, string, string]>([
  // What goes by a uniform, and what goes by that.
  ['const float a = progress;\nfloat b = a;', ' float a ;\nfloat b ;', 'a= progress;b= a;'],
  // What is added to begins anew in each call.
  ['float sum = 0.0, n;', 'float sum , n;', 'sum= 0.0;'],
  ['vec2 c[2] = vec2[2](vec2(1), vec2(2));', 'vec2 c[2] ;', 'c= vec2[2](vec2(1), vec2(2));'],
  ['float f();\nfloat g = f();', 'float f();\nfloat g ;', 'g= f();'],
  ['bool b = progress == 0.5;', 'bool b ;', 'b= progress == 0.5;'],
  // Constants, and what is inside functions, stay.
  ['const float PI = 3.14;', 'const float PI = 3.14;', ''],
  [
    'float f() { float x = progress; return x; }',
    'float f() { float x = progress; return x; }',
    '',
  ],
])('global variables of %j are assigned when the effect is called', (text, left, assigned) => {
  const [tokens, assignments] = hoist(text);
  expect(tokens?.replaceAll(/ +/g, ' ')).toBe(left.replaceAll(/ +/g, ' '));
  expect(assignments).toBe(assigned);
});
