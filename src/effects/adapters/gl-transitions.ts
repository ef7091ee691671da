import { type Value } from '../../core/values/parameter.ts';
import type { Adapter, Input, InputType } from '../effect.ts';
import { hexOf, labelOf, SEED } from '../header.ts';
import { callsOf, declarations, meaningful, tokenize } from '../tokens.ts';

// https://github.com/gl-transitions/gl-transitions: `vec4 transition(vec2 uv)` from one picture to another,
// with `progress` from 0 to 1, and parameters as uniforms whose defaults stand in comments. Rows go upwards.

export const glTransitions: Adapter = {
  name: 'gl-transitions',
  recognises: (text) => /\bvec4\s+transition\s*\(\s*(?:in\s+)?vec2\b/.test(text),
  read(text, name, file) {
    const tokens = tokenize(text);
    const own = new Set(declarations(tokens).map((each) => each.name));
    const used = new Set(meaningful(tokens).map((each) => each.text));
    const maps = [...text.matchAll(SAMPLER)].map(([, sampler = '']) => sampler);
    const define = (called: string, line: string) =>
      used.has(called) && !own.has(called) ? [line] : [];
    return {
      about: {
        name,
        summary: `the transition ${name}, from the picture to the second one`,
        families: ['reveal'],
        credit: /^\/\/\s*Author:\s*(.+)$/im.exec(text)?.[1]?.trim(),
        license: /^\/\/\s*License:\s*(.+)$/im.exec(text)?.[1]?.trim(),
      },
      file,
      text,
      tokens,
      before: [
        ...define('ratio', 'float ratio = filmSize.x / filmSize.y;'),
        // At its edges a picture goes on as it ends.
        'vec2 withinPicture(vec2 uv) { return clamp(vec2(uv.x, 1.0 - uv.y), 0.5 / filmSize, 1.0 - 0.5 / filmSize); }',
        ...define(
          'getFromColor',
          'vec4 getFromColor(vec2 uv) { return image(withinPicture(uv)); }',
        ),
        ...define('getToColor', 'vec4 getToColor(vec2 uv) { return to(withinPicture(uv)); }'),
        // A third picture, by which some go, is clouds here.
        ...(maps.length > 0 ? [CLOUDS] : []),
      ].join('\n'),
      // What is brighter than white is white on a screen, and as opaque as can be.
      after: 'vec4 effect(vec2 uv) { return clamp(transition(vec2(uv.x, 1.0 - uv.y)), 0.0, 1.0); }',
      words: new Map([...WORDS, ...(maps.length > 0 ? [['texture2D', 'cloudsAt'] as const] : [])]),
      inputs: [
        ...[...text.matchAll(UNIFORM)].flatMap(inputOf),
        ...(maps.length > 0 ? [{ parameter: SEED, type: 'float' as const }] : []),
      ],
      loop: 'film',
      pictures: 2,
      passes: [{ scale: 1, samples: callsOf(tokens, 'transition', ['getFromColor']) }],
    };
  },
};

/** Words of GLSL ES 1.00 as 3.00 has them; `progress` goes all the way to 1. */
const WORDS: readonly (readonly [string, string])[] = [
  ['progress', 'passage'],
  ['texture2D', 'texture'],
  ['mediump', 'highp'],
  ['lowp', 'highp'],
  ['sampler2D', 'int'],
];

const CLOUDS =
  'vec4 cloudsAt(int which, vec2 uv) { return vec4(vec3(0.6 * noise(uv * 4.0) + 0.3 * noise(uv * 9.0 + 20.0) + 0.1 * noise(uv * 21.0 + 50.0)), 1.0); }';

const SAMPLER = /\buniform\s+(?:\w+\s+)?sampler2D\s+(\w+)\s*;/g;

/** `uniform float size; // = 0.2`, or with the default in a comment before the semicolon. */
const UNIFORM =
  /\buniform\s+(?:(?:high|medium|low)p\s+)?(float|int|bool|vec2|ivec2|vec3|vec4)\s+(\w+)\s*(?:\/\*\s*=?\s*([^*]*)\*\/)?\s*;[^\S\n]*(?:\/\/\s*=?\s*(.*))?/g;

function inputOf([, type = '', name = '', inside, behind]: RegExpMatchArray): Input[] {
  const numbers = numbersOf(inside ?? behind ?? '', COMPONENTS[type] ?? 1);
  const label = labelOf(name);
  const common = { name, label, summary: label.toLowerCase(), tier: 'essential' } as const;
  const of = (kind: Input['parameter']['kind'], preset: Value): Input[] => [
    { type: type as InputType, parameter: { ...common, kind, default: preset } },
  ];
  const [x = 0, y = 0] = numbers;
  switch (type) {
    case 'bool':
      return of('bool', /^\s*(?:true|1)\b/.test(inside ?? behind ?? ''));
    case 'vec2':
    case 'ivec2':
      return of('vec2', [x, y]);
    case 'vec3':
    case 'vec4':
      return of('color', hexOf(numbers)).map((input) => ({ ...input, alpha: numbers[3] ?? 1 }));
    case 'int':
      return of('int', Math.round(x));
    default:
      return of('float', x);
  }
}

const COMPONENTS: Readonly<Record<string, number>> = { vec2: 2, ivec2: 2, vec3: 3, vec4: 4 };

/** `vec3(0.5)` and `vec3(1, .5, 0)`; one number stands for all. */
function numbersOf(text: string, count: number): number[] {
  const [list = ''] = /\(([^)]*)\)|^[^;]*/.exec(text) ?? [];
  const found = [
    ...list.replace(/[iu]?vec\d/g, '').matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi),
  ].map(([number]) => Number(number));
  const [first = 0] = found;
  return found.length === 1 ? Array.from({ length: count }, () => first) : found.slice(0, count);
}
