import { decode as decodePng, encode } from 'fast-png';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { openPage, sharedBrowser } from '../browser/page.ts';
import { runHere, succeedHere } from './in-process.ts';
import { decodePictures, readRgba } from './media.ts';
import { it, missing, picture, type Place } from './program.ts';
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

/** How alike two frames are, dB: what is seen of their colours, and their alpha. */
function nearness(got: Uint8Array | undefined, wanted: Uint8Array | undefined) {
  const [a, b] = [got, wanted].map((frame) => seen(frame ?? new Uint8Array()));
  const squares = (channels: readonly number[]) => {
    const all = b?.flatMap((value, at) =>
      channels.includes(at % 4) ? ((a?.[at] ?? NaN) - value) ** 2 : [],
    );
    return all === undefined ? NaN : all.reduce((sum, each) => sum + each, 0) / all.length;
  };
  const psnr = (channels: readonly number[]) => 10 * Math.log10(255 ** 2 / squares(channels));
  return { colors: psnr([0, 1, 2]), alpha: psnr([3]) };
}

function expectSeen(frame: Uint8Array | undefined, wanted: Uint8Array): void {
  const [got, as] = [seen(frame ?? new Uint8Array()), seen(wanted)];
  expect(got).toHaveLength(as.length);
  expect(Math.max(...got.map((value, at) => Math.abs(value - (as[at] ?? NaN))))).toBeLessThan(1.01);
}

const STILL = ['--step', '0', '--background', 'transparent'];

/** A picture of 64×32 px: red on the left, and as much of it on the right. */
async function halfAndHalf(place: Place, right: number): Promise<string> {
  const pixels = Array.from({ length: 64 * 32 }, (_, n) => [255, 0, 0, n % 64 < 32 ? 255 : right]);
  const data = Uint8Array.from(pixels.flat());
  const name = `half-${right}.png`;
  await writeFile(place.path(name), encode({ width: 64, height: 32, data, channels: 4 }));
  return name;
}

function expectNear(got: readonly number[], wanted: readonly number[]): void {
  const off = got.map((value, n) => Math.abs(value - (wanted[n] ?? NaN)));
  expect(Math.max(...off)).toBeLessThanOrEqual(4);
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

  it('in WebM and Matroska, as VP9 beside VP9', async ({ place, skip }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    const size = { width: 96, height: 72 };
    const film = [CARD, '--size', '96x72', '--motion', 'rotate', '--frames', '4'];
    const args = ['render', ...film, '--background', 'transparent'];
    await succeedHere(place, [...args, '-o', 'x.apng']);
    const drawn = await decodePictures(place.path('x.apng'), size, 'rgba');
    const how = ['-c:v', 'libvpx-vp9'];
    const alphas = { draft: 30, high: 48 };
    for (const [quality, least] of Object.entries(alphas)) {
      const name = quality === 'draft' ? 'x.mkv' : 'x.webm';
      const run = await succeedHere(place, [...args, '--quality', quality, '-o', name, '--json']);
      expect(JSON.parse(run.stdout)).toMatchObject({ frames: 4, verified: { frames: 4 } });
      const frames = await decodePictures(place.path(name), size, 'rgba', how);
      expect(frames).toHaveLength(4);
      for (const [n, frame] of frames.entries()) {
        const { colors, alpha } = nearness(frame.data, drawn[n]?.data);
        expect(colors).toBeGreaterThan(least - 4);
        expect(alpha).toBeGreaterThan(least);
      }
    }
    const probe = ['-v', 'error', '-show_entries', 'stream_tags=alpha_mode', '-of', 'csv=p=0'];
    const { stdout } = await execute('ffprobe', [...probe, place.path('x.webm')]);
    expect(stdout.trim()).toBe('1');
  });

  it('where Chromium plays it over a page', async ({ place }) => {
    // Half of it is red, the other half nothing.
    const film = await halfAndHalf(place, 0);
    await succeedHere(place, ['render', film, '--frames', '3', ...STILL, '-o', 'x.webm']);
    const data = (await readFile(place.path('x.webm'))).toString('base64');
    const { page } = await openPage(await sharedBrowser(), 'about:blank');
    await page.setContent(
      `<body style="margin: 0; background: #0000ff"><video src="data:video/webm;base64,${data}"></video>`,
    );
    await page.waitForFunction(() => document.querySelector('video')?.readyState === 4);
    const clip = { x: 0, y: 0, width: 64, height: 32 };
    const shot = decodePng(await page.screenshot({ clip }));
    const at = (x: number) => [...shot.data.subarray(shot.channels * x).subarray(0, 3)];
    for (const x of [2, 20, 29]) expectNear(at(64 * 16 + x), [255, 0, 0]);
    for (const x of [34, 50, 62]) expectNear(at(64 * 16 + x), [0, 0, 255]);
    await page.close();
  });

  it('and a film with another alpha is none of it', async ({ place }) => {
    const [clear, half] = [await halfAndHalf(place, 60), await halfAndHalf(place, 128)];
    const film = ['--frames', '3', ...STILL];
    await succeedHere(place, ['render', clear, ...film, '-o', 'x.webm', '--no-verify']);
    expectExplained(await runHere(place, ['verify', 'x.webm', half]), {
      code: 'verification-failed',
      says: /\(alpha\)/,
    });
    const { stdout } = await succeedHere(place, [
      'render',
      clear,
      ...film,
      '-o',
      'y.webm',
      '--json',
    ]);
    await writeFile(place.path('spec.json'), JSON.stringify(JSON.parse(stdout).spec));
    await succeedHere(place, [
      'render',
      clear,
      '--frames',
      '3',
      '-o',
      'opaque.webm',
      '--background',
      '#ff0000',
      '--codec',
      'vp9',
      '--no-verify',
    ]);
    expectExplained(
      await runHere(place, ['verify', 'opaque.webm', clear, '--against', 'spec.json']),
      {
        code: 'verification-failed',
        says: /frame 0 has no alpha/,
      },
    );
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
    [
      'where a film has none',
      ['render', ...FILM, '-o', 'x.mp4'],
      /MP4 has nothing transparent.*WebM/,
    ],
    [
      'in H.264',
      ['render', ...FILM, '--codec', 'h264', '-o', 'x.mkv'],
      /H\.264 has nothing transparent/,
    ],
    [
      'in every sample of video',
      ['render', ...FILM, '--quality', 'lossless', '-o', 'x.webm'],
      /the quality lossless.*APNG/,
    ],
    ['with whole chroma', ['render', ...FILM, '--chroma', '444', '-o', 'x.webm'], /the chroma 444/],
    ['of a canvas', ['render', ...FILM, '--capture', 'canvas', '-o', 'x.webm'], /capture canvas/],
    ['of a JPEG', ['still', ...FILM, '-o', 'x.jpg'], /JPEG has nothing transparent/],
    ['of raw planes', ['render', ...FILM, '-o', 'x.y4m'], /nothing transparent.*WebP/],
    ['of several pictures', ['render', CARD, ...FILM, '-o', 'x.webp'], /need a background/],
  ])('%s', async ([, args, says], { place }) => {
    expectExplained(await runHere(place, args), { code: 'usage', says });
    expect(await place.files()).toEqual([]);
  });
});

describe('where nobody has said what is behind a picture', () => {
  /** A picture of 64×32 px: opaque on the left, and as opaque as this on the right. */
  const make = async (place: Place, right: number, ...film: string[]) => {
    const name = await halfAndHalf(place, right);
    return async (output: string, ...more: string[]) => {
      const args = ['render', name, '--motion', 'rotate', '--frames', '2', ...film, ...more];
      const { stderr } = await succeedHere(place, [...args, '-o', output]);
      return { stderr, bytes: await readFile(place.path(output)) };
    };
  };
  const STAYS = /note: What is transparent in the picture stays so/;
  const WHITE = /in the picture shows #ffffff .*stays so in WebM/;

  it.for(['webm', 'mkv', 'webp', 'apng', 'gif'])(
    'what is transparent stays so in %s, as if that were asked for',
    async (ending, { place }) => {
      const render = await make(place, 60);
      const auto = await render(`x.${ending}`);
      expect(auto.stderr).toMatch(STAYS);
      const asked = await render(`y.${ending}`, '--background', 'transparent');
      expect(asked.stderr).not.toContain('transparent in the picture');
      expect(auto.bytes.equals(asked.bytes)).toBe(true);
      const again = ['render', 'half-60.png', '--from', `x.${ending}`, '-o', `z.${ending}`];
      await succeedHere(place, again);
      expect(auto.bytes.equals(await readFile(place.path(`z.${ending}`)))).toBe(true);
    },
  );

  it('the codec decides with the format', async ({ place }) => {
    const render = await make(place, 60);
    const vp9 = await render('x.mkv', '--codec', 'vp9');
    expect(vp9.stderr).toMatch(STAYS);
    const others = ['--codec h264', '--quality lossless'];
    for (const [n, args] of others.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- a run has the process's folder and streams
      const { stderr } = await render(`${n}.mkv`, ...args.split(' '));
      expect(stderr).toMatch(WHITE);
    }
    // A number on the scale of H.264.
    const args = ['--step', '2', '--frames', '4', '--quantizer', '30', '-o', 'x.mkv'];
    expect((await succeedHere(place, ['render', 'half-60.png', ...args])).stderr).toMatch(WHITE);
  });

  it('Matroska has VP9 for it, which keeps colours and alpha, and says so', async ({
    place,
    skip,
  }) => {
    skip(missing('ffmpeg') !== false, 'ffmpeg is not on PATH');
    const args = ['render', await halfAndHalf(place, 60), '--motion', 'rotate', '--frames', '4'];
    const { stdout, stderr } = await succeedHere(place, [...args, '-o', 'x.mkv']);
    expect(stderr).toMatch(STAYS);
    expect(stderr).toContain(
      'note: The film is VP9 for that, as H.264 has nothing transparent (codec).',
    );
    expect(stdout).toMatch(/codec +VP9 \(vp09[^)]*\) with alpha/);
    const size = { width: 64, height: 32 };
    const how = ['-c:v', 'libvpx-vp9'];
    const frames = await decodePictures(place.path('x.mkv'), size, 'rgba', how);
    expect(frames).toHaveLength(4);
    const at = (x: number) => [
      ...(frames[0]?.data.subarray(4 * (64 * 16 + x)).subarray(0, 4) ?? []),
    ];
    for (const x of [4, 16, 28]) expectNear(at(x), [255, 0, 0, 255]);
    for (const x of [36, 48, 60]) expectNear(at(x), [255, 0, 0, 60]);
  });

  it('a film in Matroska that is made again, to be smaller, is as transparent', async ({
    place,
  }) => {
    const render = await make(place, 60, '--frames', '16', '--max-bytes', '4kB');
    const { bytes, stderr } = await render('x.mkv');
    expect(stderr).toMatch(/trying quantizer/);
    expect(bytes.length).toBeLessThanOrEqual(4000);
    const shown = 'stream=codec_name:stream_tags=alpha_mode';
    const probe = ['-v', 'error', '-show_entries', shown, '-of', 'csv=p=0'];
    const { stdout } = await execute('ffprobe', [...probe, place.path('x.mkv')]);
    expect(stdout.trim()).toBe('vp9,1');
  });

  it.for(['webm', 'mkv', 'mp4', 'apng'])(
    'an alpha channel of opaque pixels makes the film that it made, in %s',
    async (ending, { place }) => {
      const render = await make(place, 255);
      const auto = await render(`x.${ending}`);
      expect(auto.stderr).not.toContain('transparent');
      const asked = await render(`y.${ending}`, '--background', '#ffffff');
      expect(auto.bytes.equals(asked.bytes)).toBe(true);
    },
  );

  it.for<[string, string, string[]]>([
    ['a format without alpha', 'mp4', []],
    ['a page', 'html', []],
    ['a figure, which is printed on paper', 'webm', ['--layout', 'figure']],
    ['a part of the picture that is opaque', 'webm', ['--crop', '32x32+0+0']],
  ])('white shows in %s', async ([, ending, args], { place }) => {
    const render = await make(place, 60);
    const auto = await render(`x.${ending}`, ...args);
    const asked = await render(`y.${ending}`, ...args, '--background', '#ffffff');
    expect(auto.bytes.equals(asked.bytes)).toBe(true);
    const isNoted = /note: What is transparent in the picture shows #ffffff/.test(auto.stderr);
    expect(isNoted).toBe(args.length === 0);
    expect(asked.stderr).not.toContain('transparent');
  });

  it('a colour that is asked for is there', async ({ place }) => {
    const name = await halfAndHalf(place, 0);
    await succeedHere(place, ['still', name, '--background', 'black', '-o', 'x.png']);
    const { data } = await readRgba(place.path('x.png'));
    expect([...data.subarray(4 * 50, 4 * 50 + 4)]).toEqual([0, 0, 0, 255]);
  });

  it('a still is transparent where its own kind of file keeps that', async ({ place }) => {
    const name = await halfAndHalf(place, 0);
    const still = await succeedHere(place, ['still', name, '-o', 'x.png']);
    expect(still.stderr).toMatch(STAYS);
    expect((await readRgba(place.path('x.png'))).data[4 * 50 + 3]).toBe(0);
    const jpeg = await succeedHere(place, ['still', name, '-o', 'x.jpg']);
    expect(jpeg.stderr).toContain('shows #ffffff');
  });

  it('a title has its panel, and bars have nothing', async ({ place }) => {
    const name = await halfAndHalf(place, 60);
    const film = ['--canvas', '160x160', '--fit', 'contain', '--title', 'A'];
    await succeedHere(place, ['still', name, ...film, '-o', 'x.png']);
    const { data } = await readRgba(place.path('x.png'));
    const at = (x: number, y: number) => [
      ...data.subarray(4 * (160 * y + x), 4 * (160 * y + x) + 4),
    ];
    expect(at(2, 158)).toEqual([0, 0, 0, 0]);
    expect(at(20, 80)).toEqual([255, 0, 0, 255]);
    const panel = Array.from({ length: 30 }, (_, y) => at(80, y)[3] ?? 0);
    expect(Math.max(...panel)).toBeGreaterThan(100);
  });
});
