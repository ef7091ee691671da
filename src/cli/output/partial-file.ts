import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fateOf, MARK_PATTERN, ownMark } from '../files/process-mark.ts';

/** Bytes of a film's name that are used in names made from it: a name has at most 255, here and there 143. */
const LONGEST_STEM = 80;
/** ms; a file of a process elsewhere that was not written for so long is nobody's any more. */
const ABANDONED = 24 * 3600 * 1000;

/** What the hidden files beside a film are called after: its name, cut short where it is long. */
export function stemOf(film: string): string {
  const name = basename(film);
  if (Buffer.byteLength(name) <= LONGEST_STEM) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const begin = Buffer.from(name).subarray(0, LONGEST_STEM - digest.length - 1);
  // Half a character at its end is left out.
  const stem = new TextDecoder().decode(begin, { stream: true });
  return `${stem}~${digest}`;
}

/** A new name for the file in which a film grows until it is whole. */
export function partialName(film: string): string {
  return `.${stemOf(film)}.${ownMark()}-${randomBytes(6).toString('hex')}.part`;
}

/** Removes what killed runs for this film have left in a folder. */
export async function clearAbandoned(folder: string, film: string): Promise<void> {
  const stem = `.${stemOf(film)}.`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(stem))) {
    const mark = PARTIAL.exec(name.slice(stem.length))?.groups?.['mark'];
    if (mark === undefined || !(await isAbandoned(join(folder, name), mark))) continue;
    // Whatever doesn't let itself be removed is no reason to make no film.
    await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

const PARTIAL = new RegExp(`^${MARK_PATTERN}-[0-9a-f]{12}\\.part$`);

async function isAbandoned(path: string, mark: string): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined);
  if (!there?.isFile() || (process.getuid && there.uid !== process.getuid())) return false;
  const fate = fateOf(mark);
  if (fate === 'elsewhere') return Date.now() - there.mtimeMs > ABANDONED;
  return fate === 'gone';
}
