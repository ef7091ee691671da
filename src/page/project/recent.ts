import type { ChosenSound } from './chosen-sound.ts';
import { type NamedPicture, picturesOf } from './pictures.ts';
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
 * @param last where the work that goes on is kept, and its sound
 */
export async function keepReplaced(
  last: { readonly work: string; readonly sound: string },
  next: Source,
): Promise<void> {
  const work = await readStore<Work>(last.work);
  const isReplaced = work && isOwn(work.source) && !(await isSame(work.source, next));
  const sound = isReplaced ? await readStore<ChosenSound>(last.sound) : undefined;
  const replaced = isReplaced ? [{ ...work, sound }] : [];
  const before = await readRecent();
  const others: Work[] = [];
  /* oxlint-disable no-await-in-loop -- what has been compared is let go of before the next is read */
  for (const each of before) {
    const isThere = [next, ...replaced.map(({ source }) => source)];
    if (!(await isAmong(each.source, isThere))) others.push(each);
  }
  /* oxlint-enable no-await-in-loop */
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

async function isAmong(one: Source, all: readonly Source[]): Promise<boolean> {
  // oxlint-disable-next-line no-await-in-loop -- two at most
  for (const each of all) if (await isSame(one, each)) return true;
  return false;
}

/** By what is in their pictures: files that are read again are never the same objects, and others may be called so. */
async function isSame(a: Source, b: Source): Promise<boolean> {
  const [one, other] = [picturesOf(a), picturesOf(b)];
  const isAlike = ({ blob, name }: NamedPicture, n: number) =>
    name === other[n]?.name && blob.size === other[n]?.blob.size;
  if (one.length !== other.length || !one.every(isAlike)) return false;
  for (const [n, { blob }] of one.entries())
    // oxlint-disable-next-line no-await-in-loop -- two pictures in memory, however many there are
    if (!(await haveSameBytes(blob, other[n]?.blob))) return false;
  return true;
}

async function haveSameBytes(a: Blob, b: Blob | undefined): Promise<boolean> {
  if (b === undefined || a.size !== b.size) return false;
  const [one, other] = await Promise.all([a.arrayBuffer(), b.arrayBuffer()]);
  const [bytes, others] = [new Uint8Array(one), new Uint8Array(other)];
  for (let n = 0; n < bytes.length; n++) if (bytes[n] !== others[n]) return false;
  return true;
}
