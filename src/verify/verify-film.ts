import type { FilmFile } from '../containers/film-file.ts';
import { countFrames, framesPerLoop } from '../containers/film-chunks.ts';
import { findCodec } from '../codecs/index.ts';
import { findContainer } from '../containers/index.ts';
import { playedByItself } from '../containers/frame-delays.ts';
import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Nv12 } from '../core/nv12.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';
import { secondsAt } from '../core/timeline.ts';
import { samplePlanes } from '../core/sampling.ts';
import {
  drawnPlanes,
  fineDetail,
  frameErrors,
  type FramePlanes,
  meanSquaredError,
  psnr,
  wholePlanes,
} from './compare.ts';
import { decodeFrames } from './decode.ts';
import { openPictures, type PictureFile } from './decode-pictures.ts';
import { floorFor } from './floor.ts';
import type { FilmProof } from './proof.ts';
import { sampleFrames } from './sample-frames.ts';

/** What a film is compared with: frames of its plan, counted from 0. */
export interface Drawing {
  /** In order, as they are drawn afresh; each is valid until the next. */
  planes(frames: readonly number[], size: Size): Iterable<Nv12> | AsyncIterable<Nv12>;
  pixels(frame: number): Promise<Size & { readonly data: Uint8ClampedArray }>;
}

export interface VerifyOptions {
  /** How long a sound there has to be, s; left out: none; `any`: as there is. */
  readonly sound?: number | 'any' | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Draws what a page holds whose frames are no pictures. */
  readonly openPage?: (file: Blob) => Promise<PictureFile>;
}

/** How far a frame's time may be off: containers count in ticks, of at most 10 ms in a GIF. */
const MOST_SECONDS_OFF = 0.0055;
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
  const { openPage } = options;
  if (findCodec(film.codec).takes === 'scene' && openPage)
    // It says itself how often it is played.
    return verifyPictures(await openPage(file), withoutLength(film), drawing);
  const pictures = await openPictures(file, container.mime);
  return verifyPictures(pictures, playedByItself(film).film, drawing);
}

function withoutLength(asked: FilmPlan): FilmPlan {
  const { length: _, ...film } = asked;
  return { ...film, loops: 1 };
}

async function verifyVideo(
  file: FilmFile,
  film: FilmPlan,
  drawing: Drawing,
  { sound, signal }: VerifyOptions,
): Promise<FilmProof> {
  assertSame('frames', file.frames, countFrames(film));
  assertSize({ width: file.config.codedWidth ?? 0, height: file.config.codedHeight ?? 0 }, film);
  assertTimes(file, film);
  if (sound !== 'any') assertSound(file.sound, sound);
  // A file that ends too early lacks this one.
  await file.read(file.frames - 1);
  const compared = sampleFrames(file);
  const drawn = drawnFrames(compared, film, drawing)[Symbol.asyncIterator]();
  const tally = createTally(film);
  try {
    for await (const { frame, planes: decoded, colorSpace } of decodeFrames(
      file,
      compared,
      signal,
    )) {
      const { value, done } = await drawn.next();
      if (done === true) throw new Error('fewer frames were drawn than asked for');
      const expected = value;
      const { luma, chroma } = frameErrors(decoded, expected, film.size, film.sampling);
      tally.add(frame, film.sampling === 'rgb' ? 'green' : 'Y′', luma, () =>
        fineDetail(expected.luma, film.size),
      );
      tally.check(frame, film.sampling === 'rgb' ? 'blue or red' : 'Cb or Cr', chroma, () =>
        fineDetail(expected.luma, film.size),
      );
      if (file.colorSpace) assertColors(file.colorSpace, colorSpace);
    }
  } finally {
    await drawn.return(undefined);
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
): AsyncGenerator<FramePlanes> {
  const frames = compared.map((frame) => inPlan(frame, film));
  const { sampling } = film;
  if (sampling === undefined) {
    for await (const planes of drawing.planes(frames, film.size)) yield drawnPlanes(planes);
    return;
  }
  for (const frame of frames) {
    const { data } = await drawing.pixels(frame);
    yield wholePlanes(samplePlanes(data, film.size, sampling), film.size, sampling === 'rgb');
  }
}

async function verifyPictures(
  pictures: PictureFile,
  film: FilmPlan,
  drawing: Drawing,
): Promise<FilmProof> {
  try {
    assertSame('frames', pictures.frames, countFrames(film));
    const compared = sampleFrames({ frames: pictures.frames, keyFrameFor: (frame) => frame });
    const tally = createTally(film);
    for (const frame of compared)
      await comparePicture(pictures, frame, frame, film, drawing, tally);
    return tally.proof(pictures.frames, compared);
  } finally {
    pictures.close();
  }
}

async function verifySequence(
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
      { ...samples, bytes: got, offset },
      { ...samples, bytes: expected, offset },
      film.size,
    ),
  );
  const error = errors.reduce((sum, each) => sum + each, 0) / errors.length;
  tally.add(frame, film.transparent ? 'RGBA' : 'RGB', error, () =>
    fineDetail({ ...samples, bytes: expected, offset: 1 }, film.size),
  );
}

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

/** The plan's frame in a place of the file, which may hold them several times. */
function inPlan(frame: number, film: FilmPlan): number {
  return film.range.first + (frame % framesPerLoop(film));
}

/** How wrong frames are, and whether that is too much. */
function createTally(film: FilmPlan) {
  const floor = floorFor(film);
  const most = 255 ** 2 / 10 ** (floor / 10);
  let sum = 0;
  let count = 0;
  let worst = 0;
  const check = (frame: number, what: string, error: number, detail: () => number) => {
    if (error <= most || (floor < Infinity && error <= detail())) return;
    throw wrong(
      `frame ${frame} has a PSNR of ${psnr(error).toFixed(1)} dB (${what})`,
      floor === Infinity ? 'the same samples' : `at least ${floor} dB`,
    );
  };
  return {
    check,
    /** Checks it, and counts it. */
    add(frame: number, what: string, error: number, detail: () => number): void {
      check(frame, what, error, detail);
      sum += error;
      count++;
      worst = Math.max(worst, error);
    },
    proof: (frames: number, compared: readonly number[]): FilmProof => ({
      frames,
      compared,
      worst: finite(psnr(worst)),
      mean: finite(psnr(sum / count)),
      floor: finite(floor),
    }),
  };
}

/** JSON has no infinity. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function assertSize(got: Size, { size }: FilmPlan): void {
  if (!isSameSize(got, size)) throw wrong(`its size is ${formatSize(got)}`, formatSize(size));
}

function assertSame(what: string, got: number, expected: number): void {
  if (got !== expected) throw wrong(`it has ${got} ${what}`, String(expected));
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

function wrong(got: string, expected: string): StillmotionError {
  return new StillmotionError(
    'verification-failed',
    `The film that was written is not the one that was drawn: ${got}; expected ${expected}.`,
  );
}
