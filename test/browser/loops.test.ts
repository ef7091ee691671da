import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { VIDEO_CODEC_NAMES } from '../../src/codecs/index.ts';
import { sharedSession } from '../session.ts';
import { type Decoder, sharedDecoder } from './decoding.ts';
import { demux, type RenderedFilm, renderFilm } from './film.ts';
import { smooth } from './pixels.ts';

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

const picture = smooth({ width: 64, height: 48 });

describe.each(VIDEO_CODEC_NAMES)('a film in %s', (codec) => {
  const spec = { codec, frames: 16, motion: { kind: 'roll', step: 4 } } as const;
  let rendered: Promise<RenderedFilm> | undefined;
  const oneLoop = async () => (await (rendered ??= renderFilm(session, spec, picture))).bytes;

  it('in ten loops is one loop ten times over, chunk for chunk', async () => {
    const once = await demux(await oneLoop());
    const film = await renderFilm(session, { ...spec, loops: 10 }, picture);
    const looped = await demux(film.bytes);
    expect(looped.chunks).toHaveLength(160);
    for (const [n, { data, key, timestamp }] of looped.chunks.entries()) {
      const original = once.chunks[n % 16];
      expect(Buffer.compare(data, original?.data ?? Buffer.of()), `chunk ${n}`).toBe(0);
      expect(key).toBe(original?.key);
      expect(timestamp).toBe(Math.round((n * 1e6) / 30));
    }
  });

  it('in three loops shows the same frames three times', async () => {
    const once = await decoder.decode(await oneLoop());
    const film = await renderFilm(session, { ...spec, loops: 3 }, picture);
    const frames = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(48);
    for (const [n, frame] of frames.entries()) {
      expect(Buffer.compare(frame.planes, once[n % 16]?.planes ?? Buffer.of()), `frame ${n}`).toBe(
        0,
      );
    }
  });

  it('of held pictures has each once, shown for as long', async () => {
    const held = await renderFilm(session, { ...spec, hold: 6 }, picture);
    const { chunks } = await demux(held.bytes);
    expect(chunks.map(({ timestamp }) => timestamp)).toEqual(
      Array.from({ length: 16 }, (_, n) => Math.round((n * 6e6) / 30)),
    );
    const frames = await decoder.decode(held.bytes);
    const slow = { ...spec, fps: { numerator: 5, denominator: 1 } };
    const slower = await decoder.decode((await renderFilm(session, slow, picture)).bytes);
    expect(frames).toHaveLength(16);
    expect(slower).toHaveLength(16);
    for (const [n, { planes }] of frames.entries())
      expect(Buffer.compare(planes, slower[n]?.planes ?? Buffer.of()), `frame ${n}`).toBe(0);
  });
});
