import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { SpecInput } from '../../src/film/spec.ts';
import { startChromium } from '../chromium.ts';
import { sharedSession } from '../session.ts';
import { type Decoder, decodeWithFfmpeg, ffmpegUnavailable, sharedDecoder } from './decoding.ts';
import { demux, renderFilm } from './film.ts';
import { noise, paint, type Pixels, smooth } from './pixels.ts';
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

const SIZE = { width: 96, height: 72 };
const LUMA = SIZE.width * SIZE.height;
/** Frames of a row that are encoded: the first, and four in which an encoder makes it better. */
const ENCODED = 5;
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

const WRITTEN = STANDING_ROWS.flatMap(({ first, last }) =>
  Array.from({ length: last - first + 1 - ENCODED }, (_, n) => first + ENCODED + n),
);

describe('pictures that stand between transitions', () => {
  it('are written without an encoder, in a few bytes a frame, and the report says so', async () => {
    const { start, bytes } = await makeShow(session, STANDING, PICTURES);
    expect(start.film.encoder).toMatchObject({
      name: 'webcodecs',
      reason: expect.stringMatching(
        / Frames that show what the one before shows are written without it\.$/,
      ),
    });
    const { chunks } = await demux(bytes);
    expect(chunks).toHaveLength(STANDING_FRAMES);
    for (const n of WRITTEN) expect(chunks[n]?.data.length, `${n}`).toBeLessThanOrEqual(MOST_BYTES);
    expect([chunks[0]?.key, chunks[GOP]?.key]).toEqual([true, true]);
    expect(chunks.map(({ timestamp }) => timestamp)).toEqual(chunks.map((_, n) => 100_000 * n));
  });

  it.each(['draft', 'standard'] as const)(
    'show each frame as it was drawn, and stand still, in %s',
    async (quality) => {
      const drawn = await makeShow(
        session,
        { ...STANDING, codec: 'i420', format: 'y4m' },
        PICTURES,
      );
      const planes = drawn.gops.flatMap(({ chunks }) => chunks.map(({ data }) => data));
      const { bytes } = await makeShow(session, { ...STANDING, quality }, PICTURES);
      const films = [await decoder.decode(bytes)];
      if (ffmpegUnavailable() === undefined)
        films.push(decodeWithFfmpeg(bytes, SIZE.width, SIZE.height));
      for (const frames of films) {
        expect(frames).toHaveLength(STANDING_FRAMES);
        expect(repeated(frames)).toEqual(expect.arrayContaining(WRITTEN));
        const psnr = frames.map((frame, n) =>
          psnrOfPlane(frame.planes.subarray(0, LUMA), planes[n]?.subarray(0, LUMA) ?? frame.planes),
        );
        // What is written is as good as what was encoded, and what is encoded behind it as it would be.
        for (const { first, last } of STANDING_ROWS) {
          const row = psnr.slice(first, last + 1);
          const least = (row[0] ?? NaN) - UNSETTLED;
          expect(Math.min(...row), `${first}: ${row.join()}`).toBeGreaterThan(least);
        }
        const worst = Math.min(...psnr);
        const floor = quality === 'draft' ? 24 : 30;
        expect(worst, `PSNR of ${psnr.join()}`).toBeGreaterThan(floor);
      }
      const [byChromium, byFfmpeg = byChromium] = films;
      expect(byFfmpeg).toEqual(byChromium);
    },
  );

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
      /encoded, too: its bits a second are for all frames\.$/,
    ],
    [
      'in high',
      { quality: 'high' },
      /encoded, too: its quantizer is held by what each frame takes\.$/,
    ],
    ['in VP9', { codec: 'vp9' }, undefined],
    ['where they move', { motions: [{ kind: 'kenburns' }] }, undefined],
    ['under a title that counts', { title: '{f}' }, undefined],
  ])('are encoded, all of them, %s', async (_, spec, reason) => {
    const { start, bytes } = await makeShow(session, { ...STANDING, ...spec }, PICTURES);
    expect((await demux(bytes)).chunks).toHaveLength(STANDING_FRAMES);
    if (reason) expect(start.film.encoder.reason).toMatch(reason);
    else expect(start.film.encoder.reason).not.toContain('what the one before shows');
  });
});

describe('a film of one picture that stands', () => {
  it.each(['planes', 'canvas'] as const)('is encoded a few times, by the %s', async (capture) => {
    const motions: SpecInput['motions'] = [];
    const figure = { title: 'It stands', layout: 'figure', frames: 40 } as const;
    const spec = { ...figure, capture, motions };
    const { start, bytes } = await renderFilm(session, spec, smooth(SIZE));
    expect(start.capture).toBe(capture);
    expect(start.film.encoder.reason).toContain('are written without it.');
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
