import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
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

/** They read a file of their own, or go by what is not the same: docs/quality.md says so. */
const LEFT_OUT = ['depth-of-field', 'lut', 'parallax', 'flow', 'julia', 'plasma'];

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

const transitions = ['fade', 'wipe', 'iris', 'dissolve'];
const effects = EFFECT_NAMES.filter((name) => !LEFT_OUT.includes(name));

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
  });

  afterAll(() => rm(folder, { recursive: true }));

  /** Where these frames of a film differ from renderer to renderer. */
  async function differences(spec: SpecInput, count: number, frames: readonly number[]) {
    const drawn: Pixels[][] = [];
    for (const each of renderers) {
      await each.open(parseSpec(spec), pictures.slice(0, count));
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

  it.for(films)('%s', async ([, spec], { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await differences(spec, 1, [2, 9, 17])).toEqual([]);
  });

  it.for(transitions)('the transition %s', async (name, { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    const shown = { ...MOVING, frames: undefined, each: 1, transitions: [{ name, duration: 0.9 }] };
    const two = [{ file: 'a.png' }, { file: 'b.png' }];
    expect(await differences({ ...shown, pictures: two }, 2, [7, 10, 13])).toEqual([]);
  });

  it.for(everyNth(effects, 3))('the effect %s', async (name, { skip }) => {
    if (renderers.length < 2) skip(missing.join(' '));
    expect(await differences({ ...MOVING, effects: [{ name }] }, 1, [2, 17])).toEqual([]);
  });
});
