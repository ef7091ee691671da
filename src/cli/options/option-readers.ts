import { StillmotionError } from '../../core/errors.ts';
import { type FilmTags, TAG_NAMES } from '../../core/film-tags.ts';
import { whyNoPath } from '../files/path-argument.ts';

// What people type behind options of a run, as values. What can't be read is refused with what was expected:
// StillmotionError `usage`.

const LONGEST_TIMEOUT = 86_400;

/** The path of a file. */
export function readPath(text: string): string {
  const why = whyNoPath(text);
  if (why === undefined) return text;
  throw new StillmotionError('usage', why);
}

/** One more of several paths. */
export function readPaths(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, readPath(text)];
}

/** One more `name=text` of what a film says of itself. */
export function readTag(text: string, before: FilmTags = {}): FilmTags {
  const [, name, value] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  const known = TAG_NAMES.find((each) => each === name);
  if (known !== undefined && value !== undefined) return { ...before, [known]: value };
  throw new StillmotionError(
    'usage',
    `Expected name=text, with one of the names ${TAG_NAMES.join(', ')}.`,
  );
}

/** Seconds, from 1 to a day. */
export function readTimeout(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) return seconds;
  throw new StillmotionError('usage', `Expected seconds from 1 to ${LONGEST_TIMEOUT}.`);
}

const UNITS = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };

/** Bytes, with a unit or without: `8MB`, `500 kB`, `7.5MiB`, `8000000`. */
export function readBytes(text: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text) ?? [];
  const [, factor] = Object.entries(UNITS).find(([name]) => name === unit.toLowerCase()) ?? [];
  const bytes = count === '' ? 0 : Math.floor(Number(count) * (factor ?? 0));
  if (bytes >= 1 && bytes <= Number.MAX_SAFE_INTEGER) return bytes;
  throw new StillmotionError('usage', 'Expected a size such as 8MB, 500kB, 7.5MiB or 8000000.');
}

/** A whole number within a range, both ends included. */
export function readWhole(text: string, from: number, to: number): number {
  if (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
  throw new StillmotionError('usage', `Expected a whole number from ${from} to ${to}.`);
}
