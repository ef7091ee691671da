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
  if (known !== undefined && value !== undefined)
    return { ...before, [known]: known === 'created' ? readMoment(value) : value };
  throw new StillmotionError(
    'usage',
    `Expected name=text, with one of the names ${TAG_NAMES.join(', ')}.`,
  );
}

/** MP4 counts from here. */
const FIRST_MOMENT = Date.parse('1904-01-01T00:00:00Z');

/** A day, or a time of one with its zone, as UTC to the second: no other machine would take it for another moment. */
function readMoment(text: string): string {
  const [, day = '', time = 'T00:00Z'] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00Z`);
  const moment = Date.parse(day + time);
  // The 30th of February is taken for the 2nd of March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  if (isDay && moment >= FIRST_MOMENT) return new Date(moment).toISOString().replace('.000', '');
  throw new StillmotionError(
    'usage',
    'Expected created=2026-11-29, or a time with its zone: created=2026-11-29T10:00:00Z or …T11:00+01:00; from 1904 on.',
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
