import { encodeImage } from '../codecs/images/encode.ts';
import { findCodec, findImageCodec } from '../codecs/index.ts';
import { type ComingCapture, createPlanesCapture } from '../codecs/webcodecs/capture.ts';
import { createDeepCapture } from '../codecs/webcodecs/deep-capture.ts';
import { encode } from '../codecs/webcodecs/encode.ts';
import { agree } from '../codecs/webcodecs/agree.ts';
import { encoderConfig } from '../codecs/webcodecs/encoder-config.ts';
import type { FilmFile } from '../containers/film-file.ts';
import type { Chunk } from '../core/chunk.ts';
import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Size } from '../core/size.ts';
import { frames, secondsAt } from '../core/timeline.ts';
import { planFilm } from '../film/encoding/film-plan.ts';
import { planRender } from '../film/plan.ts';
import { parseSpec, type RenderSpec } from '../film/spec/spec.ts';
import {
  deepPlanes,
  drawnPlanes,
  frameErrors,
  type FramePlanes,
  meanSquaredError,
  psnr,
} from './compare.ts';
import { decodeFrames } from './decode.ts';
import { openPictures } from './decode-pictures.ts';
import type { CodecTrial, TrialOutcome } from './trial.ts';
import { deepTrialPlanes, trialPixels, trialPlanes } from './trial-film.ts';
import { planTrialRoll, writeTrialPictures } from './try-film.ts';

/** Frames of a trial, and of one of more pixels than full HD: more would say little more. */
const FRAMES = { usual: 6, large: 3 };
const FULL_HD = 1920 * 1080;

const NONE = {
  works: false,
  because: 'missing',
  why: 'this browser has none for it',
} as const satisfies TrialOutcome;

/**
 * Encodes and decodes a few frames with this browser's codec, as a film would.
 *
 * @returns what came of it; a codec that this browser hasn't is an outcome, too
 */
export async function tryCodec(trial: CodecTrial): Promise<TrialOutcome> {
  try {
    const codec = findCodec(trial.codec);
    if (trial.rolled) return await tryRoll(trial);
    if (trial.format !== undefined) return await tryPictures(trial, trial.format);
    return codec.takes === 'planes' ? await tryVideo(trial) : await tryPicture(trial);
  } catch (error) {
    if (!(error instanceof StillmotionError)) throw error;
    if (error.code === 'codec-unsupported' && typeof VideoEncoder !== 'undefined') return NONE;
    const isMissing = ['codec-unsupported', 'frame-too-large'].includes(error.code);
    return { works: false, because: isMissing ? 'missing' : 'failed', why: error.message };
  }
}

async function tryVideo({ codec, size, hardware, depth }: CodecTrial): Promise<TrialOutcome> {
  const planned = planTrial(codec as RenderSpec['codec'], size, depth);
  const acceleration = hardware ? 'prefer-hardware' : 'prefer-software';
  const film = await agree(planned);
  const config = { ...(await encoderConfig(film)), hardwareAcceleration: acceleration } as const;
  if ((await VideoEncoder.isConfigSupported(config)).supported !== true) return NONE;
  const { expected, capture } = await (depth ? drawDeep(film) : drawUsual(film));
  const began = performance.now();
  const chunks: Chunk[] = [];
  for await (const gop of encode(film, capture, { lanes: 1, acceleration }))
    chunks.push(...gop.chunks);
  return judgeChunks(film, chunks, expected, performance.now() - began);
}

/** A film's frames, drawn beforehand: that is none of the codec's time. */
interface DrawnFilm {
  readonly expected: readonly FramePlanes[];
  readonly capture: ComingCapture;
}

async function drawUsual({ size, ...film }: FilmPlan): Promise<DrawnFilm> {
  const planes = trialPlanes(size);
  const expected = [...planes(frames(film, film.range))].map((made) => drawnPlanes(made.planes));
  return { expected, capture: await createPlanesCapture(planes, size) };
}

async function drawDeep({ size, ...film }: FilmPlan): Promise<DrawnFilm> {
  const planes = deepTrialPlanes(size);
  const expected = [...planes(frames(film, film.range))].map((made) =>
    deepPlanes(made.planes, size, undefined),
  );
  return { expected, capture: createDeepCapture(planes, size, undefined) };
}

/** Our own H.264: vectors, without an encoder. */
async function tryRoll({ size }: CodecTrial): Promise<TrialOutcome> {
  const roll = planTrialRoll(size);
  const began = performance.now();
  const chunks: Chunk[] = [];
  for await (const gop of roll.encode()) chunks.push(...gop.chunks);
  const expected = roll.drawn.map(drawnPlanes);
  return judgeChunks(roll.film, chunks, expected, performance.now() - began);
}

/** @param encoding how long they took, ms */
async function judgeChunks(
  film: FilmPlan,
  chunks: readonly Chunk[],
  drawn: readonly FramePlanes[],
  encoding: number,
): Promise<TrialOutcome> {
  const began = performance.now();
  const decoded = [];
  for await (const frame of decodeFrames(inMemory(film, chunks), [...chunks.keys()]))
    decoded.push(frame);
  const ended = performance.now();
  const errors = decoded.map(({ frame, planes: got }) => {
    const expected = drawn[frame];
    if (expected === undefined) throw new Error(`frame ${frame} was never drawn`);
    return frameErrors(got, expected, film.size).luma;
  });
  const [first] = decoded;
  return {
    works: true,
    frames: chunks.length,
    encodes: rate(chunks.length, encoding),
    decodes: rate(chunks.length, ended - began),
    psnr: finite(psnr(Math.max(...errors))),
    bytes: chunks.reduce((sum, { data }) => sum + data.byteLength, 0),
    ...(first && { colors: first.colorSpace, exact: areExact(first.colorSpace) }),
  };
}

/** What our planes are. */
function areExact({ primaries, transfer, matrix, fullRange }: VideoColorSpaceInit): boolean {
  return [primaries, transfer, matrix].every((name) => name === 'bt709') && fullRange === false;
}

async function tryPicture({ codec, size }: CodecTrial): Promise<TrialOutcome> {
  const data = trialPixels(size);
  const image = findImageCodec(codec);
  const began = performance.now();
  const picture = await encodeImage({ ...size, data }, image, 'standard');
  return judgePictures(picture, image.mime, data, size, 1, performance.now() - began);
}

/** Pictures in one file, as a film of them is. */
async function tryPictures({ size }: CodecTrial, format: string): Promise<TrialOutcome> {
  const began = performance.now();
  const {
    file,
    mime,
    data,
    frames: count,
  } = await writeTrialPictures(format as RenderSpec['format'], size);
  return judgePictures(file, mime, data, size, count, performance.now() - began);
}

/** @param encoding how long they took, ms */
async function judgePictures(
  file: Blob,
  mime: string,
  data: Uint8ClampedArray,
  size: Size,
  count: number,
  encoding: number,
): Promise<TrialOutcome> {
  const began = performance.now();
  const pictures = await openPictures(file, mime);
  try {
    const errors: number[] = [];
    for (let n = 0; n < count; n++) {
      const { bytes } = await pictures.decode(n);
      errors.push(pixelError(bytes, data, size));
    }
    return {
      works: true,
      frames: count,
      encodes: rate(count, encoding),
      decodes: rate(count, performance.now() - began),
      psnr: finite(psnr(Math.max(...errors))),
      bytes: file.size,
    };
  } finally {
    pictures.close();
  }
}

/** The mean of red's, green's and blue's. */
function pixelError(bytes: Uint8Array, data: Uint8ClampedArray, size: Size): number {
  const samples = { offset: 0, stride: 4 * size.width, step: 4 };
  const errors = [0, 1, 2].map((offset) =>
    meanSquaredError(
      { ...samples, values: bytes, offset },
      { ...samples, values: data, offset },
      size,
    ),
  );
  return errors.reduce((sum, each) => sum + each, 0) / errors.length;
}

/** As the browser's encoder makes it at the usual quality. */
function planTrial(codec: RenderSpec['codec'], canvas: Size, depth: CodecTrial['depth']): FilmPlan {
  const motions = [{ kind: 'roll', step: 3.5 }];
  const spec = parseSpec({
    codec,
    format: 'mp4',
    canvas,
    motions,
    encoder: 'webcodecs',
    ...(depth && { depth }),
    frames: canvas.width * canvas.height > FULL_HD ? FRAMES.large : FRAMES.usual,
  });
  return planFilm(planRender(spec, canvas));
}

/** A film that was never written. */
function inMemory({ size, fps }: FilmPlan, chunks: readonly Chunk[]): FilmFile {
  const config = chunks[0]?.decoderConfig;
  if (config === undefined)
    throw new StillmotionError('encoding-failed', 'The encoder said nothing of its stream.');
  const { description, ...others } = config;
  return {
    config: {
      ...others,
      codedWidth: size.width,
      codedHeight: size.height,
      ...(description && { description: description.slice() }),
    },
    frames: chunks.length,
    timeOf: (frame) => secondsAt(frame, fps),
    keyFrameFor: () => 0,
    async read(frame) {
      const chunk = chunks[frame];
      if (chunk === undefined) throw new Error(`there is no frame ${frame}`);
      return chunk;
    },
  };
}

function rate(count: number, milliseconds: number): number {
  return (1000 * count) / Math.max(milliseconds, 0.1);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
