import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/cli/session/session.ts';
import { QUALITY_NAMES } from '../../../src/core/quality.ts';
import type { Size } from '../../../src/core/size.ts';
import type { SpecInput } from '../../../src/film/spec/spec.ts';
import { type Decoder, ffmpegUnavailable, sharedDecoder } from '../../browser/decoding.ts';
import {
  drawFrames,
  FLAT_VIDEO,
  paintPatches,
  showFilm,
  showPictures,
  worstOfFlat,
} from '../../browser/flat-colours.ts';
import { type Color, colorAt, fromPng, paint, type Pixels } from '../../browser/pixels.ts';
import { openJob, sharedSession } from '../../session.ts';

/** Levels of red, green and blue that flat colours are off at most. */
const MOST_OFF = 2;
const FRAMES = 26;
/** Columns of a picture that are patches, px: a photograph beside them is judged by other measures. */
const PATCHES = 256;

/**
 * OpenH264's key frames have a quantizer of 22 at the finest: where an edge goes through a macroblock, chroma is up to so many
 * levels off in the rest of it.
 */
const OF_OPENH264 = 6;

const PICTURES: Readonly<Record<string, SpecInput>> = {
  WebP: { format: 'webp-sequence' },
  JPEG: { format: 'jpeg-sequence' },
};
const STANDING = { motions: [{ kind: 'roll', step: 0 }] } as const satisfies SpecInput;
const ROLLING = { motions: [{ kind: 'roll', step: 3 }] } as const satisfies SpecInput;

let session: Session;
let decoder: Decoder;
let scenes: Readonly<Record<string, Pixels>>;
beforeAll(async () => {
  [session, decoder] = await Promise.all([sharedSession(), sharedDecoder()]);
  scenes = {
    'that lie on no grid': paintPatches(50),
    'whose edges go through blocks': paintPatches(52),
    'beside a photograph': await besidePhotograph(),
    'as black bars at a photograph': await aroundPhotograph([0, 0, 0], { width: 256, height: 104 }),
    'as a white page around a photograph': await aroundPhotograph([255, 255, 255], {
      width: 150,
      height: 114,
    }),
    'as a grey page around a photograph': await aroundPhotograph([190, 190, 190], {
      width: 150,
      height: 114,
    }),
  };
});

/** Patches at the left, at the right a photograph. */
async function besidePhotograph(): Promise<Pixels> {
  const patches = paintPatches(64);
  const { width, height } = patches;
  const seen = await photograph({ width, height });
  return paint({ width: 2 * width, height }, (x, y) =>
    x < width ? colorAt(patches, x, y) : colorAt(seen, x - width, y),
  );
}

/** A photograph in the middle of a frame of one colour. */
async function aroundPhotograph(color: Color, inner: Size): Promise<Pixels> {
  const frame = { width: 256, height: 192 };
  const seen = await photograph(inner);
  const [left, top] = [(frame.width - inner.width) / 2, (frame.height - inner.height) / 2];
  return paint(frame, (x, y) => {
    const [column, row] = [x - left, y - top];
    const isInside = column >= 0 && column < inner.width && row >= 0 && row < inner.height;
    return isInside ? colorAt(seen, column, row) : color;
  });
}

async function photograph({ width, height }: Size): Promise<Pixels> {
  const file = fileURLToPath(new URL('../../../benchmarks/pictures/retina.jpg', import.meta.url));
  await openJob(session, { ...STANDING, canvas: { width, height }, frames: 1 }, readFileSync(file));
  return fromPng(await session.still(0));
}

describe
  .skipIf(ffmpegUnavailable())
  .each([
    'that lie on no grid',
    'whose edges go through blocks',
    'beside a photograph',
    'as black bars at a photograph',
    'as a white page around a photograph',
    'as a grey page around a photograph',
  ])('flat colours %s', (scene) => {
  it.each(Object.entries(FLAT_VIDEO))('are within two levels in %s', async (name, kind) => {
    const picture = sceneOf(scene);
    const drawn = Array.from({ length: FRAMES }, () => picture);
    const most = name === 'H.264 of the browser' ? OF_OPENH264 : MOST_OFF;
    for (const quality of QUALITY_NAMES) {
      const spec = { ...STANDING, ...kind, quality, frames: FRAMES };
      const { ffmpeg, chromium } = await showFilm(session, decoder, spec, picture);
      expect(
        beyond(worstOfFlat(ffmpeg, drawn, PATCHES), most),
        `${quality}, by ffmpeg`,
      ).toBeUndefined();
      if (kind.depth === undefined)
        expect(
          beyond(worstOfFlat(chromium, drawn, PATCHES), most),
          `${quality}, by Chromium`,
        ).toBeUndefined();
    }
  });

  it.each(Object.entries(PICTURES))('are within two levels in pictures of %s', async (_, kind) => {
    const picture = sceneOf(scene);
    for (const quality of QUALITY_NAMES) {
      const spec = { ...STANDING, ...kind, quality, frames: 1 };
      const { ffmpeg, chromium } = await showPictures(session, spec, picture);
      expect(
        beyond(worstOfFlat(ffmpeg, [picture], PATCHES)),
        `${quality}, by ffmpeg`,
      ).toBeUndefined();
      expect(
        beyond(worstOfFlat(chromium, [picture], PATCHES)),
        `${quality}, by Chromium`,
      ).toBeUndefined();
    }
  });
});

describe.skipIf(ffmpegUnavailable())('flat colours that roll', () => {
  it('are within two levels in H.264 of ours', async () => {
    const picture = paintPatches(64);
    const drawn = await drawFrames(session, { ...ROLLING, frames: FRAMES }, picture);
    for (const quality of QUALITY_NAMES) {
      const spec = { ...ROLLING, codec: 'h264', quality, frames: FRAMES } as const;
      const { ffmpeg } = await showFilm(session, decoder, spec, picture);
      expect(beyond(worstOfFlat(ffmpeg, drawn)), `in ${quality}`).toBeUndefined();
    }
  });
});

function sceneOf(name: string): Pixels {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene is called ${name}`);
  return scene;
}

/** What is too far off, in words. */
function beyond({ off, where }: { off: number; where: string }, most = MOST_OFF) {
  return off > most ? `${off} levels: ${where}` : undefined;
}
