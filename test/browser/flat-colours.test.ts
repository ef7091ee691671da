import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { QUALITY_NAMES } from '../../src/core/quality.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { sharedSession } from '../session.ts';
import { type Decoder, ffmpegUnavailable, sharedDecoder } from './decoding.ts';
import { FLAT_VIDEO, paintPatches, showFilm, showPictures, worstOfFlat } from './flat-colours.ts';

/** Levels of red, green and blue that flat colours are off at most. */
const MOST_OFF = 2;

const PICTURES: Readonly<Record<string, SpecInput>> = {
  'animated WebP': { format: 'webp' },
  'WebP pictures': { format: 'webp-sequence' },
  'JPEG pictures': { format: 'jpeg-sequence' },
};
const STANDING = { motions: [{ kind: 'roll', step: 0 }] } as const satisfies SpecInput;
const PATCHES = paintPatches(64);
/** An encoder makes them better, or worse, in the first few. */
const FRAMES = 6;

let session: Session;
let decoder: Decoder;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
});

describe.skipIf(ffmpegUnavailable())('flat colours, saturated ones too,', () => {
  it.each(Object.entries(FLAT_VIDEO))(
    'are within two levels in %s, in each quality',
    async (_, kind) => {
      const spec = { ...STANDING, ...kind, frames: FRAMES };
      const drawn = Array.from({ length: FRAMES }, () => PATCHES);
      for (const quality of QUALITY_NAMES) {
        const { ffmpeg, chromium } = await showFilm(
          session,
          decoder,
          { ...spec, quality },
          PATCHES,
        );
        expect(beyond(worstOfFlat(ffmpeg, drawn)), `${quality}, by ffmpeg`).toBeUndefined();
        if (kind.depth === undefined)
          expect(beyond(worstOfFlat(chromium, drawn)), `${quality}, by Chromium`).toBeUndefined();
      }
    },
  );

  it.each(Object.entries(PICTURES))(
    'are within two levels in %s, in each quality',
    async (_, kind) => {
      const spec = { ...STANDING, ...kind, frames: 1 };
      for (const quality of QUALITY_NAMES) {
        const { ffmpeg, chromium } = await showPictures(session, { ...spec, quality }, PATCHES);
        expect(beyond(worstOfFlat(ffmpeg, [PATCHES])), `${quality}, by ffmpeg`).toBeUndefined();
        expect(beyond(worstOfFlat(chromium, [PATCHES])), `${quality}, by Chromium`).toBeUndefined();
      }
    },
  );
});

/** What is too far off, in words. */
function beyond({ off, where }: { off: number; where: string }, most = MOST_OFF) {
  return off > most ? `${off} levels: ${where}` : undefined;
}
