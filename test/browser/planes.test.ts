import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { VIDEO_CODEC_NAMES } from '../../src/codecs/index.ts';
import { sharedSession } from '../session.ts';
import { type PlanarFrame, toPlanes, toRgb } from './bt709.ts';
import { type Decoder, decodeWithFfmpeg, ffmpegUnavailable } from './decoding.ts';
import { probe, sharedDecoder } from './decoding.ts';
import { framesOf, type RenderedFilm, renderFilm } from './film.ts';
import { FLAT_COLORS, paintPatches } from './flat-colours.ts';
import { colorAt, fromPng, psnr, smooth } from './pixels.ts';

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

const noFfmpeg = ffmpegUnavailable();
if (noFfmpeg) console.warn(`Skipped where ffmpeg is needed: ${noFfmpeg}`);

/** How near a decoded frame is to the planes of its still, dB: in luma and in chroma. */
function nearness(frame: PlanarFrame, still: PlanarFrame): [luma: number, chroma: number] {
  const pixels = still.width * still.height;
  const of = (start: number, end?: number) =>
    psnr(frame.planes.subarray(start, end), still.planes.subarray(start, end));
  return [of(0, pixels), of(pixels)];
}

describe.each(VIDEO_CODEC_NAMES)('a film in %s', (codec) => {
  const BLOCK = 48;
  const patches = paintPatches(BLOCK);
  const standing = {
    codec,
    quality: 'high',
    frames: 6,
    motion: { kind: 'roll', step: 0 },
    encoder: 'webcodecs',
  } as const;

  let rendered: Promise<RenderedFilm> | undefined;
  const standingFilm = () => (rendered ??= renderFilm(session, standing, patches));

  const middles = FLAT_COLORS.map((color, i) => ({
    color,
    x: (i % 4) * BLOCK + BLOCK / 2,
    y: Math.floor(i / 4) * BLOCK + BLOCK / 2,
  }));

  it('shows flat colours as they are, decoded as BT.709 in limited range', async () => {
    const film = await standingFilm();
    const frames = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(6);
    for (const frame of frames) {
      const rgb = toRgb(frame);
      for (const { x, y, color } of middles) {
        const off = colorAt(rgb, x, y).map((level, i) => Math.abs(level - (color[i] ?? 0)));
        expect(Math.max(...off), `${color.join()} at ${x},${y}`).toBeLessThanOrEqual(3);
      }
    }
  });

  it('gives flat colours the very luma that BT.709 gives them', async () => {
    const film = await standingFilm();
    const last = (await decoder.decode(film.bytes)).at(-1);
    const wanted = toPlanes(patches).planes;
    const lumas = (planes: Uint8Array | undefined) =>
      middles.map(({ x, y }) => planes?.[y * patches.width + x]);
    expect(lumas(last?.planes)).toEqual(lumas(wanted));
    expect(lumas(wanted)).toEqual(expect.arrayContaining([16, 126, 235]));
  });

  it.each([
    ['draft', 32],
    ['standard', 36],
    ['high', 40],
  ] as const)('in %s quality is near the stills of its frames', async (quality, least) => {
    const picture = smooth({ width: 160, height: 120 });
    const motion = { kind: 'roll', step: 3 } as const;
    const film = await renderFilm(session, { codec, quality, frames: 8, motion }, picture);
    const frames = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(framesOf(film));
    for (const [index, frame] of frames.entries()) {
      const still = toPlanes(fromPng(await session.still(index)));
      const [luma, chroma] = nearness(frame, still);
      expect(luma, `luma of frame ${index}`).toBeGreaterThanOrEqual(least);
      expect(chroma, `chroma of frame ${index}`).toBeGreaterThanOrEqual(least);
    }
  });

  it.skipIf(noFfmpeg)('says what its colours are, and ffmpeg decodes the same planes', async () => {
    const film = await standingFilm();
    expect(probe(film.bytes)).toMatchObject({
      width: patches.width,
      height: patches.height,
      pix_fmt: 'yuv420p',
      color_range: 'tv',
      color_space: 'bt709',
      color_primaries: 'bt709',
      color_transfer: 'bt709',
    });
    const frames = decodeWithFfmpeg(film.bytes, patches.width, patches.height);
    const others = await decoder.decode(film.bytes);
    expect(frames).toHaveLength(others.length);
    for (const [i, { planes }] of frames.entries()) {
      expect(Buffer.compare(planes, others[i]?.planes ?? Buffer.of()), `frame ${i}`).toBe(0);
    }
  });
});
