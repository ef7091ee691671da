import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { EffectSpec } from '../../src/effects/effect.ts';
import { EFFECT_NAMES } from '../../src/effects/index.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { everyNth } from '../faults/tries.ts';
import { trySession } from '../session.ts';
import { difference, fromPng, noise, paint, type Pixels, smooth, toPng } from './pixels.ts';

// What a film without loss keeps is what was drawn, and that is the same whoever draws: Mesa's program, Chromium's, or
// that of the embedded browser.

const SIZE = { width: 480, height: 320 };
const FPS = { numerator: 24, denominator: 1 };
const MOVING: SpecInput = { fps: FPS, frames: 24, motions: [{ kind: 'kenburns' }] };
const SMALL: SpecInput = { canvas: { width: 160, height: 106 } };
const TILTED: SpecInput = { ...MOVING, motions: [{ kind: 'tilt' }] };

/** What effects read beside the picture, and the values by which they do so. */
const READING: Readonly<
  Record<string, readonly (readonly [name: string | undefined, spec: EffectSpec])[]>
> = {
  lut: [
    ['cube.cube', { name: 'lut', table: 'cube.cube' }],
    ['curves.cube', { name: 'lut', table: 'curves.cube', amount: 0.6 }],
  ],
  'depth-of-field': [
    [undefined, { name: 'depth-of-field' }],
    ['deep.png', { name: 'depth-of-field', depth: 'deep.png' }],
  ],
  parallax: ['orbit', 'sway', 'nod', 'dolly'].map((path) => [
    'deep.png',
    { name: 'parallax', depth: 'deep.png', path },
  ]),
};

const films: readonly (readonly [name: string, spec: SpecInput])[] = [
  ['two samples along each side', { ...MOVING, samples: 2 }],
  ['a shutter over a turn', { ...MOVING, motions: [{ kind: 'rotate' }], shutter: 180 }],
  ['a shutter, samples and splines', { ...MOVING, samples: 2, shutter: 180, filter: 'cubic' }],
  ['a blurred background', { ...MOVING, canvas: '9:16', fit: 'contain', background: 'blur' }],
  ['tilted', TILTED],
  ['tilted and smaller', { ...TILTED, ...SMALL }],
  ['tiles, smaller', { ...MOVING, ...SMALL, motions: [{ kind: 'mirror-tile' }] }],
  ['a zoom, much smaller', { ...MOVING, canvas: { width: 90, height: 60 } }],
];

/** Without loss, as they are kept: their parameters are constants there, and of ten bits a tenth of a level counts. */
const LOSSLESS: SpecInput = { ...MOVING, quality: 'lossless', range: { first: 8, last: 9 } };
const TEN_BITS: SpecInput = { ...LOSSLESS, depth: '10' };
const kept: readonly (readonly [name: string, spec: SpecInput])[] = [
  ['enlarged', TEN_BITS],
  ['by splines', { ...TEN_BITS, filter: 'cubic' }],
  ['tilted', { ...TEN_BITS, motions: [{ kind: 'tilt' }] }],
  ['a zoom, much smaller', { ...TEN_BITS, canvas: { width: 90, height: 60 } }],
  ['another size', { ...TEN_BITS, size: { width: 222, height: 144 } }],
  ['a shutter over a turn', { ...TEN_BITS, motions: [{ kind: 'rotate' }], shutter: 180 }],
  ['a blurred background', { ...TEN_BITS, canvas: '9:16', fit: 'contain', background: 'blur' }],
];

const transitions = ['fade', 'wipe', 'iris', 'dissolve'];
const effects = EFFECT_NAMES.flatMap(readings);

function readings(name: string): (readonly [title: string, spec: EffectSpec, file?: string])[] {
  const read = READING[name];
  if (read === undefined) return [[name, { name }]];
  return read.map(([file, spec]) => {
    if (file === undefined) return [name, spec];
    const way = typeof spec['path'] === 'string' ? spec['path'] : file;
    return [`${name} ${way}`, spec, file];
  });
}

/** Half of what it shows is fine as can be, half of it even. */
function patches(cell: number, seed: number): Pixels {
  const [fine, even] = [noise(SIZE, seed), smooth(SIZE, seed)];
  return paint(SIZE, (x, y) => {
    const { data } = (Math.floor(x / cell) + Math.floor(y / cell)) % 2 === 1 ? fine : even;
    const at = 3 * (y * SIZE.width + x);
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  });
}

describe('the same samples whoever draws', () => {
  let renderers: readonly Session[] = [];
  let missing: readonly string[] = [];
  let folder = '';
  let pictures: readonly string[] = [];

  beforeAll(async () => {
    const tried = [
      await trySession('swiftshader'),
      await trySession('llvmpipe'),
      await trySession('swiftshader', 'embedded'),
    ];
    renderers = tried.filter((each) => typeof each !== 'string');
    missing = tried.filter((each) => typeof each === 'string');
    folder = await mkdtemp(join(tmpdir(), 'sm-same-'));
    pictures = [join(folder, 'a.png'), join(folder, 'b.png')];
    for (const [n, path] of pictures.entries())
      await writeFile(path, toPng(patches(32 * (n + 1), n + 5)));
    await writeFile(join(folder, 'deep.png'), encode(depthOf16Bits()));
    await writeFile(
      join(folder, 'cube.cube'),
      cube(17, (r, g, b) => [r ** 0.8, g ** 1.2, b * b]),
    );
    await writeFile(join(folder, 'curves.cube'), curves(32));
  });

  afterAll(() => rm(folder, { recursive: true }));

  /** Where these frames of a film differ from renderer to renderer. */
  async function differences(
    spec: SpecInput,
    count: number | 'built-in',
    frames: readonly number[],
    file?: string,
  ) {
    const drawn: Pixels[][] = [];
    for (const each of renderers) {
      await each.open(parseSpec(spec), picturesOf(count), pathsOf(file));
      const stills: Pixels[] = [];
      for (const index of frames) stills.push(fromPng(await each.still(index)));
      drawn.push(stills);
    }
    const found: string[] = [];
    const [first = [], ...others] = drawn;
    for (const [n, other] of others.entries())
      for (const [at, still] of other.entries()) {
        const off = difference(still, first[at] ?? still);
        const by = renderers[n + 1];
        if (off.largest > 0) found.push(`${by?.renderer}, frame ${frames[at]}: ${off.where}`);
      }
    return found;
  }

  function picturesOf(count: number | 'built-in') {
    return count === 'built-in' ? undefined : pictures.slice(0, count);
  }

  function pathsOf(file: string | undefined): readonly string[] {
    return file === undefined ? [] : [join(folder, file)];
  }

  /** Whose film has other bytes: VP9 without loss has the same ones where all samples are the same. */
  async function otherFilms(spec: SpecInput, count: number | 'built-in', file?: string) {
    const made: Buffer[] = [];
    for (const each of renderers) {
      await each.open(parseSpec(spec), picturesOf(count), pathsOf(file));
      await each.startFilm();
      const chunks: Uint8Array[] = [];
      for await (const gop of each.gops()) chunks.push(...gop.chunks.map(({ data }) => data));
      made.push(Buffer.concat(chunks));
    }
    return renderers
      .filter((_, n) => !made[n]?.equals(made[0] ?? Buffer.of()))
      .map((r) => r.renderer);
  }

  it.for(films)('%s', async ([, spec], { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await differences(spec, 1, [2, 9, 17])).toEqual([]);
  });

  it.for([
    { width: 1024, height: 1024 },
    { width: 702, height: 480 },
  ])('the built-in picture, $width x $height', async (size, { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await differences({ size, frames: 1 }, 'built-in', [0])).toEqual([]);
  });

  it('ten bits: the built-in picture', async ({ skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await otherFilms(TEN_BITS, 'built-in')).toEqual([]);
  });

  it.for(transitions)('the transition %s', async (name, { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    const shown = { ...MOVING, frames: undefined, each: 1, transitions: [{ name, duration: 0.9 }] };
    const two = [{ file: 'a.png' }, { file: 'b.png' }];
    expect(await differences({ ...shown, pictures: two }, 2, [7, 10, 13])).toEqual([]);
  });

  it.for(everyNth(effects, 3))('the effect %s', async ([, effect, file], { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await differences({ ...MOVING, effects: [effect] }, 1, [2, 17], file)).toEqual([]);
  });

  it.for(everyNth(effects, 3))('a film of the effect %s', async ([, effect, file], { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await otherFilms({ ...LOSSLESS, effects: [effect] }, 1, file)).toEqual([]);
  });

  it.for(kept)('ten bits: %s', async ([, spec], { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await otherFilms(spec, 1)).toEqual([]);
  });

  it.for(transitions)('ten bits: the transition %s', async (name, { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    const shown = { ...TEN_BITS, frames: undefined, range: undefined, each: 0.2 };
    const two = [{ file: 'a.png' }, { file: 'b.png' }];
    const spec = { ...shown, transitions: [{ name, duration: 0.15 }], pictures: two };
    expect(await otherFilms(spec, 2)).toEqual([]);
  });
});

/** Something near before something far, both uneven. */
function depthOf16Bits() {
  const data = Uint16Array.from({ length: SIZE.width * SIZE.height }, (_, n) => {
    const [x, y] = [n % SIZE.width, Math.floor(n / SIZE.width)];
    const level = Math.hypot(x - 200, y - 150) < 80 ? 50_000 : 12_000;
    return level + Math.round(9000 * Math.sin(x / 23) * Math.sin(y / 31));
  });
  return { ...SIZE, data, depth: 16, channels: 1 } as const;
}

function cube(side: number, colorOf: (r: number, g: number, b: number) => readonly number[]) {
  const steps = Array.from({ length: side }, (_, n) => n / (side - 1));
  const rows = steps.flatMap((b) =>
    steps.flatMap((g) => steps.map((r) => colorOf(r, g, b).join(' '))),
  );
  return [`LUT_3D_SIZE ${side}`, ...rows, ''].join('\n');
}

function curves(length: number) {
  const rows = Array.from({ length }, (_, n) => n / (length - 1)).map((x) =>
    [x ** 0.7, x ** 1.3, 0.9 * x + 0.05].join(' '),
  );
  return [`LUT_1D_SIZE ${length}`, ...rows, ''].join('\n');
}
