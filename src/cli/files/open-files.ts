import { readFile } from 'node:fs/promises';
import { StillmotionError } from '../../core/errors.ts';

/** With fewer a browser doesn't start, or stands still in the middle of it. */
const NEEDED = 128;
/** With fewer it may fail later: on many processors it opens more. */
const PLENTY = 512;

/**
 * How many files this process, and each that it starts, may have open at once.
 *
 * @returns `Infinity` where that can't be known
 */
async function openFilesLimit(): Promise<number> {
  // Elsewhere than on Linux there is no such file.
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return soft === undefined ? Infinity : Number(soft);
}

/** @throws StillmotionError `limit-too-low` where no browser could work */
export async function assertOpenFiles(): Promise<void> {
  const limit = await openFilesLimit();
  if (limit < NEEDED) throw tooFew(limit);
}

/** A sentence to add to a failure that may come from it; empty where there are plenty. */
export async function sayIfFewOpenFiles(): Promise<string> {
  const limit = await openFilesLimit();
  if (limit >= PLENTY) return '';
  return ` Only ${limit} files may be open at once here (ulimit -n), which may be why.`;
}

function tooFew(limit: number): StillmotionError {
  return new StillmotionError(
    'limit-too-low',
    `Only ${limit} files may be open at once here; a browser needs ${NEEDED} or more. Raise the limit first: ulimit -n ${2 * PLENTY}.`,
  );
}
