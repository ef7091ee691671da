import { readFile, writeFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { expect, vi } from 'vitest';
import * as prove from '../../src/cli/film/prove.ts';
import { StillmotionError } from '../../src/core/errors.ts';
import { runHere, succeedHere } from './in-process.ts';
import { it, picture } from './program.ts';

const ROLLED = ['render', picture('card.png'), '--frames', '5', '--step', '2'];

it('a film is a picture a frame, each as `still` draws it', async ({ place }) => {
  const { stdout } = await succeedHere(place, [...ROLLED, '-o', 'frames/%03d.png', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'png-sequence',
    frames: 5,
    codec: 'image/png',
  });
  const names = [1, 2, 3, 4, 5].map((number) => `frames/00${number}.png`);
  expect(await place.files()).toEqual(['frames', ...names]);
  await succeedHere(place, [
    'still',
    picture('card.png'),
    '--step',
    '2',
    '--frame',
    '3',
    '-o',
    's.png',
  ]);
  expect(await pixels(place.path('frames/004.png'))).toEqual(await pixels(place.path('s.png')));
});

it('has a folder of its own where nobody says what it is called', async ({ place }) => {
  await succeedHere(place, [...ROLLED, '--frames', '2', '--format', 'webp-sequence']);
  expect(await place.files()).toEqual(['card', 'card/0001.webp', 'card/0002.webp']);
});

it('goes on from what is kept of it, to the same pictures', async ({ place }) => {
  const args = [...ROLLED, '--frames', '20', '--resume', '-o', '%d.png'];
  await succeedHere(place, args);
  const whole = await readFile(place.path('20.png'));
  await writeFile(place.path('20.png'), 'broken');
  await succeedHere(place, args);
  expect(await readFile(place.path('20.png'))).toEqual(whole);
});

it('is refused where its files would have one name, or one that is taken', async ({ place }) => {
  const single = await runHere(place, [...ROLLED, '-o', 'frame.png']);
  expect(single.code).toBe(2);
  expect(single.stderr).toContain('expected a name with one %d for the number');
  await writeFile(place.path('3.png'), 'mine');
  const taken = await runHere(place, [...ROLLED, '-o', '%d.png', '--no-overwrite']);
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain('3.png');
  expect(await readFile(place.path('3.png'), 'utf8')).toBe('mine');
});

it('leaves the pictures that were there where its own are not what was drawn', async ({
  place,
}) => {
  await writeFile(place.path('3.png'), 'mine');
  const wrong = new StillmotionError('verification-failed', 'Another picture.');
  const proving = vi.spyOn(prove, 'proveFilm').mockRejectedValueOnce(wrong);
  const run = await runHere(place, [...ROLLED, '-o', '%d.png']);
  expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('Another picture') });
  expect(proving.mock.calls[0]?.[1]).toHaveLength(5);
  proving.mockRestore();
  expect(await readFile(place.path('3.png'), 'utf8')).toBe('mine');
  expect(await place.files()).toEqual(['3.png']);
});

async function pixels(path: string) {
  const { width, height, data } = decode(await readFile(path));
  return { width, height, data };
}
