import { buffered, type Buffered } from './core/buffered.ts';
import { StillmotionError } from './core/errors.ts';
import {
  type ChunkBatch,
  type HeadlessPage,
  PICTURE_INPUT,
  type PictureSource,
  type Reply,
} from './protocol.ts';
import { createOffscreenContext } from './gl/context.ts';
import { type Chunk, listChunks } from './media/chunk.ts';
import { type Job, openJob } from './render.ts';

/** Encoded film that may wait for Node, bytes. */
const READY_BYTES = 8 << 20;

/**
 * What is left of a frame, a kB or two, goes in full collections alone, and those the browser puts off as
 * long as the heap of its scripts is small. They take a few ms.
 */
const FRAMES_A_COLLECTION = 1000;

let job: Job | undefined;
let film: Buffered<Chunk> | undefined;
let encoded = 0;
let uncollected = 0;

const page: HeadlessPage = {
  graphics: () =>
    reply(() => {
      const context = createOffscreenContext();
      const { renderer, maxTextureSize } = context;
      context.dispose();
      return { renderer, maxTextureSize };
    }),
  open: (spec, source) =>
    replyLater(async () => {
      await job?.close();
      job = undefined;
      job = await openJob(pictureFrom(source), spec).catch(sayUnreadable);
      return job.plan;
    }),
  start: (lanes, first) =>
    replyLater(async () => {
      const current = opened();
      const encoding = await current.planFilm();
      const capture = await current.chooseCapture(encoding);
      const onEncoded = (count: number) => (encoded = count);
      const options = { capture: capture.name, lanes, onEncoded };
      const chunks = current.film(encoding, options, first ?? undefined);
      film = buffered(chunks, READY_BYTES, ({ data }) => data.byteLength);
      const { codec, codecString, size, bitrate, keyFrameInterval, notes } = encoding;
      return {
        codec,
        codecString,
        size,
        bitrate,
        keyFrameInterval,
        capture: capture.name,
        captureReason: capture.reason,
        notes,
      };
    }),
  pull: () =>
    replyLater(async () => {
      const chunks = await film?.take();
      if (chunks === undefined) return null;
      collect(chunks.length);
      return pack(chunks);
    }),
  still: (index) =>
    replyLater(async () => {
      const png = await (await opened().still(index)).arrayBuffer();
      return toBase64(new Uint8Array(png));
    }),
};

globalThis.stillmotion = page;

function opened(): Job {
  if (job === undefined) throw new Error('no job is open');
  return job;
}

function pictureFrom(source: PictureSource): Blob | null {
  if (source === 'built-in') return null;
  const file = document.querySelector<HTMLInputElement>(PICTURE_INPUT)?.files?.[0];
  if (file === undefined) throw outOfReach();
  return file;
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

function collect(frames: number): void {
  uncollected += frames;
  if (uncollected < FRAMES_A_COLLECTION) return;
  uncollected = 0;
  // There with --js-flags=--expose-gc.
  globalThis.gc?.();
}

async function pack(chunks: readonly Chunk[]): Promise<ChunkBatch> {
  const description = chunks[0]?.decoderConfig?.description;
  return {
    ...listChunks(chunks, description && (await toBase64(description))),
    data: await toBase64(concatenate(chunks.map(({ data }) => data))),
    encoded,
  };
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.byteLength;
  }
  return whole;
}

/** Newer than TypeScript's library. */
interface Base64Bytes extends Uint8Array {
  readonly toBase64?: () => string;
}

/**
 * Browsers before the middle of 2025 have no `toBase64`; there a FileReader encodes natively, but leaves
 * memory behind for each of its Blobs.
 */
async function toBase64(bytes: Base64Bytes): Promise<string> {
  return bytes.toBase64?.() ?? readAsBase64(new Blob([bytes.slice()]));
}

function readAsBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(base64Of(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'));
    reader.readAsDataURL(blob);
  });
}

/** A data URL without what stands before its comma; empty for no bytes. */
function base64Of(url: FileReader['result']): string {
  return typeof url === 'string' ? url.slice(url.indexOf(',') + 1) : '';
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
