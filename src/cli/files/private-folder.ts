import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Which folder or file in it is not used, and why. */
export class NotPrivate extends Error {
  override readonly name = 'NotPrivate';

  constructor(path: string, why: string) {
    super(`${path} ${why}`);
  }
}

/**
 * Makes a folder that nobody else may look into, or takes one that nobody else may write into.
 *
 * @throws NotPrivate
 */
export async function openPrivateFolder(path: string): Promise<void> {
  await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  });
  const why = whyNotPrivate(await lstat(path));
  if (why !== undefined) throw new NotPrivate(path, why);
}

function whyNotPrivate(there: Stats): string | undefined {
  if (there.isSymbolicLink()) return 'is a link, which may lead anywhere';
  if (!there.isDirectory()) return 'is not a folder';
  // Windows has no owners and modes that Node could tell.
  if (process.geteuid === undefined) return undefined;
  if (there.uid !== process.geteuid()) return "is another user's";
  return (there.mode & 0o022) === 0 ? undefined : 'may be written by other users';
}

/**
 * Reads a regular file of such a folder; `undefined`: it isn't there.
 *
 * @param most bytes; more are refused
 * @throws NotPrivate for whatever is no such file
 */
export async function readPrivate(path: string, most: number): Promise<Buffer | undefined> {
  // Neither through a link, nor waiting for whoever writes into a FIFO.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags).catch((cause: unknown) => {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    // ENXIO: a socket.
    throw ['ELOOP', 'ENXIO'].includes(code) ? new NotPrivate(path, 'is not a regular file') : cause;
  });
  if (file === undefined) return undefined;
  try {
    const there = await file.stat();
    if (!there.isFile()) throw new NotPrivate(path, 'is not a regular file');
    if (there.size > most) throw new NotPrivate(path, `has more than ${most} bytes`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Writes a file of such a folder: whole or not at all, also when we are killed. */
export async function writePrivate(path: string, data: string | Uint8Array): Promise<void> {
  const partial = join(dirname(path), `${randomBytes(12).toString('hex')}.part`);
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(data);
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {});
    throw cause;
  }
}
