import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { QUALITY_NAMES } from '../../src/core/quality.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession } from '../session.ts';
import { type Decoder, ffmpegUnavailable, sharedDecoder } from './decoding.ts';
import {
  drawFrames,
  FLAT_GREYS,
  FLAT_VIDEO,
  paintPatches,
  showFilm,
  showPictures,
  worstOfFlat,
} from './flat-colours.ts';
import { fromPng, type Pixels } from './pixels.ts';

/** Levels of red, green and blue that flat colours are off at most. */
const MOST_OFF = 2;

const PICTURES: Readonly<Record<string, SpecInput>> = {
  'animated WebP': { format: 'webp' },
  'WebP pictures': { format: 'webp-sequence' },
  'JPEG pictures': { format: 'jpeg-sequence' },
};
const STANDING = { motions: [{ kind: 'roll', step: 0 }] } as const satisfies SpecInput;
/** Greys are furthest off where their edges lie in blocks. */
const PATCHES: Readonly<Record<string, Pixels>> = {
  'flat colours, saturated ones too,': paintPatches(64),
  'flat greys': paintPatches(50, FLAT_GREYS),
};
const SIDE = { width: 320, height: 320 };
const PAGE = {
  layout: 'figure',
  title: '',
  size: { width: 200, height: 200 },
  motions: [{ kind: 'roll', step: 1 }],
} as const satisfies SpecInput;
/** Columns that lie outside the blocks of what moves, px. */
const MARGIN = 80;
/** An encoder makes them better, or worse, in the first few. */
const FRAMES = 6;

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

describe.skipIf(ffmpegUnavailable()).each(Object.entries(PATCHES))('%s', (_, patches) => {
  it.each(Object.entries(FLAT_VIDEO))(
    'are within two levels in %s, in each quality',
    async (__, kind) => {
      const drawn = Array.from({ length: FRAMES }, () => patches);
      for (const quality of QUALITY_NAMES) {
        const spec = { ...STANDING, ...kind, quality, frames: FRAMES };
        const { ffmpeg, chromium } = await showFilm(session, decoder, spec, patches);
        expect(beyond(worstOfFlat(ffmpeg, drawn)), `${quality}, by ffmpeg`).toBeUndefined();
        if (kind.depth === undefined)
          expect(beyond(worstOfFlat(chromium, drawn)), `${quality}, by Chromium`).toBeUndefined();
      }
    },
  );

  it.each(Object.entries(PICTURES))(
    'are within two levels in %s, in each quality',
    async (__, kind) => {
      for (const quality of QUALITY_NAMES) {
        const spec = { ...STANDING, ...kind, quality, frames: 1 };
        const { ffmpeg, chromium } = await showPictures(session, spec, patches);
        expect(beyond(worstOfFlat(ffmpeg, [patches])), `${quality}, by ffmpeg`).toBeUndefined();
        expect(beyond(worstOfFlat(chromium, [patches])), `${quality}, by Chromium`).toBeUndefined();
      }
    },
  );
});

describe.skipIf(ffmpegUnavailable())('a white page around a photograph that moves', () => {
  it('is within two levels in VP9, in each quality', async () => {
    const file = fileURLToPath(new URL('../../benchmarks/pictures/retina.jpg', import.meta.url));
    await openJob(session, { motions: [], frames: 1, canvas: SIDE }, readFileSync(file));
    const picture = fromPng(await session.still(0));
    const spec = { ...PAGE, codec: 'vp9' as const, frames: 2 * FRAMES };
    const drawn = await drawFrames(session, spec, picture);
    for (const quality of QUALITY_NAMES) {
      const { ffmpeg } = await showFilm(session, decoder, { ...spec, quality }, picture);
      expect(beyond(worstOfFlat(ffmpeg, drawn, MARGIN)), `in ${quality}`).toBeUndefined();
    }
  });
});

/** What is too far off, in words. */
function beyond({ off, where }: { off: number; where: string }, most = MOST_OFF) {
  return off > most ? `${off} levels: ${where}` : undefined;
}
