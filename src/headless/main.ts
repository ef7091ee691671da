import { StillmotionError } from '../core/errors.ts';
import type { Size } from '../core/size.ts';
import { decodePicture, partOf } from '../gl/decode.ts';
import {
  FILES_INPUT,
  FILM_INPUT,
  type HeadlessPage,
  PICTURE_INPUT,
  type PictureSource,
  type Reply,
  SOUND_INPUT,
} from './protocol.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import { fileNamesIn, type Files } from '../film/carried/spec-files.ts';
import { createContext, createOffscreenContext, type GraphicsContext } from '../gl/context.ts';
import { type FilmQueue, queueFilm } from './film-queue.ts';
import { queueSound, type SoundQueue } from './sound-queue.ts';
import { type Job, openJob } from '../render.ts';
// Most films are read back. What verifies them comes with all else: a script of its own would be waited for.
import '../containers/mp4/read.ts';
import '../verify/verify-film.ts';
import { toBase64 } from '../core/streams/to-base64.ts';

let job: Job | undefined;
let film: FilmQueue | undefined;
let sound: SoundQueue | undefined;
/** Of textures, px; known when it was asked for. */
let limit: number | undefined;
/** What somebody got who asked for graphics: the first job goes on with it. */
let asked: GraphicsContext | undefined;

const page: HeadlessPage = {
  graphics: () =>
    reply(() => {
      asked?.dispose();
      asked = undefined;
      asked = createContext(new OffscreenCanvas(1, 1));
      const { renderer, maxTextureSize } = asked;
      return { renderer, maxTextureSize };
    }),
  examine: (picture, crop) => replyLater(() => examine(picture, crop ?? undefined)),
  open: (spec, source, still) =>
    replyLater(async () => {
      await job?.close();
      job = undefined;
      const taken = takeAsked();
      const pictures = picturesFrom(source);
      const opening = openJob(pictures, spec, taken?.canvas, filesOf(spec), still ?? undefined);
      // The job has its own by now, of the same canvas.
      taken?.dispose();
      job = await opening.catch(sayUnreadable);
      return job.plan;
    }),
  start: (lanes, first, last) =>
    replyLater(async () => {
      const current = opened();
      const plan = await current.planFilm();
      const capture = await current.chooseCapture(plan);
      const engine = current.engineFor(plan);
      const options = { capture: capture.name, lanes };
      const part = { first: first ?? plan.range.first, last: last ?? plan.range.last };
      film = queueFilm((onEncoded) => current.film(plan, { ...options, onEncoded }, part));
      return {
        film: plan,
        engine: engine.name,
        engineReason: engine.reason,
        capture: capture.name,
        captureReason: capture.reason,
      };
    }),
  startSound: (task) =>
    reply(() => {
      const file = fileIn(SOUND_INPUT);
      sound = queueSound(async (onProgress) => {
        const { encodeSound } = await import('../containers/mediabunny/encode-sound.ts');
        return encodeSound(file, task, onProgress);
      });
      return null;
    }),
  pullSound: () => replyLater(async () => (await sound?.next()) ?? {}),
  pull: () => replyLater(async () => (await film?.next()) ?? null),
  still: (index, codec) =>
    replyLater(async () => {
      const picture = await (await opened().still(index, codec)).arrayBuffer();
      return toBase64(new Uint8Array(picture));
    }),
  verify: (seconds) =>
    replyLater(async () => {
      const current = opened();
      // What any sound is right for lay somewhere meanwhile.
      const options = { sound: seconds ?? undefined, whole: seconds === 'any' };
      const proof = current.verify(filesIn(FILM_INPUT), await current.planFilm(), options);
      return await proof.catch(sayUnreadable);
    }),
  // Loaded for the doctor alone.
  tryCodec: (trial) =>
    replyLater(async () => (await import('../verify/try-codec.ts')).tryCodec(trial)),
  askForSounds: () =>
    replyLater(async () => (await import('../verify/sound-ability.ts')).askForSounds()),
};

globalThis.stillmotion = page;

/** Once, and only while it is there. */
function takeAsked(): GraphicsContext | undefined {
  const context = asked;
  asked = undefined;
  if (context?.canvas.getContext('webgl2')?.isContextLost() === false) return context;
  context?.dispose();
  return undefined;
}

function opened(): Job {
  if (job === undefined) throw new Error('no job is open');
  return job;
}

function picturesFrom(source: PictureSource): Blob | null | readonly Blob[] {
  if (source === 'built-in') return null;
  return source === 'files' ? filesIn(PICTURE_INPUT) : fileIn(PICTURE_INPUT);
}

/** What its effects read, as Node has put it there. */
function filesOf(spec: RenderSpec): Files {
  const names = fileNamesIn(spec);
  if (names.length === 0) return {};
  const files = filesIn(FILES_INPUT);
  return Object.fromEntries(
    names.flatMap((name, n) => {
      const file = files[n];
      return file === undefined ? [] : [[name, file] as const];
    }),
  );
}

async function examine(picture: number, crop: string | undefined): Promise<Size> {
  const file = filesIn(PICTURE_INPUT)[picture];
  if (file === undefined) throw outOfReach();
  limit ??= textureLimit();
  const decoded = await decodePicture(file, limit, { crop }).catch(sayUnreadable);
  try {
    const { width, height } = partOf(decoded, crop);
    return { width, height };
  } finally {
    decoded.bitmap.close();
  }
}

function textureLimit(): number {
  const context = createOffscreenContext();
  context.dispose();
  return context.maxTextureSize;
}

function fileIn(input: string): File {
  const [file] = filesIn(input);
  if (file === undefined) throw outOfReach();
  return file;
}

function filesIn(input: string): File[] {
  return [...(document.querySelector<HTMLInputElement>(input)?.files ?? [])];
}

/** What reading a Blob fails with where its file is out of reach. */
const OUT_OF_REACH = ['NotFoundError', 'NotReadableError'];

function sayUnreadable(error: unknown): never {
  if (!(error instanceof DOMException && OUT_OF_REACH.includes(error.name))) throw error;
  throw outOfReach(error);
}

function outOfReach(cause?: unknown): StillmotionError {
  return new StillmotionError(
    'input-unreadable',
    'The browser may not read this file. A browser from a snap, a flatpak or a container sees only some folders: copy the picture into your home folder, or name another browser with --browser.',
    { cause },
  );
}

function reply<T>(work: () => T): Reply<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return failure(error);
  }
}

async function replyLater<T>(work: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Reply<never> {
  if (error instanceof StillmotionError) {
    return { ok: false, code: error.code, message: error.message };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ok: false, code: 'internal', message };
}
