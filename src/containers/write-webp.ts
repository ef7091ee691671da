import { concatenate } from '../core/streams/concatenate.ts';
import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Size } from '../core/size.ts';
import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';
import { assertShown, frameDelay, playedByItself } from './frame-delays.ts';
import { xmpOf } from './webp-tags.ts';

/** Browsers show what stands for less than 11 ms for a tenth of a second. */
const MOST_FRAMES = 90;
const MOST_PLAYS = 65_535;
/** RFC 9649: “RIFF”, the file's length, “WEBP”, then chunks. */
const RIFF_HEAD = 12;
const CHUNK_HEAD = 8;
const MOST_BYTES = 2 ** 32 - 2;
/** What a picture's own header says again of each frame is left out. */
const OF_A_FRAME = ['ALPH', 'VP8 ', 'VP8L'];
const ANIMATED = 2;
const TRANSPARENT = 16;
const WITH_XMP = 4;
/** A frame replaces what was there, and stays. */
const REPLACES = 2;

export const writeWebp: Container['write'] = async (chunks, asked, sink, signal) => {
  assertShown('WebP', asked, MOST_FRAMES);
  if (sink.sequential)
    throw new StillmotionError(
      'usage',
      'An animated WebP begins with its length, which is known at its end; give --output a path instead of -.',
    );
  const { film, plays } = playedByItself(asked);
  const tally = createTally();
  const xmp = xmpOf(film.tags);
  const head = concatenate([
    canvas(film, xmp === undefined ? 0 : WITH_XMP),
    playing(plays, film.transparent ? 0 : 255),
  ]);
  let position = RIFF_HEAD + head.byteLength;
  for await (const { data } of filmChunks(chunks, film, tally, signal)) {
    const frame = animationFrame(data, film.size, frameDelay(tally.frames - 1, film, 0.001));
    if (position + frame.byteLength > MOST_BYTES) throw tooLong(tally.frames);
    await sink.write(frame, position);
    position += frame.byteLength;
  }
  if (xmp !== undefined) {
    const chunk = riffChunk('XMP ', letters(xmp));
    await sink.write(chunk, position);
    position += chunk.byteLength;
  }
  await sink.write(concatenate([letters('RIFF'), uint(position - 8, 4), letters('WEBP'), head]), 0);
  return tally;
};

function canvas({ size: { width, height }, transparent }: FilmPlan, more: number): Uint8Array {
  const flags = ANIMATED | (transparent ? TRANSPARENT : 0) | more;
  return riffChunk('VP8X', Uint8Array.of(flags, 0, 0, 0), uint(width - 1, 3), uint(height - 1, 3));
}

/** The background, which is seen nowhere (where a frame is transparent, so is the picture), and how often it is played; 0: for ever. */
function playing(plays: number, alpha: number): Uint8Array {
  const white = Uint8Array.of(255, 255, 255, alpha);
  return riffChunk('ANIM', white, uint(Math.min(plays, MOST_PLAYS), 2));
}

/** @param delay ms */
function animationFrame(picture: Uint8Array, { width, height }: Size, delay: number): Uint8Array {
  const place = [uint(0, 3), uint(0, 3), uint(width - 1, 3), uint(height - 1, 3)];
  return riffChunk(
    'ANMF',
    ...place,
    uint(delay, 3),
    Uint8Array.of(REPLACES),
    ...imageChunks(picture),
  );
}

/** The chunks of a still WebP that are its image. */
function* imageChunks(picture: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  for (let at = RIFF_HEAD; at + CHUNK_HEAD <= picture.byteLength;) {
    const type = String.fromCharCode(...picture.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const end = at + CHUNK_HEAD + length + (length % 2);
    if (OF_A_FRAME.includes(type)) yield picture.subarray(at, end);
    at = end;
  }
}

/** Type, length, data, and a byte where that is odd. */
function riffChunk(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const data = concatenate(parts);
  const pad = new Uint8Array(data.byteLength % 2);
  return concatenate([letters(type), uint(data.byteLength, 4), data, pad]);
}

/** The lowest byte first. */
function uint(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, n) => Math.floor(value / 256 ** n) & 255);
}

function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function tooLong(frames: number): StillmotionError {
  return new StillmotionError(
    'encoding-failed',
    `A WebP has at most 4 GiB, which are full at frame ${frames}; make the film shorter or smaller.`,
  );
}
