import { encode } from 'fast-png';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { runHere, succeedHere } from './in-process.ts';
import { decodePictures, readRgba } from './media.ts';
import { it, missing, picture } from './program.ts';
import { expectExplained } from './refusal.ts';

const execute = promisify(execFile);
/** 32×24 px, with every alpha; it goes two columns to the right a frame. */
const CARD = picture('card-smooth-rgba.png');
const SIZE = { width: 32, height: 24 };
const FILM = [CARD, '--step', '2', '--frames', '16', '--background', 'transparent'];

/** The picture itself, as it is seen in a frame. */
async function expected(frame: number): Promise<Uint8Array> {
  const { data, width } = await readRgba(CARD);
  const rolled = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const x = (at / 4) % width;
    const from = at + 4 * (((x - 2 * frame + width) % width) - x);
    rolled.set(data.subarray(from, from + 4), at);
  }
  return rolled;
}

/** What is seen of it: colours as far as they are there, and alpha. */
function seen(rgba: Uint8Array): number[] {
  return [...rgba].map((value, at) =>
    at % 4 === 3 ? value : (value * (rgba[at - (at % 4) + 3] ?? 0)) / 255,
  );
}

function expectSeen(frame: Uint8Array | undefined, wanted: Uint8Array): void {
  const [got, as] = [seen(frame ?? new Uint8Array()), seen(wanted)];
  expect(got).toHaveLength(as.length);
  expect(Math.max(...got.map((value, at) => Math.abs(value - (as[at] ?? NaN))))).toBeLessThan(1.01);
}

describe('what is transparent stays so', () => {
  it('in APNG, in sequences and in stills of PNG', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    await succeedHere(place, ['render', ...FILM, '-o', 'x.apng']);
    const frames = await decodePictures(place.path('x.apng'), SIZE, 'rgba');
    expect(frames).toHaveLength(16);
    for (const frame of [0, 5]) expectSeen(frames[frame]?.data, await expected(frame));
    await succeedHere(place, ['render', ...FILM, '--range', '0-1', '-o', '%d.png']);
    expectSeen((await readRgba(place.path('2.png'))).data, await expected(1));
    await succeedHere(place, ['still', ...FILM, '--frame', '5', '-o', 'still.png']);
    expectSeen((await readRgba(place.path('still.png'))).data, await expected(5));
  });

  it('in WebP, whose file says so', async ({ place, skip }) => {
    for (const tool of ['webpinfo', 'webpmux', 'dwebp'])
      skip(missing(tool) !== false, `${tool} is not on PATH`);
    await succeedHere(place, ['render', ...FILM, '--codec', 'webp-lossless', '-o', 'x.webp']);
    const { stdout } = await execute('webpinfo', [place.path('x.webp')]);
    expect(stdout).toContain('No error detected');
    expect(stdout).toMatch(/Alpha: 1\n/);
    const one = place.path('one.webp');
    await execute('webpmux', ['-get', 'frame', '6', place.path('x.webp'), '-o', one]);
    await execute('dwebp', [one, '-o', place.path('one.png')]);
    expectSeen((await readRgba(place.path('one.png'))).data, await expected(5));
  });

  it('in GIF, where a pixel is there or not', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    await succeedHere(place, ['render', ...FILM, '-o', 'x.gif']);
    const frames = await decodePictures(place.path('x.gif'), SIZE, 'rgba');
    for (const frame of [0, 5]) {
      const alphas = [...(await expected(frame))].filter((_, at) => at % 4 === 3);
      const wanted = alphas.map((alpha) => (alpha < 128 ? 0 : 255));
      expect([...(frames[frame]?.data ?? [])].filter((_, at) => at % 4 === 3)).toEqual(wanted);
    }
  });

  it('in raw RGBA, which has each byte as it is drawn', async ({ place }) => {
    await succeedHere(place, ['render', ...FILM, '--format', 'rgba', '-o', 'x.rgba']);
    const bytes = new Uint8Array(await readFile(place.path('x.rgba')));
    expectSeen(bytes.subarray(5 * 3072, 6 * 3072), await expected(5));
  });

  it('where motion is blurred, without a dark seam', async ({ place }) => {
    const half = Uint8Array.from({ length: 4 * 16 * 4 }, (_, at) =>
      (at / 4) % 16 < 8 && [0, 3].includes(at % 4) ? 255 : 0,
    );
    await writeFile(
      place.path('half.png'),
      encode({ width: 16, height: 4, data: half, channels: 4 }),
    );
    const film = ['half.png', '--step', '4', '--frames', '4', '--shutter', '360'];
    await succeedHere(place, ['still', ...film, '--background', 'transparent', '-o', 's.png']);
    const { data } = await readRgba(place.path('s.png'));
    const row = Array.from({ length: 16 }, (_, x) => [...data.subarray(4 * x, 4 * x + 4)]);
    const soft = row.filter(([, , , alpha]) => alpha !== 0 && alpha !== 255);
    expect(soft.length).toBeGreaterThan(3);
    for (const [red, green, blue, alpha] of row)
      if (alpha !== 0) expect([red, green, blue]).toEqual([255, 0, 0]);
  });
});

describe('nothing behind a picture is refused', () => {
  it.for<[string, string[], RegExp]>([
    ['where a film has none', ['render', ...FILM, '-o', 'x.mp4'], /H\.264 has nothing transparent/],
    ['of a JPEG', ['still', ...FILM, '-o', 'x.jpg'], /JPEG has nothing transparent/],
    ['of raw planes', ['render', ...FILM, '-o', 'x.y4m'], /nothing transparent.*WebP/],
    ['of several pictures', ['render', CARD, ...FILM, '-o', 'x.webp'], /need a background/],
  ])('%s', async ([, args, says], { place }) => {
    expectExplained(await runHere(place, args), { code: 'usage', says });
    expect(await place.files()).toEqual([]);
  });
});
