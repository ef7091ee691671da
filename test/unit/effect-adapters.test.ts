import { describe, expect, it } from 'vitest';
import { planChain } from '../../src/effects/chain.ts';
import { parametersOf } from '../../src/effects/effect.ts';
import { completeEffect, readEffect } from '../../src/effects/index.ts';

const isf = (header: object, body = 'void main() { gl_FragColor = vec4(1.0); }') =>
  `/*${JSON.stringify({ ISFVSN: '2', ...header })}*/\n${body}`;

describe('shaders that others wrote', () => {
  it('in ISF have their inputs as parameters, and their passes as textures', () => {
    const effect = readEffect(
      isf({
        CREDIT: 'somebody',
        INPUTS: [
          { NAME: 'inputImage', TYPE: 'image' },
          { NAME: 'amount', TYPE: 'float', DEFAULT: 0.25, MIN: 0, MAX: 1 },
          { NAME: 'tint', TYPE: 'color', DEFAULT: [1, 0.5, 0, 0.5] },
        ],
        PASSES: [
          { TARGET: 'small', WIDTH: 'max(floor($WIDTH/4.0), 1.0)', HEIGHT: '$HEIGHT/4.0' },
          {},
        ],
      }),
      'other.fs',
    );
    expect(effect.about).toMatchObject({ name: 'other', credit: 'somebody' });
    expect(parametersOf(effect).map(({ name, default: preset }) => [name, preset])).toEqual([
      ['amount', 0.25],
      ['tint', '#ff8000'],
    ]);
    expect(effect.inputs[1]?.alpha).toBe(0.5);
    expect(effect.passes.map(({ scale }) => scale)).toEqual([0.25, 1]);
    const { closed } = planChain([{ effect, values: {} }]);
    expect(closed).toHaveLength(1);
  });

  it('in ISF survive a width of any depth, and names that objects have by themselves', () => {
    const widths = ['('.repeat(150_000), 'constructor($WIDTH)', 'toString(1)'];
    for (const WIDTH of widths) {
      const { passes } = readEffect(isf({ PASSES: [{ TARGET: 'a', WIDTH }, {}] }), 'deep.fs');
      expect(passes[0]?.scale).toBe(1);
    }
  });

  it('in ISF go from one picture to another as transitions', () => {
    const inputs = ['startImage', 'endImage'].map((NAME) => ({ NAME, TYPE: 'image' }));
    const progress = { NAME: 'progress', TYPE: 'float', MIN: 0, MAX: 1 };
    const effect = readEffect(isf({ INPUTS: [...inputs, progress] }), 'wipe.fs');
    expect([effect.pictures, parametersOf(effect)]).toEqual([2, []]);
  });

  it('in ISF are so even where they have the functions of other forms', () => {
    const body =
      'vec4 transition(vec2 p) { return vec4(p, 0.0, 1.0); }\nvoid main() { gl_FragColor = transition(isf_FragNormCoord); }';
    expect(readEffect(isf({}, body), 'other.fs').pictures).toBe(1);
  });

  it('in Shadertoy’s form are recognised', () => {
    const text =
      'void mainImage(out vec4 c, in vec2 p) { c = texture(iChannel0, p / iResolution.xy) * sin(iTime); }';
    expect(readEffect(text, 'toy.frag')).toMatchObject({
      loop: 'open',
      pictures: 1,
      passes: [{ samples: 1 }],
    });
  });

  it.each<[string, string, RegExp]>([
    [
      isf({ PASSES: [{ TARGET: 'a', PERSISTENT: true }] }),
      'a.fs',
      /a\.fs:1:\d+: a persistent buffer/,
    ],
    [isf({ INPUTS: [{ NAME: 'fft', TYPE: 'audioFFT' }] }), 'a.fs', /sound/],
    [isf({ IMPORTED: { mask: { PATH: 'mask.png' } } }), 'a.fs', /imported pictures/],
    ['// Buffer A\nvoid mainImage(out vec4 c, in vec2 p) {}', 'b.glsl', /b\.glsl:1:4: Buffer A/],
    [
      'void mainImage(out vec4 c, in vec2 p) {}\nvoid mainImage(out vec4 c, in vec2 p) {}',
      'b.glsl',
      /b\.glsl:2:1: a second tab/,
    ],
  ])('are refused for what no frame can have: %j', (text, file, message) => {
    expect(() => readEffect(text, file)).toThrow(
      expect.objectContaining({
        code: 'shader-unsupported',
        message: expect.stringMatching(message),
      }),
    );
  });

  const VARYING = isf(
    {},
    'varying vec2 left;\nvoid main() { gl_FragColor = vec4(left, 0.0, 1.0); }',
  );
  it.each<[string, string | undefined, RegExp]>([
    [
      'nothing',
      undefined,
      /^deep\/a\.fs:2:14: "left" comes from .+ beside this file, deep\/a\.vs\./,
    ],
    ['no main', 'varying vec2 left;', /^deep\/a\.vs:1:1: a vertex shader has/],
    [
      'a number',
      '\nflat out int left;\nvoid main() {}',
      /^deep\/a\.vs:2:14: a varying of the type int/,
    ],
  ])('in ISF read what a vertex shader writes, not %s', (_, vertex, message) => {
    expect(() => readEffect(VARYING, 'deep/a.fs', vertex)).toThrow(message);
  });

  it('in our form have uniforms of their own as parameters, as transitions have', () => {
    const effect = readEffect(
      `/*{ "INPUTS": [{ "NAME": "tint", "TYPE": "color" }] }*/
// uniform float old;
uniform float amount; // = 0.4
uniform vec4 tint;
uniform vec2 middle; // = vec2(0.5)
vec4 effect(vec2 uv) { return image(uv + middle) * amount * tint; }`,
      'mine.glsl',
    );
    expect(parametersOf(effect).map(({ name, default: preset }) => [name, preset])).toEqual([
      ['tint', '#ffffff'],
      ['amount', 0.4],
      ['middle', [0.5, 0.5]],
    ]);
  });

  it.for([
    ['uniform sampler2D other;', 'nothing sets the uniform "other"'],
    ['uniform float weights[3];', 'nothing sets the uniform "weights"'],
    ['uniform float time;', '"time" is there without a declaration: leave it out'],
    ['uniform float name;', 'an input may not be called "name"'],
  ])('in our form are refused where nothing would set a uniform: %s', ([line, message]) => {
    const text = `${line}\nvec4 effect(vec2 uv) { return image(uv); }`;
    expect(() => readEffect(text, 'mine.glsl')).toThrow(message);
    expect(() => readEffect(text, 'mine.glsl')).toThrow(/^mine\.glsl:1:/);
  });

  it('in Shadertoy’s form have uniforms of their own as parameters', () => {
    const effect = readEffect(
      'uniform float amount; // = 0.4\nvoid mainImage(out vec4 c, in vec2 p) { c = vec4(amount); }',
      'mine.glsl',
    );
    expect(parametersOf(effect)).toMatchObject([{ name: 'amount', default: 0.4 }]);
  });

  it('in other forms have no vertex shader', () => {
    const native = 'vec4 effect(vec2 uv) { return image(uv); }';
    expect(() => readEffect(native, 'a.glsl', 'void main() {}')).toThrow(/^a\.glsl has a vertex/);
    const lone = { name: 'grain', vertex: 'void main() {}' };
    expect(() => completeEffect(lone)).toThrow(/"vertex" of an effect is GLSL beside its "source"/);
  });
});
