import { readFile, writeFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { describe, expect } from 'vitest';
import { succeedHere } from './in-process.ts';
import { decodeDeep, probe } from './media.ts';
import { it, missing, picture, type Place } from './program.ts';
import { expectRefusedHere } from './refusal.ts';

const SIZE = { width: 1025, height: 17 };
const LUMA = SIZE.width * SIZE.height;
/** Enlarges a ramp of grey levels that are four apart. */
const RAMP = ['ramp.png', '--canvas', '1025x17', '--fit', 'stretch', '--motion', 'zoom'];
const TEN = ['--depth', '10'];
const FILM = ['render', ...RAMP, '--frames', '5', ...TEN];

async function writeRamp(place: Place): Promise<void> {
  await writeGrey(place, 'ramp.png', 64, (x) => 4 * x);
}

async function writeGrey(
  place: Place,
  name: string,
  width: number,
  grey: (x: number) => number,
): Promise<void> {
  const data = Uint8Array.from({ length: 3 * width * 4 }, (_, n) =>
    grey(Math.floor(n / 3) % width),
  );
  await writeFile(place.path(name), encode({ width, height: 4, data, channels: 3 }));
}

const noFfmpeg = (missing('ffmpeg') || missing('ffprobe')) !== false;

describe('a film of ten bits', () => {
  it.for([
    ['x.mp4', [], 'yuv420p10le', 'Profile 2', 'bt709'],
    ['x.webm', ['--title', '{f}'], 'yuv420p10le', 'Profile 2', 'bt709'],
    ['x.mkv', ['--chroma', '444'], 'yuv444p10le', 'Profile 3', 'bt709'],
    ['y.mp4', ['--chroma', '444'], 'yuv444p10le', 'Profile 3', 'bt709'],
    ['y.webm', ['--quality', 'lossless'], 'gbrp10le', 'Profile 3', 'gbr'],
  ] as const)(
    '%s %j says what it is, and is made again the same',
    async ([name, more, format, profile, matrix], { place, skip }) => {
      skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
      await writeRamp(place);
      const { stdout } = await succeedHere(place, [...FILM, ...more, '--json', '-o', name]);
      expect(await probe(place.path(name))).toMatchObject({
        codec_name: 'vp9',
        profile,
        pix_fmt: format,
        color_space: matrix,
        color_range: matrix === 'gbr' ? 'pc' : 'tv',
        width: SIZE.width,
        height: SIZE.height,
        nb_read_frames: '5',
      });
      const told = JSON.parse(stdout) as { codec: string; engine: string; verified: object };
      expect(told).toMatchObject({
        codec: expect.stringMatching(/^vp09\.0[23]\.\d\d\.10\./) as string,
        engine: 'drawn',
        verified: { frames: 5 },
      });
      const film = await readFile(place.path(name));
      await succeedHere(place, ['render', 'ramp.png', '--from', name, '-o', `again-${name}`]);
      expect((await readFile(place.path(`again-${name}`))).equals(film)).toBe(true);
    },
  );

  it('has the samples that are drawn where the quantizer is 0, and nearly all of them where quality is high', async ({
    place,
    skip,
  }) => {
    skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
    await writeRamp(place);
    await succeedHere(place, [...FILM, '-o', 'x.y4m']);
    const drawn = await decodeDeep(place.path('x.y4m'), 'yuv420p10le');
    await succeedHere(place, [...FILM, '--quantizer', '0', '-o', 'x.mp4']);
    expect(await decodeDeep(place.path('x.mp4'), 'yuv420p10le')).toEqual(drawn);
    await succeedHere(place, [...FILM, '--quality', 'high', '-o', 'y.mp4']);
    const high = (await decodeDeep(place.path('y.mp4'), 'yuv420p10le')).subarray(0, LUMA);
    expect(new Set(drawn.subarray(0, LUMA)).size).toBeGreaterThan(850);
    expect(new Set(high).size).toBeGreaterThan(700);
    const off = high.map((sample, n) => Math.abs(sample - (drawn[n] ?? 0)));
    // A level of eight bits is four of these.
    expect(off.reduce((sum, each) => sum + each, 0) / off.length).toBeLessThan(2);
  });

  it('fades by steps that eight bits don’t have', async ({ place, skip }) => {
    skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
    await writeGrey(place, 'a.png', 4, () => 60);
    await writeGrey(place, 'b.png', 4, () => 80);
    const fade = [
      'a.png',
      'b.png',
      '--each',
      '2',
      '--transition',
      'fade:duration=1',
      '--fps',
      '50',
    ];
    await succeedHere(place, ['render', ...fade, '--canvas', '16x16', ...TEN, '-o', 'x.y4m']);
    const samples = await decodeDeep(place.path('x.y4m'), 'yuv420p10le');
    const greys = Array.from({ length: samples.length / 384 }, (_, n) => samples[n * 384] ?? 0);
    expect([greys[0], greys.at(-1)]).toEqual([270, 339]);
    const levels = new Set(greys);
    expect(levels.size).toBeGreaterThan(40);
    expect([...levels].filter((level) => level % 4 !== 2).length).toBeGreaterThan(20);
  });

  it('of any size that VP9 takes', async ({ place, skip }) => {
    skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
    await writeRamp(place);
    for (const [size, frames] of [
      ['2x2', '1'],
      ['16x16', '2'],
      ['301x201', '2'],
      ['1920x1080', '1'],
      ['4096x2304', '1'],
    ] as const) {
      const film = ['render', 'ramp.png', '--canvas', size, '--frames', frames, ...TEN];
      // oxlint-disable-next-line no-await-in-loop -- one browser draws them
      await succeedHere(place, [...film, '-o', 'x.mp4']);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const { width, height, pix_fmt, nb_read_frames } = await probe(place.path('x.mp4'));
      expect([`${width}x${height}`, pix_fmt, nb_read_frames]).toEqual([
        size,
        'yuv420p10le',
        frames,
      ]);
    }
  });

  it('is not taken for one of eight', async ({ place }) => {
    await writeRamp(place);
    await succeedHere(place, [...FILM, '-o', 'x.mp4']);
    await succeedHere(place, ['verify', 'x.mp4', 'ramp.png']);
    await succeedHere(place, ['render', ...RAMP, '--frames', '5', '--codec', 'vp9', '-o', 'y.mp4']);
    await writeFile(
      place.path('ten.json'),
      JSON.stringify({
        canvas: SIZE,
        fit: 'stretch',
        motions: [{ kind: 'zoom' }],
        frames: 5,
        depth: 10,
      }),
    );
    await succeedHere(place, ['verify', 'x.mp4', 'ramp.png', '--against', 'ten.json']);
    await expectRefusedHere(place, ['verify', 'y.mp4', 'ramp.png', '--against', 'ten.json'], {
      code: 'verification-failed',
      says: /it has 8 bits a sample; expected 10/,
    });
  });
});

describe('ten bits are refused', () => {
  it.for<[string, readonly string[], RegExp]>([
    ['of H.264', ['--codec', 'h264', '-o', 'x.mp4'], /nothing that H\.264 has here; choose VP9 or/],
    ['in QuickTime', ['-o', 'x.mov'], /nothing that H\.264 has/],
    ['of AV1', ['--codec', 'av1', '-o', 'x.webm'], /nothing that AV1 has/],
    ['in a GIF', ['-o', 'x.gif'], /nothing that GIF has/],
    ['in an APNG', ['-o', 'x.apng'], /nothing that PNG has/],
    ['in a WebP', ['-o', 'x.webp'], /nothing that WebP has/],
    ['in pictures', ['-o', '%d.png'], /nothing that PNG has/],
    ['in a page', ['-o', 'x.html'], /nothing that HTML page has/],
    ['of raw pixels', ['-o', 'x.rgba'], /nothing that raw RGBA has/],
    ['of vectors', ['--encoder', 'rolled', '-o', 'x.mp4'], /writes H\.264 alone/],
    ['from a canvas', ['--capture', 'canvas', '-o', 'x.mp4'], /a canvas has eight bits/],
    ['with alpha', ['--background', 'transparent', '-o', 'x.webm'], /transparent have eight bits/],
  ])('%s', async ([, args, says], { place }) => {
    const film = ['render', picture('card-smooth.png'), ...TEN, ...args];
    await expectRefusedHere(place, film, { code: 'usage', says });
  });

  it('as twelve and nine are', async ({ place }) => {
    const film = ['render', picture('card-smooth.png'), '--depth', '12', '-o', 'x.mp4'];
    await expectRefusedHere(place, film, { code: 'usage', says: /choices are 8, 10/ });
    await writeFile(place.path('nine.json'), '{"depth": 9}');
    await expectRefusedHere(
      place,
      ['render', picture('card-smooth.png'), '--spec', 'nine.json', '-o', 'x.mp4'],
      { code: 'usage', says: /depth.* is 9; expected 8 or 10/ },
    );
  });
});
