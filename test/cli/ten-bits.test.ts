import { readFile, writeFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
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

/** 64×64 px of ten bits: ffmpeg -f lavfi -i gradients=s=64x64 -frames:v 1 -pix_fmt yuv420p10le -c:v libaom-av1 -still-picture 1 x.avif. */
const DEEP_AVIF =
  'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD5bWV0YQAAAAAAAAAvaGRscgAAAAAAAAAAcGljdAAAAA' +
  'AAAAAAAAAAAFBpY3R1cmVIYW5kbGVyAAAAAA5waXRtAAAAAAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAASEAAAAp' +
  'AAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGppcHJwAAAAS2lwY28AAAAUaXNwZQAAAA' +
  'AAAABAAAAAQAAAABBwaXhpAAAAAAMKCgoAAAAMYXYxQ4EATAAAAAATY29scm5jbHgAAgACAAIAAAAAF2lwbWEAAAAA' +
  'AAAAAQABBAECgwQAAAAxbWRhdAoGGBV//bgIMh9GAAAAFAOgAEPBzfeNf1uk8t3873ESw11cLP/+Ww0J';

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

  it('is told with the quantizers of its layers', async ({ place }) => {
    await writeRamp(place);
    const report = await succeedHere(place, [...FILM, '--verbose', '-o', 'x.mp4']);
    expect(report.stdout).toContain(
      'quality  standard: quantizer 88; key frames 64; one frame of 4 behind them 24; 24 where the picture is plain, its key frames 52, and finer in frames that would stand out',
    );
    const { stdout } = await succeedHere(place, [...FILM, '--json', '-o', 'x.mp4']);
    expect(JSON.parse(stdout)).toMatchObject({ quantizer: 88, layers: { key: 64, ground: 24 } });
    const eight = [...RAMP, '--codec', 'vp9', '--frames', '5', '--json', '-o', 'y.mp4'];
    const { stdout: said } = await succeedHere(place, ['render', ...eight]);
    expect(JSON.parse(said)).not.toHaveProperty('layers');
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

/** Levels of a PNG's header, as people's programs write them: width, height, bits and so on, with their checksum. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Where IHDR ends. */
const HEADER = 33;

/** A PNG of 16 bits, of as many greys as columns: a quarter of all. */
const DEEP = { width: 1024, height: 16 };
const deepLevel = (x: number) => 24_000 + 16 * x;
const deepRamp = () =>
  encode({
    ...DEEP,
    channels: 3,
    depth: 16,
    data: Uint16Array.from({ length: 3 * DEEP.width * DEEP.height }, (_, n) =>
      deepLevel(Math.floor(n / 3) % DEEP.width),
    ),
  });
/** The same as eight bits have it. */
const shallowRamp = () =>
  encode({
    ...DEEP,
    channels: 3,
    data: Uint8Array.from({ length: 3 * DEEP.width * DEEP.height }, (_, n) =>
      Math.round(deepLevel(Math.floor(n / 3) % DEEP.width) / 257),
    ),
  });
const STILL = ['--step', '0', '--frames', '2', ...TEN, '--json'];

describe('a PNG of 16 bits', () => {
  it('has levels in a film of ten bits that one of eight bits has not', async ({ place, skip }) => {
    skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
    await writeFile(place.path('deep.png'), deepRamp());
    await writeFile(place.path('shallow.png'), shallowRamp());
    const levels: Record<string, number> = {};
    for (const name of ['deep', 'shallow']) {
      const film = ['render', `${name}.png`, ...STILL, '--quantizer', '0', '-o', `${name}.mp4`];
      // oxlint-disable-next-line no-await-in-loop -- one browser draws them
      const { stdout } = await succeedHere(place, film);
      expect((JSON.parse(stdout) as { notes: string[] }).notes.join()).not.toMatch(/eight/);
      // oxlint-disable-next-line no-await-in-loop -- as above
      const samples = await decodeDeep(place.path(`${name}.mp4`), 'yuv420p10le');
      levels[name] = new Set(samples.subarray(0, DEEP.width * DEEP.height)).size;
    }
    // A quarter of 876 levels, and of 255.
    expect(levels).toEqual({ deep: 220, shallow: 65 });
  });

  it('is kept to the level of ten bits where the film is lossless', async ({ place, skip }) => {
    skip(noFfmpeg, 'ffmpeg or ffprobe is not on PATH');
    await writeFile(place.path('deep.png'), deepRamp());
    const film = ['render', 'deep.png', ...STILL, '--quality', 'lossless', '-o', 'x.mp4'];
    const { stdout } = await succeedHere(place, film);
    // Compared with what is drawn, of which no sample may differ.
    expect(JSON.parse(stdout)).toMatchObject({ verified: { frames: 2 } });
    const samples = await decodeDeep(place.path('x.mp4'), 'gbrp10le');
    expect(samples).toHaveLength(2 * 3 * DEEP.width * DEEP.height);
    const wanted = (n: number) => (1023 * deepLevel(n % DEEP.width)) / 65_535;
    const off = samples.map((sample, n) => Math.ceil(Math.abs(sample - wanted(n))));
    expect(Math.max(...off.subarray(0, DEEP.width))).toBe(1);
    expect(new Set(samples).size).toBeGreaterThanOrEqual(256);
  });

  it('changes nothing in a film of eight bits', async ({ place }) => {
    await writeFile(place.path('deep.png'), deepRamp());
    const film = ['render', 'deep.png', '--step', '0', '--frames', '1', '--json'];
    const { stdout } = await succeedHere(place, [...film, '-o', 'x.y4m']);
    expect((JSON.parse(stdout) as { notes: string[] }).notes).toEqual([]);
    const samples = (await readFile(place.path('x.y4m'))).subarray(-1.5 * DEEP.width * DEEP.height);
    expect(new Set(samples.subarray(0, DEEP.width)).size).toBeLessThan(66);
  });

  const png = Buffer.from(deepRamp());
  const withChunk = (type: string, data: Uint8Array) =>
    Buffer.concat([png.subarray(0, HEADER), chunk(type, data), png.subarray(HEADER)]);
  /** Of one pixel, in which all passes but the first are empty. */
  const interlaced = () => {
    const one = { width: 1, height: 1, channels: 3, depth: 16 } as const;
    const whole = Buffer.from(encode({ ...one, data: Uint16Array.of(1, 2, 3) }));
    const header = Buffer.from(whole.subarray(16, 29));
    header[12] = 1;
    return Buffer.concat([whole.subarray(0, 8), chunk('IHDR', header), whole.subarray(HEADER)]);
  };

  it.for<[string, () => Uint8Array, RegExp]>([
    ['interlaced', interlaced, /read with eight: it is interlaced/],
    [
      'of another gamma',
      () => withChunk('gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)),
      /read with eight: the browser converts its colours by its profile, gamma/,
    ],
    ['as an AVIF', () => Buffer.from(DEEP_AVIF, 'base64'), /no more of an AVIF/],
  ])('is read with eight where it is %s, which is said', async ([, file, says], { place }) => {
    await writeFile(place.path('x'), file());
    const film = ['render', 'x', ...STILL.slice(0, -1), '--canvas', '64x64', '-o', 'x.y4m'];
    expect((await succeedHere(place, film)).stderr).toMatch(says);
    await writeFile(place.path('y.png'), deepRamp());
    const shown = ['render', 'y.png', 'x', '--each', '1', '--fps', '2', ...TEN, '-o', 'y.y4m'];
    const { stderr } = await succeedHere(place, [...shown, '--canvas', '64x64']);
    expect(stderr).toMatch(/x: A picture of more/);
    expect(stderr).toMatch(says);
    const eight = film.filter((word) => !TEN.includes(word));
    expect((await succeedHere(place, [...eight])).stderr).not.toMatch(/eight/);
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
