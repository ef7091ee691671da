import { readGifJob } from './gif-tags.ts';
import { readPageJob } from './html/page.ts';
import { SIGNATURE } from './png-chunks.ts';
import { readPngJob } from './png-tags.ts';
import { readWebpJob } from './webp-tags.ts';

/** Where files say how they were made that Mediabunny doesn't read. */
const KINDS: readonly {
  /** By what files of this kind are known, Latin-1. */
  readonly begins: string;
  readonly read: (file: Uint8Array) => string | undefined;
}[] = [
  { begins: 'GIF89a', read: readGifJob },
  { begins: String.fromCharCode(...SIGNATURE), read: readPngJob },
  { begins: 'RIFF', read: readWebpJob },
  { begins: '<!doctype html>', read: readPageJob },
];

/**
 * What reads the job of a file; `undefined` for any other kind of file.
 *
 * @param start of the file, 16 bytes, Latin-1
 */
export function jobReader(start: string): ((file: Uint8Array) => string | undefined) | undefined {
  return KINDS.find(({ begins }) => start.startsWith(begins))?.read;
}
