import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished } from 'vitest';
import { paint, toPng } from '../browser/pixels.ts';
import { startChromium } from '../chromium.ts';
import { runHere, succeedHere } from './in-process.ts';
import { decodePictures, type Pixels, psnr, readPng } from './media.ts';
import { it, missing, picture, type Place } from './program.ts';
import { expectExplained } from './refusal.ts';

const execute = promisify(execFile);
/** 32×24 px, 16 frames until it is back. */
const FILM = [picture('card-smooth.png'), '--step', '2'];
const SIZE = { width: 32, height: 24 };

async function stillOf(place: Place, frame: number): Promise<Pixels> {
  await succeedHere(place, ['still', ...FILM, '--frame', String(frame), '-o', 'still.png']);
  return readPng(place.path('still.png'));
}

describe('a GIF', () => {
  it.for(['ordered', 'diffusion', 'none'])(
    'has one palette, and its frames at their times (%s)',
    async (dither, { place, skip }) => {
      skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
      skip(missing('gifsicle') !== false, 'gifsicle is not on PATH');
      const args = ['render', ...FILM, '--dither', dither];
      await succeedHere(place, [...args, '-o', 'x.gif']);
      const { stdout } = await execute('gifsicle', ['--info', place.path('x.gif')]);
      expect(stdout).toMatch(/16 images\n.*logical screen 32x24\n.*global color table \[256\]/);
      expect(stdout).toContain('loop forever');
      expect(stdout).not.toContain('local color table');
      const delays = [...stdout.matchAll(/delay ([\d.]+)s/g)].map(([, seconds]) => Number(seconds));
      expect(delays).toHaveLength(16);
      expect(delays.slice(0, 3)).toEqual([0.03, 0.04, 0.03]);
      expect(delays.reduce((sum, each) => sum + each, 0)).toBeCloseTo(16 / 30, 2);
      const [frame, still] = [
        (await decodePictures(place.path('x.gif'), SIZE, 'rgb24'))[5],
        await stillOf(place, 5),
      ];
      expect(frame && psnr(frame, still)).toBeGreaterThan(26);
      await succeedHere(place, [...args, '-o', 'again.gif']);
      expect(await readFile(place.path('again.gif'))).toEqual(await readFile(place.path('x.gif')));
    },
  );

  it('has a palette for each frame where that is asked for', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    skip(missing('gifsicle') !== false, 'gifsicle is not on PATH');
    // A warm picture and a cold one: their colours have little in common.
    const size = { width: 64, height: 48 };
    for (const [name, turned] of [
      ['warm.png', false],
      ['cold.png', true],
    ] as const) {
      const data = new Uint8Array(size.width * size.height * 3);
      for (let n = 0; n < data.length / 3; n++) {
        const [x, y] = [n % size.width, Math.floor(n / size.width)];
        const color = [130 + 2 * x, 5 * y, x + y];
        data.set(turned ? color.toReversed() : color, 3 * n);
      }
      await writeFile(place.path(name), toPng({ ...size, data, channels: 3 }));
    }
    const show = ['warm.png', 'cold.png', '--each', '1', '--motion', 'none'];
    const film = [...show, '--transition', 'fade:duration=0.2', '--fps', '5'];
    await succeedHere(place, ['render', ...film, '-o', '%d.png']);
    const worst: Record<string, number> = {};
    for (const palette of ['film', 'frame']) {
      const colors = ['--dither', 'none', '--palette', palette];
      await succeedHere(place, ['render', ...film, ...colors, '-o', `${palette}.gif`]);
      const frames = await decodePictures(place.path(`${palette}.gif`), size, 'rgb24');
      const errors = await Promise.all(
        frames.map(async (frame, n) => psnr(frame, await readPng(place.path(`${n + 1}.png`)))),
      );
      worst[palette] = Math.min(...errors);
    }
    const { stdout } = await execute('gifsicle', ['--info', place.path('frame.gif')]);
    expect(stdout).not.toContain('global color table');
    expect(stdout.match(/local color table/g)).toHaveLength(10);
    expect(worst['frame']).toBeGreaterThan((worst['film'] ?? 0) + 2);
  });

  it('is played as often as it loops, and holds its frames once', async ({ place, skip }) => {
    skip(missing('gifsicle') !== false, 'gifsicle is not on PATH');
    await succeedHere(place, ['render', ...FILM, '--loops', '3', '-o', 'x.gif']);
    const { stdout } = await execute('gifsicle', ['--info', place.path('x.gif')]);
    expect(stdout).toContain('16 images');
    expect(stdout).toContain('loop count 2');
  });
});

describe('an APNG', () => {
  it('is every frame, exactly', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    await succeedHere(place, ['render', ...FILM, '-o', 'x.apng']);
    const frames = await decodePictures(place.path('x.apng'), SIZE, 'rgb24');
    expect(frames).toHaveLength(16);
    expect(frames[5]).toEqual(await stillOf(place, 5));
  });

  it('is whole as pngcheck sees it', async ({ place, skip }) => {
    skip(missing('pngcheck') !== false, 'pngcheck is not on PATH');
    await succeedHere(place, ['render', ...FILM, '--fps', '24000/1001', '-o', 'x.apng']);
    const { stdout } = await execute('pngcheck', ['-v', place.path('x.apng')]);
    expect(stdout).toMatch(/No errors detected/);
    expect(stdout.match(/chunk fcTL/g)).toHaveLength(16);
  });
});

describe('what is to be played once', () => {
  it.for([
    ['x.gif', 'gifsicle', ['--info'], /^(?!.*loop)/s],
    ['x.webp', 'webpinfo', [], /Loop count +: 1\n/],
    ['x.apng', 'ffprobe', ['-v', 'debug'], /num_frames: 16, num_play: 1\n/],
  ] as const)(
    'stops at its end, as a file says: %s',
    async ([name, tool, args, says], { place, skip }) => {
      skip(missing(tool) !== false, `${tool} is not on PATH`);
      const { stdout } = await succeedHere(place, ['render', ...FILM, '--once', '-o', name]);
      expect(stdout).toContain('played once');
      const seen = await execute(tool, [...args, place.path(name)]);
      expect(seen.stdout + seen.stderr).toMatch(says);
      // As a browser reads it: how often it is repeated beside the first time.
      expect(await repetitionsOf(place.path(name))).toBe(0);
      await succeedHere(place, ['render', ...FILM, '-o', name]);
      expect(await repetitionsOf(place.path(name))).toBe(Infinity);
    },
  );

  it('is no video, and nothing that loops', async ({ place }) => {
    const video = await runHere(place, ['render', ...FILM, '--once', '-o', 'x.mp4']);
    expectExplained(video, { code: 'usage', says: /leave once out.*gif, apng, webp, html/ });
    const loops = await runHere(place, [
      'render',
      ...FILM,
      '--once',
      '--loops',
      '2',
      '-o',
      'x.gif',
    ]);
    expectExplained(loops, { code: 'usage', says: /once or loops, not both/ });
  });
});

async function repetitionsOf(path: string): Promise<number> {
  const browser = await startChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  // `ImageDecoder` is for secure pages, and files are such ones.
  await page.goto(pathToFileURL(path).href);
  const kind = path.slice(path.lastIndexOf('.') + 1).replace('apng', 'png');
  return page.evaluate(
    async (base64: string, type: string) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type });
      await decoder.tracks.ready;
      return decoder.tracks.selectedTrack?.repetitionCount ?? NaN;
    },
    (await readFile(path)).toString('base64'),
    `image/${kind}`,
  );
}

describe('an animated WebP', () => {
  it('of a few pixels of many colours is made, and said to be coarser than they are', async ({
    place,
  }) => {
    const size = { width: 16, height: 16 };
    const many = paint(size, (x, y) => [(37 * x + 11 * y) % 256, (5 * x + 71 * y) % 256, 13 * x]);
    await writeFile(place.path('many.png'), toPng(many));
    const render = ['render', 'many.png', '--frames', '3', '--quality', 'high', '-o'];
    for (const output of ['x.webp', '%d.jpg']) {
      const { stdout } = await succeedHere(place, [...render, output]);
      expect(stdout).toMatch(
        /verified PSNR 1\d\.\d dB.*; the picture is finer than its codec keeps/,
      );
    }
    const { stdout } = await succeedHere(place, [
      ...render.slice(0, 4),
      '--quality',
      'lossless',
      '-o',
      'y.webp',
    ]);
    expect(stdout).toContain('verified no difference');
  });

  it.for([
    ['webp', 29],
    ['webp-lossless', Infinity],
  ] as const)('(%s) is every frame', async ([codec, least], { place, skip }) => {
    for (const tool of ['webpinfo', 'webpmux', 'dwebp'])
      skip(missing(tool) !== false, `${tool} is not on PATH`);
    await succeedHere(place, ['render', ...FILM, '--codec', codec, '--loops', '2', '-o', 'x.webp']);
    const { stdout } = await execute('webpinfo', [place.path('x.webp')]);
    expect(stdout).toContain('No error detected');
    expect(stdout).toMatch(/Loop count *: 2/);
    expect(stdout.match(/Chunk ANMF/g)).toHaveLength(16);
    const one = place.path('one.webp');
    await execute('webpmux', ['-get', 'frame', '6', place.path('x.webp'), '-o', one]);
    await execute('dwebp', [one, '-o', place.path('one.png')]);
    const [frame, still] = [await readPng(place.path('one.png')), await stillOf(place, 5)];
    expect(psnr(frame, still)).toBeGreaterThanOrEqual(least);
  });
});

describe('pictures of other kinds', () => {
  it('are sequences, and stills', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    await succeedHere(place, ['render', ...FILM, '--frames', '3', '-o', '%d.jpg']);
    await succeedHere(place, ['render', ...FILM, '--frames', '3', '-o', '%d.webp']);
    await succeedHere(place, ['still', ...FILM, '--frame', '2', '-o', 's.webp']);
    const names = [1, 2, 3].flatMap((n) => [`${n}.jpg`, `${n}.webp`]);
    expect(await place.files()).toEqual([...names, 's.webp']);
    const still = await stillOf(place, 2);
    for (const name of ['3.jpg', '3.webp', 's.webp']) {
      const [frame] = await decodePictures(place.path(name), SIZE, 'rgb24');
      expect(frame && psnr(frame, still)).toBeGreaterThan(28);
    }
  });

  it('are smaller where less is asked of them', async ({ place }) => {
    const size = async (quality: string) => {
      const name = `${quality}.webp`;
      await succeedHere(place, ['render', ...FILM, '--quality', quality, '-o', name]);
      return (await stat(place.path(name))).size;
    };
    const [draft, standard, high] = [
      await size('draft'),
      await size('standard'),
      await size('high'),
    ];
    expect(draft).toBeLessThan(standard);
    expect(standard).toBeLessThan(high);
  });
});

it.for<[string, string[], RegExp]>([
  [
    'a GIF faster than players show it',
    ['--fps', '60', '-o', 'x.gif'],
    /at most 50 frames a second/,
  ],
  ['an APNG faster than browsers show it', ['--fps', '120', '-o', 'x.apng'], /at most 90/],
  ['dither where there is no palette', ['--dither', 'none', '-o', 'x.mp4'], /Only GIF.*dither/],
  ['a palette where there is none', ['--palette', 'frame', '-o', 'x.webp'], /Only GIF.*palette/],
  ['a bit rate of a GIF', ['--bitrate', '100000', '-o', 'x.gif'], /GIF has no bit rate/],
  ['a WebP into a pipe', ['--format', 'webp', '-o', '-'], /begins with its length|terminal/],
])('%s is refused', async ([, args, says], { place }) => {
  expectExplained(await runHere(place, ['render', ...FILM, ...args]), { code: 'usage', says });
  expect(await place.files()).toEqual([]);
});
