import { createFile, MP4BoxBuffer } from 'mp4box';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { StillmotionError } from '../../src/core/errors.ts';
import { planRender } from '../../src/film/plan.ts';
import { VIDEO_CODEC_NAMES } from '../../src/codecs/index.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { anotherSession, openJob, sharedSession } from '../session.ts';
import { toPlanes, toRgb } from './bt709.ts';
import { type Decoder, sharedDecoder } from './decoding.ts';
import { demux, renderFilm } from './film.ts';
import { type Color, colorAt, fromPng, noise, paint, psnr, smooth, toPng } from './pixels.ts';

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

const picture = smooth({ width: 160, height: 120 });
const fast = { motion: { kind: 'roll', step: 8 } } as const;

/** The times that stand in the file: how long each frame lasts, in ticks. */
function timesIn(film: Uint8Array): { timescale: number; durations: number[]; syncs: number[] } {
  const file = createFile();
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(film.slice().buffer, 0));
  file.flush();
  const [track] = file.moov?.traks ?? [];
  if (!track) throw new Error('the file has no track');
  const { stts, stss } = track.mdia.minf.stbl;
  const durations = stts.sample_counts.flatMap((count, i) =>
    Array.from({ length: count }, () => stts.sample_deltas[i] ?? 0),
  );
  // MP4 counts samples from 1.
  const syncs = (stss?.sample_numbers ?? []).map((number) => number - 1);
  return { timescale: track.mdia.mdhd.timescale, durations, syncs };
}

describe.each(VIDEO_CODEC_NAMES)('in %s', (codec) => {
  it('a range holds the frames from its first to its last', async () => {
    const range = { first: 5, last: 9 };
    const spec = { ...fast, codec, quality: 'high', frames: 20, range } as const;
    const film = await renderFilm(session, spec, picture);
    const frames = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(5);
    const stills = new Map<number, Uint8Array>();
    for (let i = 3; i < 12; i++) stills.set(i, toPlanes(fromPng(await session.still(i))).planes);
    const nearest = frames.map(({ planes }) => {
      const ranked = [...stills].map(([i, still]) => [i, psnr(planes, still)] as const);
      return ranked.toSorted((a, b) => b[1] - a[1])[0]?.[0];
    });
    expect(nearest).toEqual([5, 6, 7, 8, 9]);
    const { chunks } = await demux(film.bytes);
    expect(chunks.map(({ timestamp }) => timestamp)).toEqual([0, 33_333, 66_667, 100_000, 133_333]);
  });

  it('the same job gives the same bytes', async () => {
    const spec = { ...fast, codec, frames: 10, layout: 'figure', title: 'Frame {f}' } as const;
    const canvas = { width: 200, height: 150 };
    const first = await renderFilm(session, { ...spec, canvas }, picture);
    await renderFilm(session, { codec, frames: 2 }, noise({ width: 33, height: 57 }, 1));
    const second = await renderFilm(session, { ...spec, canvas }, picture);
    const other = await anotherSession();
    const third = await renderFilm(other, { ...spec, canvas }, picture);
    expect(Buffer.compare(second.bytes, first.bytes)).toBe(0);
    expect(Buffer.compare(third.bytes, first.bytes)).toBe(0);
  });

  it('a key frame comes at least every 5 s, from an encoder', async () => {
    const fps = { numerator: 5, denominator: 1 };
    const spec = { ...fast, codec, encoder: 'webcodecs', fps, frames: 27 } as const;
    const film = await renderFilm(session, spec, picture);
    const { syncs } = timesIn(film.bytes);
    const gaps = [...syncs, 27].map((frame, i, all) => frame - (all[i - 1] ?? 0));
    expect(syncs[0]).toBe(0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(25);
    const { chunks } = await demux(film.bytes);
    expect(chunks.flatMap(({ key }, i) => (key ? [i] : []))).toEqual(syncs);
    expect(await decoder.decode(film.bytes)).toHaveLength(27);
  });
});

describe('every frame lasts exactly as long', () => {
  it.each([
    ['h264', 30_000, 1001],
    ['vp9', 30_000, 1001],
    ['av1', 30_000, 1001],
    ['h264', 24_000, 1001],
    ['h264', 5, 1],
    ['h264', 1, 3],
    ['vp9', 120, 1],
    ['h264', 997, 31],
  ] as const)('in %s at %d/%d frames/s', async (codec, numerator, denominator) => {
    const fps = { numerator, denominator };
    const film = await renderFilm(session, { ...fast, codec, fps, frames: 7 }, picture);
    const { timescale, durations } = timesIn(film.bytes);
    expect(durations).toHaveLength(7);
    for (const ticks of durations) expect(ticks * numerator).toBe(denominator * timescale);
  });
});

describe('an odd size', () => {
  const RED: Color = [255, 0, 0];
  const BLUE: Color = [0, 0, 255];
  // Its last column is red, its last row blue.
  const edged = paint({ width: 451, height: 301 }, (x, y) => {
    if (y === 300) return BLUE;
    return x === 450 ? RED : [128, 128, 128];
  });
  const spec = {
    quality: 'high',
    frames: 2,
    motion: { kind: 'roll', step: 0 },
    encoder: 'webcodecs',
  } as const;

  it('becomes even in H.264: the edge pixels stand twice, and that is said', async () => {
    const film = await renderFilm(session, { ...spec, codec: 'h264' }, edged);
    expect(film.start.film.size).toEqual({ width: 452, height: 302 });
    expect(film.start.film.notes.join(' ')).toContain('451x301 becomes 452x302');
    const [frame] = await decoder.decode(film.bytes);
    if (frame === undefined) throw new Error('no frame was decoded');
    expect([frame.width, frame.height]).toEqual([452, 302]);
    const rgb = toRgb(frame);
    const off = (x: number, y: number, color: Color) =>
      Math.max(...colorAt(rgb, x, y).map((level, i) => Math.abs(level - (color[i] ?? 0))));
    for (const x of [450, 451]) expect(off(x, 150, RED), `column ${x}`).toBeLessThanOrEqual(16);
    for (const y of [300, 301]) expect(off(200, y, BLUE), `row ${y}`).toBeLessThanOrEqual(16);
    expect(off(449, 150, [128, 128, 128])).toBeLessThanOrEqual(16);
  });

  it.each(['vp9', 'av1'] as const)('stays as it is in %s', async (codec) => {
    const film = await renderFilm(session, { ...spec, codec }, edged);
    expect(film.start.film.size).toEqual({ width: 451, height: 301 });
    expect(film.start.film.notes).toEqual([]);
    const [frame] = await decoder.decode(film.bytes);
    if (frame === undefined) throw new Error('no frame was decoded');
    expect([frame.width, frame.height]).toEqual([451, 301]);
    const still = toPlanes(fromPng(await session.still(0)));
    expect(psnr(frame.planes, still.planes)).toBeGreaterThan(36);
  });

  it.each([
    ['h264', 16, 16],
    ['h264', 17, 33],
    ['vp9', 2, 2],
    ['vp9', 3, 5],
    ['av1', 2, 3],
    ['av1', 17, 16],
    ['av1', 1001, 7],
  ] as const)('or a small one in %s: %dx%d', async (codec, width, height) => {
    const flat = paint({ width, height }, () => [200, 60, 90]);
    const film = await renderFilm(session, { ...spec, codec }, flat);
    const frames = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(2);
    for (const frame of frames) {
      const [red, green, blue] = colorAt(toRgb(frame), width - 1, height - 1);
      const off = Math.max(Math.abs(red - 200), Math.abs(green - 60), Math.abs(blue - 90));
      // H.264 spends bits on what it pads to whole macroblocks, too.
      expect(off).toBeLessThanOrEqual(8);
    }
  });
});

describe('a frame outside the limits of the codec', () => {
  /** The error that starting a film ends with. */
  async function refusal(spec: SpecInput): Promise<StillmotionError> {
    await openJob(session, { layout: 'figure', frames: 1, ...spec }, toPng(picture));
    const outcome = await session.startFilm().catch((error: unknown) => error);
    if (outcome instanceof StillmotionError) return outcome;
    throw new Error('the film began; expected a StillmotionError', { cause: outcome });
  }

  it('is refused, naming the limit, the nearest size that fits and who can encode it', async () => {
    const { code, message } = await refusal({ canvas: { width: 4098, height: 2304 } });
    expect(code).toBe('frame-too-large');
    expect(message).toContain('4098x2304');
    expect(message).toContain('at most 36864 macroblocks of 16×16 a frame');
    expect(message).toContain('VP9 and AV1 can encode it as it is');
    const [, width, height] = /nearest size that fits is (\d+)x(\d+)/.exec(message) ?? [];
    const canvas = { width: Number(width), height: Number(height) };
    expect(canvas.width).toBeGreaterThan(4080);
    expect(canvas.width / canvas.height).toBeCloseTo(4098 / 2304, 2);
    const plan = planRender(parseSpec({ layout: 'figure', canvas }), picture);
    expect(planFilm(plan).size).toEqual(canvas);
  });

  it('also where it is too small', async () => {
    const { code, message } = await refusal({ canvas: { width: 100, height: 8 } });
    expect(code).toBe('frame-too-large');
    expect(message).toContain('sides of 16 to 8688 px');
    expect(message).toContain('VP9 and AV1');
  });

  it('also where a side is longer than its area allows', async () => {
    const { code, message } = await refusal({ canvas: { width: 8720, height: 16 } });
    expect(code).toBe('frame-too-large');
    expect(message).toContain('The nearest size that fits is 8688x16; VP9 and AV1 can encode it');
  });

  it.each([
    ['h264', 8688, 16],
    ['vp9', 120, 9000],
    ['av1', 120, 9000],
  ] as const)('while %s takes %i×%i', async (codec, width, height) => {
    const canvas = { width, height };
    const film = await renderFilm(session, { codec, layout: 'figure', canvas, frames: 1 }, picture);
    const { config } = await demux(film.bytes);
    expect([config.codedWidth, config.codedHeight]).toEqual([width, height]);
  });

  it('or a bit rate above what this encoder takes, is refused for that', async () => {
    // OpenH264 takes 288 Mbit/s, a fifth more than its level; 300 are what the codec allows.
    const { code, message } = await refusal({ bitrate: 300_000_000 });
    expect(code).toBe('usage');
    expect(message).toMatch(
      /bit rate 300000000 bit\/s for 640x480: it takes at most about 28\d000000/,
    );
  });

  it('while the highest quality of the most pixels a second stays within both', async () => {
    const film = { canvas: { width: 3840, height: 2160 }, fps: { numerator: 120, denominator: 1 } };
    await openJob(
      session,
      { layout: 'figure', frames: 1, quality: 'high', ...film },
      toPng(picture),
    );
    const { steady, notes } = (await session.startFilm()).film;
    expect(steady?.told).toBeLessThanOrEqual(200_000_000);
    expect(notes).toEqual([]);
    for await (const { chunks } of session.gops())
      expect(chunks[0]?.data.byteLength).toBeGreaterThan(0);
  });

  it('while the largest is encoded', async () => {
    const canvas = { width: 4096, height: 2304 };
    const film = await renderFilm(session, { layout: 'figure', canvas, frames: 1 }, picture);
    const { chunks, config } = await demux(film.bytes);
    expect(chunks).toHaveLength(1);
    expect([config.codedWidth, config.codedHeight]).toEqual([4096, 2304]);
  });
});
