import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { QUALITY_NAMES, type QualityName } from '../../src/core/quality.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { startChromium } from '../chromium.ts';
import { sharedSession } from '../session.ts';
import { type Decoder, decodeWithFfmpeg, ffmpegUnavailable, sharedDecoder } from './decoding.ts';
import { demux, renderFilm } from './film.ts';
import { type Color, colorAt, noise, paint, type Pixels, smooth } from './pixels.ts';
import { psnrOfPlane } from './plane-quality.ts';
import { wronglyColored } from './seeking.ts';
import {
  COLORED,
  GOP,
  makeShow,
  SHOWN_COLORS,
  STANDING,
  STANDING_FPS,
  STANDING_FRAMES,
  STANDING_ROWS,
} from './show-films.ts';

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

/** In `high` smaller films are of a level whose name Chromium's decoder doesn't know (1b). */
const SIZE = { width: 192, height: 144 };
const LUMA = SIZE.width * SIZE.height;
/** Frames of a row that are encoded: the first, and four in which an encoder makes it better. */
const ENCODED = 5;
/** The least that any frame has, of pictures one of which is noise, dB. */
const FLOORS = { draft: 24, standard: 30, high: 30 };
/** How far a frame that is encoded once more may fall behind, dB. */
const UNSETTLED = 0.5;
/** A picture of nothing but skipped macroblocks has no more. */
const MOST_BYTES = 20;

/** Something smooth, something with edges, something fine. */
const PICTURES: readonly Pixels[] = [
  smooth(SIZE),
  paint(SIZE, (x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [220, 40, 90] : [20, 120, 200])),
  noise(SIZE, 3),
];

/** Which frames show just what the one before shows, to the sample. */
function repeated(frames: readonly { readonly planes: Uint8Array }[]): number[] {
  return frames.flatMap(({ planes }, n) =>
    n > 0 && Buffer.compare(planes, frames[n - 1]?.planes ?? planes) === 0 ? [n] : [],
  );
}

/** The luma of each frame, as it is drawn. */
async function drawLumas(
  pictures: readonly Pixels[],
  spec: SpecInput = STANDING,
): Promise<Uint8Array[]> {
  const { gops } = await makeShow(session, { ...spec, codec: 'i420', format: 'y4m' }, pictures);
  return gops.flatMap(({ chunks }) => chunks.map(({ data }) => data.subarray(0, LUMA)));
}

/** How near frames are to what was drawn, dB. */
function nearness(
  frames: readonly { readonly planes: Uint8Array }[],
  drawn: readonly Uint8Array[],
) {
  return frames.map(({ planes }, n) =>
    psnrOfPlane(planes.subarray(0, LUMA), drawn[n] ?? new Uint8Array(LUMA)),
  );
}

const WRITTEN = STANDING_ROWS.flatMap(({ first, last }) =>
  Array.from({ length: last - first + 1 - ENCODED }, (_, n) => first + ENCODED + n),
);

describe('pictures that stand between transitions', () => {
  it('are written without an encoder, in a few bytes a frame, and the report says so', async () => {
    const { start, bytes } = await makeShow(session, STANDING, PICTURES);
    expect(start.film.encoder).toMatchObject({
      name: 'webcodecs',
      besides: 'frames that repeat the one before are written without it',
    });
    const { chunks } = await demux(bytes);
    expect(chunks).toHaveLength(STANDING_FRAMES);
    for (const n of WRITTEN) expect(chunks[n]?.data.length, `${n}`).toBeLessThanOrEqual(MOST_BYTES);
    expect([chunks[0]?.key, chunks[GOP]?.key]).toEqual([true, true]);
    expect(chunks.map(({ timestamp }) => timestamp)).toEqual(chunks.map((_, n) => 100_000 * n));
  });

  it.each(QUALITY_NAMES)(
    'show each frame as it was drawn, and stand still, in %s',
    async (quality) => {
      const drawn = await drawLumas(PICTURES);
      const { bytes } = await makeShow(session, { ...STANDING, quality }, PICTURES);
      const films = [await decoder.decode(bytes)];
      if (ffmpegUnavailable() === undefined)
        films.push(decodeWithFfmpeg(bytes, SIZE.width, SIZE.height));
      for (const frames of films) {
        expect(frames).toHaveLength(STANDING_FRAMES);
        expect(repeated(frames)).toEqual(expect.arrayContaining(WRITTEN));
        const psnr = nearness(frames, drawn);
        // What is written is as good as what was encoded, and what is encoded behind it as it would be.
        for (const { first, last } of STANDING_ROWS) {
          const row = psnr.slice(first, last + 1);
          const least = (row[0] ?? NaN) - UNSETTLED;
          expect(Math.min(...row), `${first}: ${row.join()}`).toBeGreaterThanOrEqual(least);
        }
        const worst = Math.min(...psnr);
        expect(worst, `PSNR of ${psnr.join()}`).toBeGreaterThan(FLOORS[quality]);
      }
      const [byChromium, byFfmpeg = byChromium] = films;
      expect(byFfmpeg).toEqual(byChromium);
    },
  );

  it('go over into one another as well in high as in standard, at once, and stand better', async () => {
    // As much in them as in photographs.
    const fine = [1, 2, 3].map((seed) => {
      const [plain, grain] = [smooth(SIZE, seed), noise(SIZE, seed)];
      return paint(SIZE, (x, y) => {
        const levels = colorAt(grain, x, y);
        const mixed = colorAt(plain, x, y).map((level, n) => 0.9 * level + 0.1 * (levels[n] ?? 0));
        return mixed as unknown as Color;
      });
    });
    const drawn = await drawLumas(fine);
    const near = async (quality: QualityName) => {
      const { bytes } = await makeShow(session, { ...STANDING, quality }, fine);
      return nearness(await decoder.decode(bytes), drawn);
    };
    const [standard, high] = [await near('standard'), await near('high')];
    expect(Math.min(...high), `${high.join()} and ${standard.join()}`).toBeGreaterThan(
      Math.min(...standard),
    );
    for (const { first, last } of STANDING_ROWS)
      expect(high[last], `frame ${last}, from ${first}`).toBeGreaterThan(standard[last] ?? NaN);
  });

  it('are the same from any key frame on, in a range and in loops', async () => {
    const { gops, bytes } = await makeShow(session, STANDING, PICTURES);
    const chunksOf = (film: Pick<(typeof gops)[number], 'chunks'>[]) =>
      film.flatMap(({ chunks }) =>
        chunks.map(({ data, timestamp }) => [timestamp, Buffer.from(data)]),
      );
    const again = await makeShow(session, STANDING, PICTURES, GOP);
    expect(chunksOf([...again.gops])).toEqual(chunksOf(gops.slice(1)));
    const range = { first: 10, last: 70 };
    const part = await decoder.decode(
      (await makeShow(session, { ...STANDING, range }, PICTURES)).bytes,
    );
    expect(part).toHaveLength(61);
    const whole = await decoder.decode(bytes);
    // From its second key frame on it is the film's.
    expect(part.slice(GOP - 10)).toEqual(whole.slice(GOP, 71));
    const loops = await decoder.decode(
      (await makeShow(session, { ...STANDING, loops: 2 }, PICTURES)).bytes,
    );
    expect(loops).toEqual([...whole, ...whole]);
  });

  it('are found by a player that seeks', async () => {
    const { bytes } = await makeShow(session, STANDING, COLORED);
    // Its own, in which no other tab is in front: a video behind others isn't painted.
    const browser = await startChromium();
    try {
      expect(
        await wronglyColored(await browser.newPage(), bytes, STANDING_FPS, SHOWN_COLORS),
      ).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it.each<[string, SpecInput, RegExp | undefined]>([
    [
      'with a bit rate',
      { bitrate: 400_000 },
      /encoded, too, as its bits a second are for all frames$/,
    ],
    ['in VP9', { codec: 'vp9' }, undefined],
    ['where they move', { motions: [{ kind: 'kenburns' }] }, undefined],
    ['under a title that counts', { title: '{f}' }, undefined],
    ['under grain', { effects: [{ name: 'grain' }] }, undefined],
  ])('are encoded, all of them, %s', async (_, spec, reason) => {
    const { start, bytes } = await makeShow(session, { ...STANDING, ...spec }, PICTURES);
    expect((await demux(bytes)).chunks).toHaveLength(STANDING_FRAMES);
    if (reason) expect(start.film.encoder.besides).toMatch(reason);
    else expect(start.film.encoder.besides).toBeUndefined();
  });
});

it('pictures that stand under an effect that is the same in each frame are written so, too', async () => {
  const spec: SpecInput = { ...STANDING, effects: [{ name: 'vignette' }] };
  const drawn = await drawLumas(PICTURES, spec);
  const { start, bytes } = await makeShow(session, spec, PICTURES);
  expect(start.film.encoder.besides).toContain('are written without it');
  const frames = await decoder.decode(bytes);
  expect(frames).toHaveLength(STANDING_FRAMES);
  expect(repeated(frames)).toEqual(expect.arrayContaining(WRITTEN));
  const psnr = nearness(frames, drawn);
  expect(Math.min(...psnr), `PSNR of ${psnr.join()}`).toBeGreaterThan(FLOORS.standard);
});

describe('a film of one picture that stands', () => {
  it.each(['planes', 'canvas'] as const)('is encoded a few times, by the %s', async (capture) => {
    const motions: SpecInput['motions'] = [];
    const figure = { title: 'It stands', layout: 'figure', frames: 40 } as const;
    const spec = { ...figure, capture, motions };
    const { start, bytes } = await renderFilm(session, spec, smooth(SIZE));
    expect(start.capture).toBe(capture);
    expect(start.film.encoder.besides).toContain('are written without it');
    const { chunks } = await demux(bytes);
    const small = chunks.filter(({ data }) => data.length <= MOST_BYTES);
    expect(small.length).toBeGreaterThanOrEqual(40 - ENCODED);
    const frames = await decoder.decode(bytes);
    expect(frames).toHaveLength(40);
    expect(repeated(frames)).toEqual(
      expect.arrayContaining(Array.from({ length: 40 - ENCODED }, (_, n) => ENCODED + n)),
    );
  });
});
