import { picturesOf } from './pictures.ts';
import { isSample, type Source } from './source.ts';
import { readStore, type Work, writeStore } from './work-store.ts';

// Films that were at work before the one that is, the latest first: to go on with, after another picture was opened.

const KEY = 'recent';
/** Their pictures are kept whole. */
const MOST = 6;

export async function readRecent(): Promise<readonly Work[]> {
  return (await readStore<readonly Work[]>(KEY)) ?? [];
}

/**
 * Keeps what another film takes the place of, before it does; of the same pictures only the latest.
 *
 * @param last where the work that goes on is kept
 */
export async function keepReplaced(last: string, next: Source): Promise<void> {
  const work = await readStore<Work>(last);
  const replaced = work && isOwn(work.source) && !isSame(work.source, next) ? [work] : [];
  const before = await readRecent();
  const others = before.filter(
    ({ source }) => !isSame(source, next) && !replaced.some((own) => isSame(source, own.source)),
  );
  if (replaced.length > 0 || others.length < before.length)
    await writeStore(KEY, [...replaced, ...others].slice(0, MOST));
}

export async function forgetRecent(): Promise<void> {
  await writeStore(KEY, []);
}

/** Samples and the built-in picture are there anyway. */
function isOwn(source: Source): boolean {
  return source.blob !== null && !isSample(source);
}

/** Files that are read again are never the same objects. */
function isSame(a: Source, b: Source): boolean {
  const [one, other] = [picturesOf(a), picturesOf(b)];
  return (
    one.length === other.length &&
    one.every(({ blob, name }, n) => name === other[n]?.name && blob.size === other[n]?.blob.size)
  );
}
