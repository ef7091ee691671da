import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modulo } from '../../src/core/values/whole-numbers.ts';
import { chooseEngine } from '../../src/engines/index.ts';
import { STEPS } from '../../src/engines/scaled/image-planes.ts';
import { createKernel } from '../../src/engines/scaled/kernel.ts';
import { createResampler } from '../../src/engines/scaled/resampler.ts';
import { between } from '../../src/engines/scaled/taps.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

describe('the kernel', () => {
  it('is what its text says', () => {
    const { stderr, status } = spawnSync('node', ['scripts/kernel.mjs', '--check']);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  });
});

describe('a place between two texels', () => {
  const shown = {
    repeat: (texel: number, length: number) => modulo(texel, length),
    mirror: (texel: number, length: number) => {
      const place = modulo(texel, 2 * length);
      return Math.min(place, 2 * length - 1 - place);
    },
    clamp: (texel: number, length: number) => Math.min(Math.max(texel, 0), length - 1),
  };

  it.each(Object.entries(shown))('shows what its edges say: %s', (edge, at) => {
    const length = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(length, fc.integer({ min: -9000, max: 9000 }), (texels, parts) => {
        const { first, share } = between(parts / 256 + 0.5, texels, edge as 'mirror', {
          first: 0,
          share: 0,
        });
        // Of an image whose texels are their own numbers, squared.
        const value = (texel: number) => (texel % texels) ** 2;
        const seen = value(first) * (256 - share) + value(first + 1) * share;
        const [texel, rest] = [Math.floor(parts / 256), modulo(parts, 256)];
        const wanted =
          value(at(texel, texels)) * (256 - rest) + value(at(texel + 1, texels)) * rest;
        expect(seen).toBe(wanted);
      }),
    );
  });
});

describe('a resampled image', () => {
  const SIZE = { width: 11, height: 5 };
  const PLACED = { first: 0.71, step: 0.63 };

  /** All of it of one colour, in two levels of the same size. */
  const resampled = (film: { width: number; height: number }, colors: readonly Color[]) => {
    const kernel = createKernel();
    const layout = { canvas: film, box: { x: 0, y: 0, ...film } };
    const resample = createResampler(kernel, layout, film, { x: 'mirror', y: 'repeat' });
    const share = 1 / colors.length;
    return resample(
      colors.map((color) => ({ planes: fill(kernel, color), x: PLACED, y: PLACED, share })),
    );
  };
  type Color = readonly [y: number, cb: number, cr: number];
  const fill = (kernel: ReturnType<typeof createKernel>, [y, cb, cr]: Color) => {
    const stride = 2 * (SIZE.width + 2);
    const luma = { stride, start: kernel.allocate(stride * SIZE.height + 16) };
    const chroma = { stride: 2 * stride, start: kernel.allocate(2 * stride * SIZE.height + 16) };
    const words = new Int16Array(kernel.buffer());
    const count = (SIZE.width + 2) * SIZE.height;
    words.fill(y * STEPS, luma.start / 2, luma.start / 2 + count);
    for (let n = 0; n < count; n++) words.set([cb * STEPS, cr * STEPS], chroma.start / 2 + 2 * n);
    return { size: SIZE, luma, chroma };
  };

  it('of one colour is of that colour, at any level', () => {
    for (let y = 0; y <= 255; y++) {
      const color = [y, 255 - y, (y * 7) % 256] as const;
      const { bytes, planes } = resampled(
        { width: 9, height: 3 },
        y % 2 ? [color] : [color, color],
      );
      const [luma, chroma] = planes;
      const rowsOf = ({ offset, stride }: { offset: number; stride: number }, rows: number) =>
        Array.from({ length: rows }, (_, row) => [
          ...bytes.subarray(offset + row * stride, offset + row * stride + 10),
        ]);
      expect(rowsOf(luma, 4).flat()).toEqual(Array.from({ length: 40 }, () => y));
      const pairs = Array.from({ length: 10 }, () => color.slice(1)).flat();
      expect(rowsOf(chroma, 2).flat()).toEqual(pairs);
    }
  });

  it('of two levels is their mean by their shares', () => {
    const { bytes, planes } = resampled({ width: 16, height: 2 }, [
      [40, 60, 200],
      [80, 160, 100],
    ]);
    expect(bytes[planes[0].offset]).toBe(60);
    expect([...bytes.subarray(planes[1].offset, planes[1].offset + 2)]).toEqual([110, 150]);
  });
});

describe('films are scaled', () => {
  const engineOf = (spec: SpecInput) =>
    chooseEngine(planRender(parseSpec(spec), { width: 64, height: 48 }));

  it.each<[string, SpecInput]>([
    ['zoom', { motions: [{ kind: 'zoom' }] }],
    ['a zoom with a frame around it', { motions: [{ kind: 'zoom' }], layout: 'figure' }],
    ['kenburns', { motions: [{ kind: 'kenburns' }] }],
    ['a shake that does not turn', { motions: [{ kind: 'shake', turn: 0 }] }],
    ['rolls along both axes', { motions: [{ kind: 'roll' }, { kind: 'roll', axis: 'y' }] }],
  ])('where nothing turns them: %s', (_, spec) => {
    expect(engineOf(spec).engine.name).toBe('scaled');
  });

  it.each<[string, SpecInput, RegExp]>([
    ['rotate', { motions: [{ kind: 'rotate' }] }, /turns the picture/],
    ['spiral', { motions: [{ kind: 'spiral' }] }, /turns the picture/],
    ['tilt', { motions: [{ kind: 'tilt' }] }, /turns the picture/],
    ['shake', { motions: [{ kind: 'shake', turn: 1 }] }, /turns the picture/],
    ['cubic', { motions: [{ kind: 'zoom' }], filter: 'cubic' }, /its filter is linear/],
    ['an effect', { motions: [{ kind: 'zoom' }], effects: [{ name: 'grain' }] }, /has effects/],
    ['a shutter', { motions: [{ kind: 'zoom' }], shutter: 180 }, /mix several frames/],
    [
      'nothing around it',
      { motions: [{ kind: 'zoom', edges: 'background' }] },
      /background is seen/,
    ],
    ['two frames', { motions: [{ kind: 'zoom' }], frames: 2 }, /too short/],
  ])('and not, with the reason: %s', (_, spec, reason) => {
    const { engine, reason: given } = engineOf(spec);
    expect(engine.name).toBe('drawn');
    expect(given).toMatch(reason);
  });
});
