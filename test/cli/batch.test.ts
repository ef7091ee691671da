import { copyFile, mkdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, vi } from 'vitest';
import { runHere, succeedHere } from './in-process.ts';
import { broken, it, picture, type Place } from './program.ts';

/** One browser, the worker's own. */
const BATCH = ['batch', 'list', '--jobs', '1', '--frames', '4'];

beforeEach<{ place: Place }>(({ place }) => {
  vi.stubEnv('STILLMOTION_STATE', `${place.outside}/state`);
  return () => void vi.unstubAllEnvs();
});

/** A list of films, a line each. */
function list(place: Place, ...rows: readonly object[]): Promise<void> {
  return writeFile(place.path('list'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

const small = picture('card-smooth.png');

describe('a list of films', () => {
  it('is made, each film with the bytes that render gives it', async ({ place }) => {
    await list(
      place,
      { picture: small, output: 'sub/a.mp4', motions: [{ kind: 'roll', step: 3 }] },
      { picture: picture('card.png'), output: 'b.webm' },
    );
    const run = await succeedHere(place, [...BATCH, '--step', '2']);
    expect(run.stdout).toMatch(/^2 films made in \d+\.\d s\n$/);
    expect(await place.files()).toEqual(['b.webm', 'list', 'sub', 'sub/a.mp4']);
    const one = ['--frames', '4', '--quiet'];
    await succeedHere(place, ['render', small, '--step', '3', ...one, '-o', 'c.mp4']);
    await succeedHere(place, [
      'render',
      picture('card.png'),
      '--step',
      '2',
      ...one,
      '-o',
      'd.webm',
    ]);
    for (const [made, expected] of [
      ['sub/a.mp4', 'c.mp4'],
      ['b.webm', 'd.webm'],
    ] as const)
      expect(await bytes(place, made)).toEqual(await bytes(place, expected));
  });

  it('may be a CSV, whose cells win over what stands beside it', async ({ place }) => {
    await writeFile(
      place.path('list.csv'),
      `picture,output,duration,axis\n${small},a.mp4,0.2,y\n${small},b.mp4,,\n`,
    );
    const run = await succeedHere(place, ['batch', 'list.csv', ...BATCH.slice(2), '--json']);
    const films = run.stdout.trimEnd().split('\n');
    expect(films.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        film: 'line 2',
        state: 'made',
        output: 'a.mp4',
        frames: 6,
        spec: { motions: [{ axis: 'y' }] },
      },
      {
        film: 'line 3',
        state: 'made',
        output: 'b.mp4',
        frames: 4,
        spec: { motions: [{ axis: 'x' }] },
      },
    ]);
  });

  it('is gone on with where one fails, which is named', async ({ place }) => {
    await list(
      place,
      { picture: broken('truncated.png'), output: 'a.mp4' },
      { picture: small, output: 'b.mp4' },
    );
    const run = await runHere(place, BATCH);
    expect(run).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^1 film made .*, 1 failed/),
    });
    expect(run.stderr).toMatch(/note: Failed: line 1 \(a\.mp4\): .*truncated\.png/);
    expect(run.stderr).toMatch(/1 of 2 films failed.*\[films-failed\]\n {2}line 1 \(a\.mp4\): /);
    expect(await place.files()).toEqual(['b.mp4', 'list']);
    const again = await runHere(place, [...BATCH, '--json']);
    const states = again.stdout.trimEnd().split('\n');
    expect(states.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { film: 'line 1', state: 'failed', error: { code: 'picture-undecodable' } },
      { film: 'line 2', state: 'kept', output: 'b.mp4' },
    ]);
  });
});

describe('a film that is made', () => {
  /** How many films another run of the same makes. */
  async function madeAgain(place: Place, ...more: readonly string[]): Promise<number> {
    const run = await succeedHere(place, [...BATCH, '--json', ...more]);
    return run.stdout.split('"state":"made"').length - 1;
  }

  it('is not made again unless it, its picture or its spec has changed', async ({ place }) => {
    await copyFile(small, place.path('x.png'));
    await list(place, { picture: 'x.png', output: 'a.mp4' });
    expect(await madeAgain(place)).toBe(1);
    expect(await madeAgain(place, '--no-overwrite')).toBe(0);
    expect(await madeAgain(place, '--force')).toBe(1);
    expect(await madeAgain(place, '--step', '2')).toBe(1);
    await truncate(place.path('a.mp4'), 100);
    expect(await madeAgain(place, '--step', '2')).toBe(1);
    await rm(place.path('a.mp4'));
    expect(await madeAgain(place, '--step', '2')).toBe(1);
    await copyFile(picture('card-smooth-grey.png'), place.path('x.png'));
    expect(await madeAgain(place, '--step', '2')).toBe(1);
    expect(await place.files()).toEqual(['a.mp4', 'list', 'x.png']);
  });

  it('is as many files as it is', async ({ place }) => {
    await list(place, { picture: small, output: '%d.png' });
    expect(await madeAgain(place)).toBe(1);
    expect(await madeAgain(place)).toBe(0);
    await utimes(place.path('3.png'), 0, 0);
    expect(await madeAgain(place)).toBe(1);
  });

  it('is made again where nobody can say that it was', async ({ place }) => {
    await mkdir(`${place.outside}/state`);
    await writeFile(`${place.outside}/state/films`, '');
    await list(place, { picture: small, output: 'a.mp4' });
    const run = await succeedHere(place, BATCH);
    expect(run.stderr).toMatch(/next run will make all films again: .*state/);
    expect(await stat(place.path('a.mp4'))).toBeDefined();
  });
});

describe('a row', () => {
  it('may be a film of several pictures', async ({ place }) => {
    await mkdir(place.path('shots'));
    for (const name of ['card-smooth.png', 'card-smooth-grey.png'])
      await copyFile(picture(name), place.path('shots', name));
    await list(place, { picture: 'shots', output: 'a.mp4', canvas: { width: 32, height: 24 } });
    const args = BATCH.filter((arg) => !['--frames', '4'].includes(arg));
    const run = await succeedHere(place, [...args, '--each', '1.5', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ state: 'made', spec: { pictures: [{}, {}] } });
  });
});

describe('rows that no film can be made of', () => {
  it('are all named, and nothing is begun', async ({ place }) => {
    await copyFile(small, place.path('x.png'));
    await list(
      place,
      { picture: 'x.png', output: 'a.mp4' },
      { picture: 'x.png', output: './a.mp4' },
      { picture: 'missing.png', output: 'b.mp4' },
      { picture: 'x.png', output: 'c.mp4', framse: 3 },
      { picture: 'x.png', output: 'c.txt' },
      { picture: small, output: 'x.png', format: 'apng' },
    );
    const run = await runHere(place, [...BATCH, '--format', 'mp4']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    const [first, ...lines] = run.stderr.trimEnd().split('\n');
    expect(first).toMatch(/4 of 6 rows can't be made.*\[rows-refused\]/);
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}line 3: .*missing\.png.*no such file/),
      expect.stringMatching(/^ {2}line 4: .*framse/),
      expect.stringMatching(/^ {2}line 2: has the output \.\/a\.mp4, as line 1 has/),
      expect.stringMatching(/^ {2}line 6: has the output x\.png, which is the picture of line 5/),
    ]);
    expect(await place.files()).toEqual(['list', 'x.png']);
  });

  it('are refused as the command line is where the fault is beside them', async ({ place }) => {
    await list(place, { picture: small });
    const run = await runHere(place, ['batch', 'list', '--frames', '0']);
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/line 1: --frames is 0/),
    });
  });
});

function bytes(place: Place, name: string): Promise<Buffer> {
  return readFile(place.path(name));
}
