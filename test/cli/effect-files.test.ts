import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { readFilmSpec } from '../../src/cli/options/film-spec.ts';
import { fromPng, paint, toPng } from '../browser/pixels.ts';
import { runHere, succeedHere } from './in-process.ts';
import { it, type Place } from './program.ts';
import { expectRefusedHere } from './refusal.ts';

/** Every colour becomes its opposite. */
const NEGATIVE = 'LUT_1D_SIZE 2\n1 1 1\n0 0 0\n';
const PHOTO = paint({ width: 32, height: 16 }, (x, y) => [8 * x, 16 * y, 100]);

async function offer(place: Place): Promise<void> {
  await mkdir(place.path('jobs'));
  await writeFile(place.path('photo.png'), toPng(PHOTO));
  await writeFile(place.path('jobs', 'negative.cube'), NEGATIVE);
}

describe('a file that an effect reads', () => {
  it('counts from the folder of the command, and in a spec from the spec’s', async ({ place }) => {
    await offer(place);
    const effects = [{ name: 'lut', table: 'negative.cube' }];
    await writeFile(place.path('jobs', 'job.json'), JSON.stringify({ effects, motions: [] }));
    const still = ['still', 'photo.png', '--frame', '0', '-o'];
    const typed = ['--effect', 'lut:table=jobs/negative.cube', '--motion', 'roll:step=0'];
    await succeedHere(place, [...still, 'a.png', ...typed]);
    await succeedHere(place, [...still, 'b.png', '--spec', 'jobs/job.json']);
    const [a, b] = await Promise.all(['a.png', 'b.png'].map((name) => readFile(place.path(name))));
    expect(a).toEqual(b);
    const wanted = PHOTO.data.map((level) => 255 - level);
    expect(fromPng(a ?? Buffer.alloc(0)).data).toEqual(wanted);
  });

  it('is no part of what the film says of itself', async ({ place }) => {
    await offer(place);
    const job = ['--effect', 'lut:table=jobs/negative.cube,amount=0.5', '--frames', '2'];
    await succeedHere(place, ['render', 'photo.png', '-o', 'x.mp4', ...job]);
    const { spec } = await readFilmSpec(place.path('x.mp4'));
    expect(spec.effects).toEqual([{ name: 'lut', amount: 0.5 }]);
    const again = ['render', 'photo.png', '--from', 'x.mp4', '-o', 'y.mp4'];
    await expectRefusedHere(place, again, {
      code: 'usage',
      says: /The effect needs a file: lut:table=FILE\./,
    });
  });

  it.for<[string, string, string, RegExp]>([
    ['isn’t there', 'lut:table=no.cube', 'input-unreadable', /The file no\.cube can't be read/],
    ['is a folder', 'lut:table=jobs', 'input-unreadable', /it is a folder; expected .*\.cube/],
    ['is at an address', 'lut:table=https://a.org/b.cube', 'usage', /nothing is fetched/],
    ['is no table', 'lut:table=photo.png', 'file-undecodable', /: photo\.png:1: its first/],
    [
      'is a broken table',
      'lut:table=bad.cube',
      'file-undecodable',
      /: bad\.cube:3: it ends after 1/,
    ],
    ['is no picture', 'parallax:depth=bad.cube', 'file-undecodable', /: bad\.cube: The browser/],
    ['is left out', 'lut', 'usage', /The effect needs a file: lut:table=FILE\./],
    ['has no name', 'lut:table=', 'usage', /it must be the path of a file/],
  ])('is refused where it %s', async ([, effect, code, says], { place }) => {
    await offer(place);
    await writeFile(place.path('bad.cube'), 'LUT_1D_SIZE 2\n0 0 0\n');
    const film = ['render', 'photo.png', '--frames', '2', '-o', 'x.mp4', '--effect', effect];
    await expectRefusedHere(place, film, { code, says });
  });

  it('is not written over', async ({ place }) => {
    await offer(place);
    await symlink('jobs/negative.cube', place.path('x.mp4'));
    const film = ['render', 'photo.png', '--effect', 'lut:table=jobs/negative.cube'];
    await expectRefusedHere(place, [...film, '-o', 'x.mp4'], {
      code: 'output-exists',
      says: /negative\.cube of an effect/,
    });
  });
});

describe('a shader in ISF', () => {
  const FRAGMENT =
    '/*{ "INPUTS": [{ "NAME": "inputImage", "TYPE": "image" }] }*/\nvarying vec2 mirrored;\nvoid main() { gl_FragColor = IMG_NORM_PIXEL(inputImage, mirrored); }\n';
  const VERTEX =
    'varying vec2 mirrored;\nvoid main() {\n  isf_vertShaderInit();\n  mirrored = vec2(1.0 - isf_FragNormCoord.x, isf_FragNormCoord.y);\n}\n';
  const still = ['still', 'photo.png', '--motion', 'roll:step=0', '--effect', 'looks/mirror.fs'];

  it('is drawn with the vertex shader beside it, which a film carries, too', async ({ place }) => {
    await offer(place);
    await mkdir(place.path('looks'));
    await writeFile(place.path('looks', 'mirror.fs'), FRAGMENT);
    const refused = await runHere(place, [...still, '-o', 'a.png']);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(
      /looks\/mirror\.fs:2:14: "mirrored" comes from .+ looks\/mirror\.vs/,
    );
    await writeFile(place.path('looks', 'mirror.vs'), VERTEX);
    await succeedHere(place, [...still, '-o', 'a.png']);
    const seen = fromPng(await readFile(place.path('a.png')));
    const wanted = paint(PHOTO, (x, y) => [8 * (31 - x), 16 * y, 100]);
    expect(seen.data).toEqual(wanted.data);
    const film = ['render', 'photo.png', '--frames', '2', '--effect', 'looks/mirror.fs'];
    await succeedHere(place, [...film, '-o', 'x.mp4']);
    const { spec } = await readFilmSpec(place.path('x.mp4'));
    expect(spec.effects).toMatchObject([{ source: FRAGMENT, vertex: VERTEX }]);
  });

  it('is wrong in the file that is', async ({ place }) => {
    await offer(place);
    await mkdir(place.path('looks'));
    await writeFile(place.path('looks', 'mirror.fs'), FRAGMENT);
    await writeFile(place.path('looks', 'mirror.vs'), VERTEX.replace('1.0 -', 'one -'));
    const refused = await runHere(place, [...still, '-o', 'a.png']);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/looks\/mirror\.vs:4:19: 'one': undeclared identifier/);
  });
});
