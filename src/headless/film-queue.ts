import { type Buffered, buffered } from '../core/streams/buffered.ts';
import { bytesOf, type Chunk, chunkLength, type Gop, listChunks } from '../core/chunk.ts';
import { concatenate } from '../core/streams/concatenate.ts';
import type { FilmNews, GopPiece } from './protocol.ts';
import { toBase64 } from '../core/streams/to-base64.ts';

/** Encoded film that may wait for Node, and what crosses at once, bytes. */
const READY_BYTES = 8 << 20;
/**
 * What a chunk takes besides its own bytes, as JSON that crosses and as an object that waits: films of tiny frames, or
 * of frames of which nothing is said, would wait here whole, and each collection would go through all of them.
 */
const BYTES_A_CHUNK = 256;
/** How long Node waits at most before it is told how many frames are encoded, ms. */
const TELL_EVERY = 1000;

/**
 * What is left of a frame, a kB or two, goes in full collections alone, and those the browser puts off as
 * long as the heap of its scripts is small. They take a few ms.
 */
const FRAMES_A_COLLECTION = 1000;

/** A film on its way to Node. */
export interface FilmQueue {
  /** As soon as there is any news; `undefined` after the last GOP. Throws what the film threw. */
  next(): Promise<FilmNews | undefined>;
}

/**
 * Runs a film ahead of Node, up to a bound, and hands its GOPs over in pieces that a pipe takes.
 *
 * @param begin begins the film; it tells how many frames are encoded
 */
export function queueFilm(
  begin: (onEncoded: (count: number) => void) => AsyncIterable<Gop>,
): FilmQueue {
  let encoded = 0;
  let told = 0;
  const gops = begin((count) => (encoded = count));
  const queue = buffered(gops, READY_BYTES, ({ chunks }) => weightOf(chunks));
  const pieces = piecesOf(queue);
  let coming: Promise<IteratorResult<GopPiece, undefined>> | undefined;

  return {
    async next() {
      coming ??= pieces.next();
      for (;;) {
        const result = await Promise.race([coming, pass(TELL_EVERY)]);
        if (result !== undefined) {
          coming = undefined;
          if (result.done) return undefined;
          told = encoded;
          return { encoded, piece: result.value };
        }
        // An encoder that hangs has no news: Node's own deadline ends it.
        if (encoded > told) {
          told = encoded;
          return { encoded };
        }
      }
    },
  };
}

async function* piecesOf(queue: Buffered<Gop>): AsyncGenerator<GopPiece, undefined> {
  for (;;) {
    const gops = await queue.take();
    if (gops === undefined) return undefined;
    for (const { range, chunks } of gops) {
      const parts = [...partsOf(chunks)];
      for (const [index, part] of parts.entries()) {
        const description = part[0]?.decoderConfig?.description;
        yield {
          range,
          ...listChunks(part, description && (await toBase64(description))),
          data: await toBase64(concatenate(part.flatMap(bytesOf))),
          complete: index === parts.length - 1,
        };
      }
      collect(chunks.filter((chunk) => chunkLength(chunk) > 0).length);
    }
  }
}

/** Chunks in a row of about `READY_BYTES` each. */
function* partsOf(chunks: readonly Chunk[]): Generator<readonly Chunk[]> {
  let start = 0;
  let weight = 0;
  for (const [index, chunk] of chunks.entries()) {
    weight += BYTES_A_CHUNK + chunkLength(chunk);
    if (weight < READY_BYTES) continue;
    yield chunks.slice(start, index + 1);
    start = index + 1;
    weight = 0;
  }
  if (start < chunks.length) yield chunks.slice(start);
}

function weightOf(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + BYTES_A_CHUNK + chunkLength(chunk), 0);
}

function pass(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

let uncollected = 0;

/** @param frames of which there was something to be drawn */
function collect(frames: number): void {
  uncollected += frames;
  if (uncollected < FRAMES_A_COLLECTION) return;
  uncollected = 0;
  // There with --js-flags=--expose-gc.
  globalThis.gc?.();
}
