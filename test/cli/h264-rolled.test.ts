import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RolledFilm, refuses, writeRolled } from '../../src/codecs/h264-rolled/index.ts';
import { QUALITY_NAMES } from '../../src/core/quality.ts';
import { probe } from './media.ts';
import {
  annexB,
  chromaPsnr,
  decodeWithFfmpeg,
  findStrayFrames,
  lumaPsnr,
  makeFilm,
  makeFrames,
  whole,
} from '../rolled-film.ts';

fc.configureGlobal({ seed: 20261127 });
const execute = promisify(execFile);

describe('a film written as vectors', () => {
  it.each<[string, RolledFilm]>([
    ['along x', makeFilm({ size: { width: 96, height: 64 } })],
    [
      'back along x',
      makeFilm({ size: { width: 96, height: 64 }, step: { x: whole(-3), y: whole(0) } }),
    ],
    ['along y', makeFilm({ size: { width: 96, height: 64 }, step: { x: whole(0), y: whole(2) } })],
    [
      'along both',
      makeFilm({ size: { width: 96, height: 64 }, step: { x: whole(5), y: whole(-7) } }),
    ],
    [
      'of the smallest size',
      makeFilm({ size: { width: 16, height: 16 }, step: { x: whole(1), y: whole(1) } }),
    ],
    [
      'of no whole macroblocks',
      makeFilm({ size: { width: 98, height: 54 }, step: { x: whole(3), y: whole(1) } }),
    ],
    [
      'that stands still',
      makeFilm({ size: { width: 96, height: 64 }, step: { x: whole(0), y: whole(0) } }),
    ],
    [
      'as wide as vectors reach',
      makeFilm({ size: { width: 2048, height: 16 }, step: { x: whole(101), y: whole(0) } }),
    ],
    [
      'wider than vectors reach',
      makeFilm({ size: { width: 2112, height: 32 }, step: { x: whole(-9), y: whole(0) } }),
    ],
    [
      'higher than vectors reach',
      makeFilm({ size: { width: 32, height: 640 }, step: { x: whole(1), y: whole(-12) } }),
    ],
  ])('%s shows its key frames from other places, sample for sample', async (_, film) => {
    expect(await findStrayFrames(film, 30)).toEqual([]);
  });

  it('does so whatever its size, steps and length', async () => {
    const side = fc.integer({ min: 8, max: 80 }).map((half) => 2 * half);
    const pixels = fc.integer({ min: -40, max: 40 }).map(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ width: side, height: side }),
        fc.record({ x: pixels, y: pixels }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(...QUALITY_NAMES),
        fc.integer({ min: 0, max: 120 }),
        async (size, step, frameCount, keyInterval, quality, grain) => {
          const film = makeFilm({ size, step, frameCount, keyInterval, quality });
          expect(await findStrayFrames(film, grain)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('shows the image where it has moved to', async () => {
    const film = makeFilm({ size: { width: 96, height: 70 }, step: { x: whole(5), y: whole(-3) } });
    const images = makeFrames(film, 4);
    await decodeWithFfmpeg(writeRolled(film, images), film.size, (frame, n) => {
      expect(lumaPsnr(images[0], frame, film.size, 5 * n, -3 * n)).toBeGreaterThan(40);
    });
  });

  it('shows chroma as it is at odd places, not the mean of what lies around', async () => {
    const film = makeFilm({ size: { width: 98, height: 70 }, step: { x: whole(5), y: whole(-3) } });
    const images = makeFrames(film, 0);
    const kept: number[] = [];
    await decodeWithFfmpeg(writeRolled(film, images), film.size, (frame, n) => {
      const moved = n - (n % 2);
      const image = images[n % 2 === 0 ? 0 : 1];
      kept.push(...chromaPsnr(image, frame, film.size, 5 * moved, -3 * moved));
    });
    expect(kept).toHaveLength(80);
    expect(Math.min(...kept)).toBeGreaterThan(40);
  });

  it.each(['much grain', 'hardly any grain'])(
    'has at least 50 dB in high quality: %s',
    async (kind) => {
      const size = { width: 320, height: 240 };
      const film = makeFilm({ size, quality: 'high', frameCount: 2 });
      const images = makeFrames(film, kind === 'hardly any grain' ? 2 : 60);
      await decodeWithFfmpeg(writeRolled(film, images), size, (frame, n) => {
        expect(lumaPsnr(images[0], frame, size, n, 0)).toBeGreaterThan(50);
      });
    },
  );

  it('is the same in every part of it', () => {
    const film = makeFilm({ size: { width: 64, height: 48 }, step: { x: whole(7), y: whole(0) } });
    const images = makeFrames(film, 30);
    const all = [...writeRolled(film, images).chunks].slice(25, 31);
    const part = writeRolled({ ...film, range: { first: 25, last: 30 } }, images);
    expect(part.description).toEqual(writeRolled(film, images).description);
    // Key pictures in a row tell themselves apart by a bit, which counts from where the film begins.
    expect([...part.chunks].slice(1)).toEqual(all.slice(1));
  });

  it('moves by fractions with six taps', async () => {
    const film = makeFilm({
      size: { width: 64, height: 32 },
      step: { x: { numerator: 1, denominator: 2 }, y: whole(0) },
      keyInterval: 20,
    });
    const images = makeFrames(film, 30);
    let key = Buffer.alloc(0);
    await decodeWithFfmpeg(writeRolled(film, images), film.size, (frame, n) => {
      if (n % 20 === 0) key = Buffer.from(frame);
      if (n % 20 !== 7) return;
      const at = (y: number, x: number) => key[64 * y + ((x + 64) % 64)] ?? 0;
      for (let y = 0; y < 32; y++) {
        for (let x = 0; x < 64; x++) {
          // 3.5 px to the right: between the samples 4 and 3 to the left (8.4.2.2.1).
          const taps = [1, -5, 20, 20, -5, 1].map((tap, i) => tap * at(y, x - 6 + i));
          const sum = (taps.reduce((a, b) => a + b) + 16) >> 5;
          expect(frame[64 * y + x]).toBe(Math.max(0, Math.min(255, sum)));
        }
      }
    });
  });
});

describe('what a film written as vectors says of itself', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stillmotion-rolled-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is true: size, profile, level, colours, rate, order', async () => {
    const film = makeFilm({
      size: { width: 640, height: 362 },
      fps: { numerator: 30000, denominator: 1001 },
      frameCount: 3,
    });
    const path = join(folder, 'film.264');
    await writeFile(path, Buffer.concat([...annexB(writeRolled(film, makeFrames(film, 5)))]));
    expect(await probe(path)).toMatchObject({
      codec_name: 'h264',
      profile: 'Constrained Baseline',
      width: 640,
      height: 362,
      level: 30,
      color_range: 'tv',
      color_space: 'bt709',
      color_transfer: 'bt709',
      color_primaries: 'bt709',
      r_frame_rate: '30000/1001',
      has_b_frames: 0,
      refs: 2,
      nb_read_frames: '3',
    });
  });

  it('can be read to the last bit of every header', async () => {
    const film = makeFilm({ size: { width: 98, height: 54 }, frameCount: 30 });
    const path = join(folder, 'headers.264');
    await writeFile(path, Buffer.concat([...annexB(writeRolled(film, makeFrames(film, 5)))]));
    const read = [
      '-v',
      'verbose',
      '-i',
      path,
      '-c',
      'copy',
      '-bsf:v',
      'trace_headers',
      '-f',
      'null',
    ];
    const { stderr } = await execute('ffmpeg', [...read, '-'], { maxBuffer: 1 << 26 });
    expect(stderr).not.toMatch(/out of range|invalid|error/i);
    expect(stderr.match(/slice_type .* = 7$/gm)).toHaveLength(2);
    expect(stderr.match(/slice_type .* = 5$/gm)).toHaveLength(28);
    expect(stderr.match(/idr_pic_id .* = [12]$/gm)).toHaveLength(2);
  });
});

describe('what can not be written as vectors', () => {
  const size = { width: 640, height: 480 };
  it.each<[string, Partial<RolledFilm>, RegExp]>([
    ['odd sizes', { size: { width: 641, height: 480 } }, /even sizes.*641x480/],
    ['less than a macroblock', { size: { width: 640, height: 8 } }, /at least 16 px/],
    ['other fractions', { step: { x: { numerator: 1, denominator: 3 }, y: whole(0) } }, /quarters/],
    [
      'key frames between pixels',
      { step: { x: { numerator: 1, denominator: 4 }, y: whole(0) }, keyInterval: 30 },
      /whole pixels, every 4 frames/,
    ],
    [
      'what is wider than vectors reach and moves on',
      { size: { width: 2100, height: 64 } },
      /reach/,
    ],
    [
      'steps over more than vectors reach',
      { size: { width: 4096, height: 2160 }, step: { x: whole(1000), y: whole(0) } },
      /reach/,
    ],
  ])('%s: it says so', (_, film, reason) => {
    expect(refuses(makeFilm({ size, ...film }))).toMatch(reason);
    expect(() =>
      writeRolled(
        makeFilm({ size, ...film }),
        makeFrames(makeFilm({ size: { width: 16, height: 16 } }), 0),
      ),
    ).toThrow(reason);
  });
});
