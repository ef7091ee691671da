import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession } from '../session.ts';
import { type Decoder, sharedDecoder } from './decoding.ts';
import { demux, renderFilm } from './film.ts';
import { startChromium } from '../chromium.ts';
import type { PlanarFrame } from './bt709.ts';
import { smooth, toPng } from './pixels.ts';
import { psnrOfPlane } from './plane-quality.ts';
import { VECTORS, wronglySought } from './seeking.ts';

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

const picture = smooth({ width: 64, height: 48 });
describe('a film that is written as vectors', () => {
  it('is the same from any of its key frames on, and in loops', async () => {
    const whole = await chunksOf(VECTORS);
    const keys = whole.flatMap(({ key }, index) => (key ? [index] : []));
    expect(keys).toEqual([0, 15, 30, 45]);
    for (const key of keys) {
      expect(await chunksOf(VECTORS, key), `resumed at ${key}`).toEqual(whole.slice(key));
      const range = { first: key, last: 50 };
      expect(await dataOf({ ...VECTORS, range })).toEqual(dataIn(whole.slice(key, 51)));
    }
    const loops = await dataOf({ ...VECTORS, loops: 3 });
    expect(loops).toEqual(dataIn([...whole, ...whole, ...whole]));
  });

  it.each<[string, SpecInput]>([
    ['smaller than the picture', { canvas: { width: 48, height: 36 }, frames: 24 }],
    ['of another shape', { canvas: { width: 32, height: 40 }, fit: 'stretch', frames: 16 }],
  ])('shows what is drawn in a frame %s', async (_, spec) => {
    const { bytes, plan } = await renderFilm(session, { ...spec, encoder: 'rolled' }, picture);
    const film = await decoder.decode(bytes);
    const drawn = await drawnLuma(spec);
    expect(film).toHaveLength(plan.frameCount);
    film.forEach((frame, index) =>
      expect(
        psnrOfPlane(lumaOf(frame), drawn[index] ?? frame.planes),
        `frame ${index}`,
      ).toBeGreaterThan(40),
    );
  });

  it('is shown by Chromium, all frames of it, also in loops', async () => {
    const { bytes } = await renderFilm(session, { ...VECTORS, loops: 2 }, picture);
    const frames = await decoder.decode(bytes);
    expect(frames).toHaveLength(118);
    const different = new Set(frames.map(({ planes }) => Buffer.from(planes).toString('base64')));
    // It comes around after 64 frames.
    expect(different.size).toBe(59);
  });

  it('shows the frame that a player seeks, forwards and backwards, at odd places too', async () => {
    const { bytes } = await renderFilm(session, VECTORS, picture);
    // Its own, in which no other tab is in front: a video behind others isn't painted.
    const browser = await startChromium();
    try {
      expect(await wronglySought(await browser.newPage(), bytes)).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

function lumaOf({ width, height, planes }: PlanarFrame): Uint8Array {
  return planes.subarray(0, width * height);
}

/** The luma of each frame as it is given to encoders. */
async function drawnLuma(spec: SpecInput): Promise<Uint8Array[]> {
  const { layout } = await openJob(
    session,
    { ...spec, codec: 'i420', format: 'y4m' },
    toPng(picture),
  );
  await session.startFilm();
  const frames = [];
  for await (const { chunks } of session.gops())
    for (const { data } of chunks) frames.push(lumaOf({ ...layout.canvas, planes: data.slice() }));
  return frames;
}

/** What a run that goes on from a frame would add. */
async function chunksOf(job: SpecInput, first?: number): Promise<Pick<Chunk, 'data' | 'key'>[]> {
  await openJob(session, job, toPng(picture));
  await session.startFilm(first);
  const chunks = [];
  for await (const gop of session.gops()) {
    for (const { data, key, timestamp } of gop.chunks)
      chunks.push({ data: Buffer.from(data), key, timestamp });
  }
  return chunks;
}

async function dataOf(job: SpecInput): Promise<Buffer[]> {
  const { bytes } = await renderFilm(session, job, picture);
  return dataIn((await demux(bytes)).chunks);
}

function dataIn(chunks: readonly Pick<Chunk, 'data'>[]): Buffer[] {
  return chunks.map(({ data }) => Buffer.from(data));
}
