import { describe, expect, it } from 'vitest';
import { type Chain, planChain } from '../../src/effects/chain.ts';
import { linkOf } from '../../src/effects/index.ts';

const sampling = (times: number, name: string) => ({
  file: `${name}.glsl`,
  source: `vec4 effect(vec2 uv) { return ${Array.from({ length: times }, (_, n) => `image(uv + ${n}.0)`).join(' + ')}; }`,
});
const BLUR = {
  file: 'blur.glsl',
  source:
    'vec4 effect(vec2 uv) { vec4 s = vec4(0.0); for (int i = 0; i < 9; i++) s += image(uv); return s; }',
};
const DERIVED = {
  file: 'derived.glsl',
  source: 'vec4 effect(vec2 uv) { return image(uv) * fwidth(uv.x); }',
};
const TWO_PASSES = {
  file: 'two.glsl',
  source:
    '/*{ "PASSES": [{ "TARGET": "first", "SCALE": 0.5 }, {}] }*/ vec4 effect(vec2 uv) { return PASS == 0 ? image(uv) : first(uv); }',
};

/** `under: names` a draw, the open one last. */
function describeChain({ closed, open }: Chain): string[] {
  return [...closed, open].map(({ under, stages, scale }) =>
    [
      `${under ?? 'image'}:`,
      ...stages.map(({ effect, pass }) => effect.about.name + (pass ? `#${pass}` : '')),
      ...(scale === 1 ? [] : [`×${scale}`]),
    ].join(' '),
  );
}

describe('a chain of effects', () => {
  it.each([
    ['nothing', [], ['image:']],
    [
      'cheap ones: one draw',
      [sampling(1, 'a'), sampling(1, 'b'), sampling(1, 'c')],
      ['image: a b c'],
    ],
    ['up to four samples', [sampling(2, 'a'), sampling(2, 'b')], ['image: a b']],
    ['more', [sampling(2, 'a'), sampling(3, 'b')], ['image: a', '0: b']],
    ['many: the image once into a texture', [BLUR], ['image:', '0: blur']],
    ['behind many', [BLUR, sampling(1, 'a')], ['image:', '0: blur', '1: a']],
    ['one that samples nothing', [sampling(0, 'sky'), sampling(4, 'a')], ['image: sky a']],
    ['derivatives: pixel by pixel', [DERIVED, sampling(1, 'a')], ['image: derived a', '0:']],
    ['two passes', [TWO_PASSES], ['image: two ×0.5', 'image: two#1']],
    [
      'two passes behind another',
      [sampling(1, 'a'), TWO_PASSES, sampling(1, 'b')],
      ['image: a', '0: two ×0.5', '0: two#1 b'],
    ],
  ] as const)('of %s', (_, specs, wanted) => {
    expect(describeChain(planChain(specs.map(linkOf)))).toEqual(wanted);
  });

  it('gives later passes the textures of earlier ones', () => {
    const { open } = planChain([TWO_PASSES].map(linkOf));
    expect([...open.targets]).toEqual([['first', 0]]);
  });
});
