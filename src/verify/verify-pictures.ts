import { countFrames } from '../containers/film-chunks.ts';
import { findCodec } from '../codecs/index.ts';
import { findContainer } from '../containers/index.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { secondsAt } from '../core/timeline.ts';
import { fineDetail, meanSquaredError } from './compare.ts';
import {
  assertSame,
  assertSize,
  createTally,
  type Drawing,
  inPlan,
  MOST_SECONDS_OFF,
  wrong,
} from './judge.ts';
import { openPictures, type PictureFile } from './decode-pictures.ts';
import type { FilmProof } from './proof.ts';
import { sampleFrames } from './sample-frames.ts';
import { sharedColoursError } from './shared-colours.ts';

/**
 * Compares frames of a file of pictures, which it closes.
 *
 * @param sample chooses them
 */
export async function verifyPictures(
  pictures: PictureFile,
  film: FilmPlan,
  drawing: Drawing,
  sample = sampleFrames,
): Promise<FilmProof> {
  try {
    assertSame('frames', pictures.frames, countFrames(film));
    const compared = sample({ frames: pictures.frames, keyFrameFor: (frame) => frame });
    const tally = createTally(film);
    for (const frame of compared)
      await comparePicture(pictures, frame, frame, film, drawing, tally);
    return tally.proof(pictures.frames, compared);
  } finally {
    pictures.close();
  }
}

/** Compares pictures, a file each. */
export async function verifySequence(
  files: readonly Blob[],
  film: FilmPlan,
  drawing: Drawing,
): Promise<FilmProof> {
  assertSame('frames', files.length, countFrames(film));
  const compared = sampleFrames({ frames: files.length, keyFrameFor: (frame) => frame });
  const tally = createTally(film);
  for (const frame of compared) {
    const file = files[frame];
    if (file === undefined) throw new Error(`there is no file of frame ${frame}`);
    const picture = await openPictures(file, findContainer(film.container).mime);
    try {
      await comparePicture(picture, 0, frame, film, drawing, tally);
    } finally {
      picture.close();
    }
  }
  return tally.proof(files.length, compared);
}

/** @param at its place in the file */
async function comparePicture(
  pictures: PictureFile,
  at: number,
  frame: number,
  film: FilmPlan,
  drawing: Drawing,
  tally: ReturnType<typeof createTally>,
): Promise<void> {
  const { bytes, width, height, duration } = await pictures.decode(at);
  assertSize({ width, height }, film);
  const stands = secondsAt(1, film.fps);
  if (duration !== undefined && Math.abs(duration - stands) > 2 * MOST_SECONDS_OFF)
    throw wrong(`frame ${frame} stands for ${duration} s`, `${stands} s`);
  const { data: drawn } = await drawing.pixels(inPlan(frame, film));
  const samples = { offset: 0, stride: 4 * width, step: 4 };
  const [got, expected] = [bytes, drawn].map((each) => seenBytes(each, film));
  if (got === undefined || expected === undefined) throw new Error('two pictures are compared');
  const channels = film.transparent ? [0, 1, 2, 3] : [0, 1, 2];
  const errors = channels.map((offset) =>
    meanSquaredError(
      { ...samples, values: got, offset },
      { ...samples, values: expected, offset },
      film.size,
    ),
  );
  const error = errors.reduce((sum, each) => sum + each, 0) / errors.length;
  tally.add(frame, film.transparent ? 'RGBA' : 'RGB', error, (most) => {
    const detail = fineDetail({ ...samples, values: expected, offset: 1 }, film.size);
    return SHARED.has(film.codec)
      ? Math.max(detail, most + SMOOTHED * sharedColoursError(expected, film.size))
      : detail;
  });
}

/** Codecs that have a colour for each four pixels. */
const SHARED: ReadonlySet<string> = new Set(['webp', 'jpeg']);
/** Between these, decoders smooth. */
const SMOOTHED = 2;

/** What of RGBA is seen: nobody sees the colour of a pixel that isn't there, and a GIF has no half of one. */
function seenBytes(
  rgba: Uint8Array | Uint8ClampedArray,
  { transparent, codec }: FilmPlan,
): Uint8Array | Uint8ClampedArray {
  if (!transparent) return rgba;
  const onlyEdges = findCodec(codec).alpha === 'edges';
  const seen = rgba.slice();
  for (let at = 0; at < seen.length; at += 4) {
    const given = seen[at + 3] ?? 0;
    const alpha = onlyEdges ? (given < 128 ? 0 : 255) : given;
    for (let channel = 0; channel < 3; channel++)
      seen[at + channel] = Math.round(((seen[at + channel] ?? 0) * alpha) / 255);
    seen[at + 3] = alpha;
  }
  return seen;
}
