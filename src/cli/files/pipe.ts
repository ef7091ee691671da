import { constants, open } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** In the place of a file that is read: standard input. */
export const STDIN = '-';
const STDIN_PATHS = [STDIN, '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'];

/** True for all that means standard input. */
export function isStdin(path: string | undefined): boolean {
  return path !== undefined && STDIN_PATHS.includes(path);
}

/** True for what is read to its end once: standard input, a FIFO, `<(…)`. */
export async function isPipe(path: string): Promise<boolean> {
  if (path === STDIN) return true;
  const there = await stat(path);
  return there.isFIFO() || (there.isSocket() && isStdin(path));
}

/**
 * Waits for whoever writes into it, but holds no thread that a signal couldn't end.
 *
 * @throws Error, with a reason in words, for a terminal
 */
export async function readPipe(path: string): Promise<Readable> {
  // What starts us may give us a socket, which can't be opened anew by its path.
  if (path === STDIN || (await stat(path)).isSocket()) {
    if (process.stdin.isTTY) throw new Error('it is a terminal; pipe a file into it');
    return process.stdin;
  }
  const descriptor = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd: descriptor, readable: true, writable: false });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open; ulimit -n allows more',
  ENFILE: 'too many files are open on this machine',
};

/** Why a file or pipe can't be read, in words. */
export function whyUnreadable(cause: unknown): string {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return REASONS[code] ?? (cause instanceof Error ? message : String(cause));
}
