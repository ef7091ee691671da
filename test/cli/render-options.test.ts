import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, expect, type TestContext } from 'vitest';
import { readSpec } from '../../src/cli/options/job-options.ts';
import { renderFilm } from '../browser/film.ts';
import { fromPng } from '../browser/pixels.ts';
import { sharedSession } from '../session.ts';
import { succeedHere } from './in-process.ts';
import { decodeFilm, inspect, probe, psnr } from './media.ts';
import { it, missing, picture, type Place } from './program.ts';

const FILM = ['render', picture('card-smooth.png'), '-o', 'x.mp4', '--json'];

const CARD = fromPng(readFileSync(picture('card-smooth.png')));

/** The film of options as they are typed: through the whole pipeline, in a page that all of them share. */
async function writeFilmOf(place: Place, options: Readonly<Record<string, string>>) {
  const session = await sharedSession();
  const { bytes } = await renderFilm(session, await readSpec(options), CARD);
  await writeFile(place.path('x.mp4'), bytes);
}

async function expectTimes(
  place: Place,
  expected: { readonly rate?: string; readonly frames: number; readonly seconds: number },
  skip: TestContext['skip'],
): Promise<void> {
  const { rate, frames, seconds } = expected;
  const film = await inspect(place.path('x.mp4'));
  expect(film.frames).toBe(frames);
  expect(film.seconds).toBeCloseTo(seconds, 6);
  if (rate === undefined) return;
  skip(missing('ffprobe') !== false, 'ffprobe is not on PATH: exact rates not compared');
  expect(await probe(place.path('x.mp4'))).toMatchObject({
    r_frame_rate: rate,
    avg_frame_rate: rate,
    nb_read_frames: String(frames),
  });
}

describe('frame rate and length', () => {
  it('of a run are those that its report says, and a rate is the one it was read as', async ({
    place,
    skip,
  }) => {
    const run = await succeedHere(place, [...FILM, '--fps', '23.976', '--duration', '0.5']);
    expect(run.stderr).toContain('note: --fps 23.976 is read as 24000/1001.\n');
    expect(JSON.parse(run.stdout)).toMatchObject({ frames: 12 });
    const times = { rate: '24000/1001', frames: 12, seconds: 12 * (1001 / 24000) };
    await expectTimes(place, times, skip);
  });

  it.for([
    { options: { step: '1', interval: '200' }, rate: '5/1', frames: 32, seconds: 6.4 },
    {
      options: { step: '1', fps: '30000/1001' },
      rate: '30000/1001',
      frames: 32,
      seconds: 32 * (1001 / 30000),
    },
    {
      options: { step: '1', fps: '23.976' },
      rate: '24000/1001',
      frames: 32,
      seconds: 32 * (1001 / 24000),
    },
    { options: { step: '1', interval: '16.667' }, frames: 32, seconds: 32 * 0.016667 },
    { options: { duration: '0.5' }, rate: '30/1', frames: 15, seconds: 0.5 },
    { options: { duration: '2', fps: '4' }, rate: '4/1', frames: 8, seconds: 2 },
    { options: { frames: '1', fps: '1/10' }, frames: 1, seconds: 10 },
    { options: { range: '3-3' }, rate: '30/1', frames: 1, seconds: 1 / 30 },
  ])('$options: $frames frames', async ({ options, ...expected }, { place, skip }) => {
    await writeFilmOf(place, options);
    await expectTimes(place, expected, skip);
  });
});

describe('how the picture moves', () => {
  it.for([
    // 32x24: a loop takes as many frames as the side has steps.
    { options: { step: '-1' }, frames: 32 },
    { options: { step: '0.5' }, frames: 64 },
    // What stands still has no loop of its own: eight seconds.
    { options: { step: '0' }, frames: 240 },
    { options: { axis: 'y', step: '-2' }, frames: 12 },
  ])('$options: a loop of $frames frames', async ({ options, frames }, { place }) => {
    await writeFilmOf(place, options);
    expect((await inspect(place.path('x.mp4'))).frames).toBe(frames);
  });

  it('in a run that closes its loop, of which nothing is noted', async ({ place }) => {
    const run = await succeedHere(place, [...FILM, '--axis', 'y', '--step', '-2']);
    expect(run.stderr).not.toContain('loop');
    expect(JSON.parse(run.stdout)).toMatchObject({ frames: 12 });
  });
});

describe('a range', () => {
  it('has the frames of the whole film, its own first one at 0 s', async ({ place, skip }) => {
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    const film = ['render', picture('card-smooth.png'), '--size', '160x120', '--title', '{f}'];
    const options = ['--frames', '24', '--quality', 'high', '--step', '4', '--quiet'];
    await succeedHere(place, [...film, ...options, '-o', 'whole.mp4']);
    await succeedHere(place, [...film, ...options, '-o', 'part.mp4', '--range', '10-15']);
    expect(await probe(place.path('part.mp4'))).toMatchObject({ start_pts: 0, nb_frames: '6' });
    const all = await decodeFilm(place.path('whole.mp4'));
    const some = await decodeFilm(place.path('part.mp4'));
    expect(all).toHaveLength(24);
    expect(some).toHaveLength(6);
    for (const [n, frame] of some.entries()) {
      const alike = all.map((other) => psnr(frame, other));
      expect(alike.indexOf(Math.max(...alike))).toBe(10 + n);
      expect(alike[10 + n]).toBeGreaterThan(36);
    }
  });
});

describe('codecs', () => {
  it.for([
    { codec: 'h264', name: 'h264', string: /^avc1\.(42c0|64)/ },
    { codec: 'vp9', name: 'vp9', string: /^vp09\.00/ },
    { codec: 'av1', name: 'av1', string: /^av01\.0/ },
  ])('$codec plays, with the right colours', async ({ codec, name, string }, { place, skip }) => {
    const run = await succeedHere(place, [
      ...FILM,
      '--size',
      '96x64',
      '--codec',
      codec,
      '--frames',
      '8',
    ]);
    const film = await inspect(place.path('x.mp4'));
    expect(film).toMatchObject({ frames: 8, width: 96, height: 64 });
    expect(film.codec).toMatch(string);
    expect(JSON.parse(run.stdout)).toMatchObject({ codec: expect.stringMatching(string) });
    expect(film.colour).toMatchObject({ colour_type: 'nclx', full_range_flag: 0 });
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    expect(await probe(place.path('x.mp4'))).toMatchObject({
      codec_name: name,
      nb_read_frames: '8',
      color_range: 'tv',
      color_space: 'bt709',
    });
    expect(await decodeFilm(place.path('x.mp4'))).toHaveLength(8);
  });

  it('--quality, --quantizer and --bitrate change how many bits the film gets', async ({
    place,
  }) => {
    const options = ['--size', '160x120', '--frames', '10', '--encoder', 'webcodecs'];
    const film = async (...args: string[]) => {
      const run = await succeedHere(place, [...FILM, ...options, ...args]);
      return JSON.parse(run.stdout) as { bitrate: number; bytes: number; quantizer?: number };
    };
    const draft = await film('--quality', 'draft');
    const standard = await film();
    const coarse = await film('--quantizer', '200', '--codec', 'vp9');
    expect(draft.bytes).toBeLessThan(standard.bytes);
    expect(standard).toMatchObject({ bitrate: 0 });
    expect(coarse).toMatchObject({ bitrate: 0, quantizer: 200 });
    expect(await film('--bitrate', '123456')).toMatchObject({ bitrate: 123_456 });
  });

  it('--max-bytes makes it again, coarser, until it is as small', async ({ place }) => {
    const noisy = ['--size', '96x64', '--frames', '4', '--effect', 'grain', '--codec', 'vp9'];
    const args = [...FILM, ...noisy, '--max-bytes', '7kB'];
    const run = await succeedHere(place, args);
    const { bytes, quantizer } = JSON.parse(run.stdout) as { bytes: number; quantizer: number };
    expect(bytes).toBeLessThanOrEqual(7000);
    expect(quantizer).toBeGreaterThan(80);
    expect(run.stderr).toMatch(
      /has \d+ kB with quantizer 80, and 7 kB are allowed; trying quantizer \d+\./,
    );
  });

  it('--max-bytes makes a smaller frame of what has nothing coarser', async ({ place }) => {
    const noisy = ['--crop', '160x120', '--frames', '4', '--effect', 'grain'];
    const limits = ['--max-bytes', '30kB', '-o', 'x.gif', '--json'];
    const run = await succeedHere(place, ['render', ...noisy, ...limits]);
    const film = JSON.parse(run.stdout) as { bytes: number; width: number; frames: number };
    expect(film).toMatchObject({ frames: 4 });
    expect(film.bytes).toBeLessThanOrEqual(30_000);
    expect(film.width).toBeLessThan(160);
    expect(run.stderr).toMatch(
      /has \d+ kB with \d+x\d+ px, and 30 kB are allowed; trying \d+x\d+ px\./,
    );
  });
});
