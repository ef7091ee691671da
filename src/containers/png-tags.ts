import type { FilmTags } from '../core/film-tags.ts';
import { PEOPLES_TAGS } from './peoples-tags.ts';
import { pngChunk, pngChunks } from './png-chunks.ts';

/** The keyword of the job. */
const KEYWORD = 'stillmotion';

/** What a PNG says of itself, a text each (iTXt: ISO/IEC 15948, 11.3.4.5). */
export function* pngTags(tags: FilmTags = {}): Generator<Uint8Array> {
  for (const [name, keyword] of [...PEOPLES_TAGS, [KEYWORD, KEYWORD] as const]) {
    const text = tags[name];
    // Neither compressed, nor in a language, nor translated.
    if (text !== undefined)
      yield pngChunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
  }
}

/** The job that an APNG of ours carries. */
export function readPngJob(file: Uint8Array): string | undefined {
  for (const { type, data } of pngChunks(file)) {
    if (type === 'IDAT') return undefined;
    if (type !== 'iTXt') continue;
    const [keyword, , , , , ...text] = new TextDecoder().decode(data).split('\0');
    if (keyword === KEYWORD) return text.join('\0');
  }
  return undefined;
}
