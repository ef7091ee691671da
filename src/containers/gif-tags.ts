import type { FilmTags } from '../core/film-tags.ts';
import { PEOPLES_TAGS } from './peoples-tags.ts';

/** GIF89a, 26: eight letters of a program and three of its own. */
const PROGRAM = 'STILLMOTION';
/** Introducers and labels of blocks (appendix A). */
const EXTENSION = 0x21;
const APPLICATION = 0xff;
const COMMENT = 0xfe;
const LONGEST_BLOCK = 255;
/** Signature, version and screen. */
const HEAD = 13;

/** What a GIF says of itself: comments for people, a line each, and the job in a block of our own. */
export function* gifTags(tags: FilmTags = {}): Generator<Uint8Array> {
  const { stillmotion } = tags;
  const lines = PEOPLES_TAGS.flatMap(([name, label]) =>
    tags[name] === undefined ? [] : [`${label}: ${tags[name]}`],
  );
  if (lines.length > 0)
    yield Uint8Array.from([EXTENSION, COMMENT, ...blocks(encode(lines.join('\n')))]);
  if (stillmotion !== undefined)
    yield Uint8Array.from([
      EXTENSION,
      APPLICATION,
      PROGRAM.length,
      ...encode(PROGRAM),
      ...blocks(encode(stillmotion)),
    ]);
}

/** The job that a GIF of ours carries, which stands before its frames. */
export function readGifJob(file: Uint8Array): string | undefined {
  const colors = file[10] ?? 0;
  let at = HEAD + (colors & 0x80 ? 3 << ((colors & 7) + 1) : 0);
  while (file[at] === EXTENSION) {
    const parts = [...readBlocks(file, at + 2)];
    const [first, ...others] = parts;
    if (file[at + 1] === APPLICATION && first && decode([first]) === PROGRAM) return decode(others);
    at += 3 + parts.reduce((sum, { byteLength }) => sum + 1 + byteLength, 0);
  }
  return undefined;
}

/** Each behind its length; the last has none. */
function* blocks(data: Uint8Array): Generator<number> {
  for (let at = 0; at < data.length; at += LONGEST_BLOCK) {
    const block = data.subarray(at, at + LONGEST_BLOCK);
    yield block.length;
    yield* block;
  }
  yield 0;
}

function* readBlocks(file: Uint8Array, start: number): Generator<Uint8Array> {
  for (let at = start; (file[at] ?? 0) > 0; at += 1 + (file[at] ?? 0))
    yield file.subarray(at + 1, at + 1 + (file[at] ?? 0));
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Characters may be cut where blocks end. */
function decode(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
