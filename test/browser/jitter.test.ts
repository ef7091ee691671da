import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { openJob, sharedSession } from '../session.ts';
import { decodeWithFfmpeg, ffmpegUnavailable } from './decoding.ts';
import { type Dot, framesFor, missed, ofLuma, ofStill, paintDot, track } from './dot.ts';
import { renderFilm } from './film.ts';
import { fromPng, toPng } from './pixels.ts';

const DOT: Dot = { picture: { width: 160, height: 120 }, x: 118.3, y: 37.4, spread: 5 };
/** Steeper: luma has fewer levels than RGB, and where a dot of 5 px rolls between texels they leave 0.0101 px/frame². */
const STEEPER: Dot = { ...DOT, spread: 4 };
/** As it may be in a film that people look at. */
const LARGER: Dot = { picture: { width: 640, height: 480 }, x: 397.1, y: 211.6, spread: 8 };

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

/** Every motion; those that show the dot near the middle of the frame. */
const MOTIONS = [
  'pan',
  'zoom',
  'zoom:to=0.5',
  'zoom:from=1,to=3,about=60% 45%',
  'kenburns:from=40% 45%,to=55% 50%',
  'rotate',
  'spiral',
  'sway',
  'orbit',
  'shake',
  'tilt',
  'mirror-tile:tiles=1',
];
/** How far off its path anything may be seen, px. */
const BAR = 0.03;
/** Of the film, at which it is looked at. */
const SHARE = 0.1;
const LOOKS = 8;
/**
 * At so many where all pixels lie alike between texels: near whole ones nothing changes by half a level, and so
 * nothing moves; what counts is the way over a whole pixel.
 */
const PIXEL = 50;

async function trackStills(spec: SpecInput, first: number, looks = LOOKS) {
  await openJob(session, spec, toPng(paintDot(DOT)));
  const indices = Array.from({ length: looks }, (_, i) => first + i);
  return track(DOT, planRender(parseSpec(spec), DOT.picture), indices, async (index) =>
    ofStill(fromPng(await session.still(index))),
  );
}

/** Renders a part of a film that moves a dot so fast, and follows that in what ffmpeg decodes. */
async function trackFilm(dot: Dot, motions: string, speed: number, how: SpecInput, looks = 30) {
  const frames = framesFor(dot, motions, speed, SHARE);
  const first = Math.round(SHARE * frames);
  const last = Math.min(first + looks, frames) - 1;
  return trackRange(dot, { ...how, motions: readMotions(motions), frames }, { first, last });
}

async function trackRange(dot: Dot, how: SpecInput, range: { first: number; last: number }) {
  const { first, last } = range;
  const spec = { ...how, range };
  const film = await renderFilm(session, spec, paintDot(dot));
  const decoded = decodeWithFfmpeg(film.bytes, dot.picture.width, dot.picture.height);
  const indices = decoded.map((_, i) => first + i);
  expect(indices).toHaveLength(last - first + 1);
  return track(dot, film.plan, indices, (index) => {
    const frame = decoded[index - first];
    if (!frame) throw new Error(`there is no frame ${index}`);
    return ofLuma(frame);
  });
}

describe('a dot stays on its path', () => {
  it.each(MOTIONS)('as %s draws it, quick and slow', async (motions) => {
    for (const speed of [0.3, 0.02]) {
      const frames = framesFor(DOT, motions, speed, SHARE);
      const spec = { motions: readMotions(motions), frames };
      const judged = await trackStills(
        spec,
        Math.round(SHARE * frames),
        motions.startsWith('mirror') ? PIXEL : LOOKS,
      );
      expect(missed(judged), `${speed} px a frame`).toEqual([]);
    }
  });

  it('at any frame rate, and at frame 1,000,000', async () => {
    for (const [motions, fps] of [
      ['roll:step=0.02', 30],
      ['roll:step=0.02', 1],
      ['orbit:radius=0.2,times=1000', 30],
    ] as const) {
      const spec: SpecInput = {
        motions: readMotions(motions),
        frames: 10_000_000,
        fps: { numerator: fps, denominator: 1 },
      };
      const judged = await trackStills(spec, 1_000_000, PIXEL);
      expect(missed(judged), `${motions} at ${fps} frames/s`).toEqual([]);
    }
  });

  it.skipIf(ffmpegUnavailable())('in a decoded film, where its codec loses nothing', async () => {
    for (const motions of ['orbit', 'zoom:to=1.5', 'tilt'])
      for (const speed of [0.3, 0.02]) {
        const judged = await trackFilm(DOT, motions, speed, { format: 'y4m', codec: 'i420' });
        expect(missed(judged), `${motions}, ${speed} px a frame`).toEqual([]);
      }
  });

  it.skipIf(ffmpegUnavailable()).each(MOTIONS)(
    'in a decoded film of VP9 whose planes lose nothing, by %s',
    async (motions) => {
      for (const speed of [0.3, 0.02]) {
        const judged = await trackFilm(LARGER, motions, speed, { codec: 'vp9', quantizer: 0 });
        expect(missed(judged), `${speed} px a frame`).toEqual([]);
      }
    },
  );

  it.skipIf(ffmpegUnavailable())(
    'in such a film at any frame rate, and at frame 1,000,000',
    async () => {
      const [first, last] = [1_000_000, 1_000_000 + PIXEL - 1];
      for (const motions of ['roll:step=0.02', 'orbit:radius=0.2,times=1000'])
        for (const fps of [30, 1]) {
          const spec: SpecInput = {
            motions: readMotions(motions),
            frames: 10_000_000,
            fps: { numerator: fps, denominator: 1 },
            codec: 'vp9',
            quantizer: 0,
          };
          const judged = await trackRange(STEEPER, spec, { first, last });
          expect(missed(judged), `${motions} at ${fps} frames/s`).toEqual([]);
        }
    },
  );

  it.skipIf(ffmpegUnavailable())('in a film of RGB that loses nothing', async () => {
    for (const motions of ['orbit', 'zoom:to=1.5'])
      for (const speed of [0.3, 0.02]) {
        const judged = await trackFilm(LARGER, motions, speed, { quality: 'lossless' });
        expect(missed(judged), `${motions}, ${speed} px a frame`).toEqual([]);
      }
  });

  // docs/sampling.md: what encoders add to it, and what x264 does.
  it.skipIf(ffmpegUnavailable())('nearly so in one that is encoded', async () => {
    const quick = await trackFilm(LARGER, 'orbit', 0.3, { quality: 'high' });
    expect(quick.worst).toBeLessThanOrEqual(0.16);
    expect(quick.jitter).toBeLessThanOrEqual(0.12);
    expect(quick.backwards).toBe(0);
    const slow = await trackFilm(LARGER, 'orbit', 0.02, { quality: 'high' });
    expect(slow.worst).toBeLessThanOrEqual(0.18);
    expect(slow.jitter).toBeLessThanOrEqual(0.06);
  });

  // docs/sampling.md: at 0.02 px a frame most frames are held, and what is seen to go back is far below the bar.
  it.skipIf(ffmpegUnavailable())(
    'and goes the motion’s way in films as people make them',
    async () => {
      for (const [motions, quality] of [
        ['zoom:to=1.5', 'standard'],
        ['pan:to=60% 55%', 'high'],
      ] as const) {
        const quick = await trackFilm(LARGER, motions, 0.3, { quality }, 60);
        expect(quick.backwards, `${motions}, ${quality}`).toBe(0);
        const slow = await trackFilm(LARGER, motions, 0.02, { quality }, 60);
        expect(slow.furthestBack, `${motions}, ${quality}, 0.02 px`).toBeLessThanOrEqual(BAR);
      }
    },
  );
});
