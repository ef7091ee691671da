import { randomBytes } from 'node:crypto';
import { link, lstat, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readPrivate } from './private-folder.ts';
import { fateOf, MARK_PATTERN, ownMark, pidOf } from './process-mark.ts';

/** Bytes; a mark has some thirty. */
const LONGEST_MARK = 200;
/** ms; whoever holds a lock says so as often, and is taken for gone after so long a silence. */
const BEAT = 5000;
const SILENCE = 30_000;
const MARK = new RegExp(`^${MARK_PATTERN}$`);

/** Somebody else holds the lock. */
export class Locked extends Error {
  override readonly name = 'Locked';

  constructor(
    readonly pid: number,
    /** On another machine or in another container that shares the volume. */
    readonly elsewhere: boolean,
  ) {
    super(`held by process ${pid}`);
  }
}

/**
 * Takes a lock: a file that names who holds it, made by one alone. That of a process that is gone is
 * taken over.
 *
 * @returns gives it back
 * @throws Locked
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const mark = ownMark();
  while (!(await createLock(path, mark))) await removeAbandoned(path);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, BEAT);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(path, { force: true }).catch(() => {});
  };
}

async function createLock(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** Removes a lock of nobody. */
async function removeAbandoned(path: string): Promise<void> {
  const found = await readMark(path);
  if (found === undefined) return;
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return;
  const fate = fateOf(found);
  const silent = Date.now() - there.mtimeMs > SILENCE;
  if (fate === 'running') throw new Locked(pidOf(found), false);
  if (fate === 'elsewhere' && !silent) throw new Locked(pidOf(found), true);
  await removeIf(path, found);
}

/** Another may have done the same meanwhile, and have made its own: that goes back to its place. */
async function removeIf(path: string, expected: string): Promise<void> {
  const aside = join(dirname(path), `${randomBytes(12).toString('hex')}.part`);
  await rename(path, aside).catch(() => {});
  const taken = await readMark(aside);
  if (taken !== undefined && taken !== expected) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/** Empty where it is no mark: no process of ours wrote it, and none can be asked about it. */
async function readMark(path: string): Promise<string | undefined> {
  const text = (await readPrivate(path, LONGEST_MARK))?.toString('latin1');
  return text === undefined || MARK.test(text) ? text : '';
}
