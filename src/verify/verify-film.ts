import type { FilmFile } from '../containers/film-file.ts';
import { countFrames } from '../containers/film-chunks.ts';
import { findCodec } from '../codecs/index.ts';
import { findContainer } from '../containers/index.ts';
import { playedByItself } from '../containers/frame-delays.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { secondsAt } from '../core/timeline.ts';
import { alphaPlanes } from '../core/planes/alpha-planes.ts';
import { samplePlanes } from '../core/sampling.ts';
import {
  deepPlanes,
  drawnPlanes,
  fineDetail,
  frameErrors,
  meanSquaredError,
  seenPlanes,
  type SeenPlanes,
  wholePlanes,
} from './compare.ts';
import {
  assertSame,
  assertSize,
  createTally,
  type Drawing,
  inPlan,
  MOST_SECONDS_OFF,
  wrong,
} from './judge.ts';
import { decodeAlpha } from './decode-alpha.ts';
import { decodeFrames } from './decode.ts';
import { openPictures, type PictureFile } from './decode-pictures.ts';
import type { FilmProof } from './proof.ts';
import { sampleDrawn, sampleFrames, sampleWhole } from './sample-frames.ts';
import { verifyPictures, verifySequence } from './verify-pictures.ts';

export interface VerifyOptions {
  /** How long a sound there has to be, s; left out: none; `any`: as there is. */
  readonly sound?: number | 'any' | undefined;
  /** All of it is looked at, as it wasn't made just now; left out: what says most. */
  readonly whole?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Draws what a page holds whose frames are no pictures. */
  readonly openPage?: (file: Blob) => Promise<PictureFile>;
}

/** A sound ends with a whole packet; the longest has 4096 samples, and MP3's decoder adds as many. */
const MOST_SOUND_OFF = 0.2;

/**
 * Decodes frames of a film from its own file and compares them, and what the file says of itself, with its plan.
 *
 * @param files one, or a picture a frame
 * @throws StillmotionError `verification-failed` where it isn't what was drawn; `film-unreadable`,
 *   `decoding-failed`, `codec-unsupported` where it can't be told
 */
export async function verifyFilm(
  files: readonly Blob[],
  film: FilmPlan,
  drawing: Drawing,
  options: VerifyOptions = {},
): Promise<FilmProof> {
  const container = findContainer(film.container);
  const [file] = files;
  if (file === undefined) throw new Error('a film of no file was given to be verified');
  if (container.open) return verifyVideo(await container.open(file), film, drawing, options);
  if (container.files === 'many') return verifySequence(files, film, drawing);
  const { openPage, whole } = options;
  if (findCodec(film.codec).takes === 'scene' && openPage)
    // It says itself how often it is played.
    return verifyPictures(
      await openPage(file),
      withoutLength(film),
      drawing,
      whole ? sampleWhole : sampleDrawn,
    );
  const pictures = await openPictures(file, container.mime);
  return verifyPictures(
    pictures,
    playedByItself(film).film,
    drawing,
    whole ? sampleWhole : sampleFrames,
  );
}

function withoutLength(asked: FilmPlan): FilmPlan {
  const { length: _, ...film } = asked;
  return { ...film, loops: 1 };
}

async function verifyVideo(
  file: FilmFile,
  film: FilmPlan,
  drawing: Drawing,
  { sound, signal, whole }: VerifyOptions,
): Promise<FilmProof> {
  assertSame('frames', file.frames, countFrames(film));
  assertSize({ width: file.config.codedWidth ?? 0, height: file.config.codedHeight ?? 0 }, film);
  assertTimes(file, film);
  if (sound !== 'any') assertSound(file.sound, sound);
  // A file that ends too early lacks this one.
  await file.read(file.frames - 1);
  const compared = whole ? sampleWhole(file) : sampleFrames(file);
  const drawn = drawnFrames(compared, film, drawing)[Symbol.asyncIterator]();
  const alphas = film.transparent ? decodeAlpha(file, compared, signal) : undefined;
  const tally = createTally(film);
  let ahead: ReturnType<typeof drawn.next> | undefined;
  const drawAhead = () => {
    ahead ??= drawn.next();
    // It fails where it is needed.
    ahead.catch(() => {});
  };
  try {
    for await (const { frame, planes: decoded, colorSpace } of decodeFrames(
      file,
      compared,
      signal,
      drawAhead,
    )) {
      const { value, done } = await (ahead ?? drawn.next());
      ahead = undefined;
      if (done === true) throw new Error('fewer frames were drawn than asked for');
      const expected = value;
      assertSame('bits a sample', decoded.luma.depth ?? 8, film.depth ?? 8);
      // Colours that have none beside them are other ones, too.
      const alpha = (await alphas?.next())?.value;
      const { luma, chroma } = frameErrors(decoded, expected, film.size, film.sampling);
      tally.add(frame, film.sampling === 'rgb' ? 'green' : 'Y′', luma, () =>
        fineDetail(expected.luma, film.size),
      );
      tally.check(frame, film.sampling === 'rgb' ? 'blue or red' : 'Cb or Cr', chroma, () =>
        fineDetail(expected.luma, film.size),
      );
      if (alpha && expected.alpha)
        tally.check(
          frame,
          'alpha',
          meanSquaredError(alpha.planes.luma, expected.alpha, film.size),
          () => fineDetail(expected.alpha ?? expected.luma, film.size),
        );
      if (file.colorSpace) assertColors(file.colorSpace, colorSpace);
    }
  } finally {
    await drawn.return(undefined);
    await alphas?.return(undefined);
  }
  return {
    ...tally.proof(file.frames, compared),
    ...(file.sound !== undefined && { sound: file.sound }),
  };
}

/** Frames as they are encoded, drawn afresh in order; each is valid until the next. */
async function* drawnFrames(
  compared: readonly number[],
  film: FilmPlan,
  drawing: Drawing,
): AsyncGenerator<SeenPlanes> {
  const frames = compared.map((frame) => inPlan(frame, film));
  const { sampling } = film;
  if (film.transparent) {
    for (const frame of frames) {
      const { data } = await drawing.pixels(frame);
      yield seenPlanes(alphaPlanes(data, film.size), film.size);
    }
    return;
  }
  if (film.depth) {
    for await (const planes of drawing.deepPlanes(frames, film.size, sampling))
      yield deepPlanes(planes, film.size, sampling);
    return;
  }
  if (sampling === undefined) {
    for await (const planes of drawing.planes(frames, film.size)) yield drawnPlanes(planes);
    return;
  }
  for (const frame of frames) {
    const { data } = await drawing.pixels(frame);
    yield wholePlanes(samplePlanes(data, film.size, sampling), film.size, sampling === 'rgb');
  }
}

function assertTimes(file: FilmFile, { fps }: FilmPlan): void {
  for (let frame = 0; frame <= file.frames; frame++) {
    const [got, expected] = [file.timeOf(frame), secondsAt(frame, fps)];
    if (Math.abs(got - expected) <= MOST_SECONDS_OFF) continue;
    const what = frame === file.frames ? 'it ends' : `frame ${frame} comes`;
    throw wrong(`${what} at ${got.toFixed(4)} s`, `${expected.toFixed(4)} s`);
  }
}

function assertSound(got: number | undefined, expected: number | undefined): void {
  if (got === undefined && expected === undefined) return;
  if (Math.abs((got ?? 0) - (expected ?? 0)) <= MOST_SOUND_OFF) return;
  throw wrong(
    got === undefined ? 'it has no sound' : `its sound lasts ${got.toFixed(3)} s`,
    expected === undefined ? 'none' : `${expected.toFixed(3)} s`,
  );
}

/** The file and the stream in it say of colours the same. */
function assertColors(file: VideoColorSpaceInit, stream: VideoColorSpaceInit): void {
  for (const key of ['primaries', 'transfer', 'matrix', 'fullRange'] as const) {
    const [got, expected] = [stream[key] ?? null, file[key] ?? null];
    if (got === expected || got === null) continue;
    throw wrong(`its stream says of its colours ${key} ${got}`, `${expected}, as its file says`);
  }
}
