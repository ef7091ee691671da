import type { Adapter } from '../effect.ts';
import { SEED } from '../header.ts';
import { callsOf, declarations, meaningful, tokenize } from '../tokens.ts';
import { uniformInputs } from './uniforms.ts';

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
        ...uniformInputs(text, tokens),
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
