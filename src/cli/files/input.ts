import { createHash } from 'node:crypto';
import { type BigIntStats, createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StillmotionError } from '../../core/errors.ts';
import { LARGEST_FILE } from '../../core/picture/picture-size.ts';
import { isPipe, readPipe, STDIN, whyUnreadable } from './pipe.ts';
import { isFull, makeTemporaryFolder, temporaryUnwritable } from './temporary.ts';

/** A picture as a file that the browser reads itself: of its bytes we hold none. */
export interface PictureFile {
  /** What people call it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** SHA-256. */
  digest(): Promise<string>;
  /** @throws StillmotionError `input-unreadable` when it is another file than it was, or was written to */
  assertUnchanged(): Promise<void>;
  /** Removes what was made for it. */
  close(): Promise<void>;
}

/**
 * Opens a picture's file; whether it is a picture is for the browser to say. A pipe (also `-`, which is
 * stdin) is read to its end into a private file first.
 *
 * @param signal ends the wait for a pipe
 * @throws StillmotionError `input-unreadable`, `temporary-unwritable`
 */
export async function openPicture(path: string, signal: AbortSignal): Promise<PictureFile> {
  const piped = await isPipe(path).catch((cause: unknown) => {
    throw because(path, cause);
  });
  return piped ? copyPipe(path, signal) : openFile(path, path);
}

async function copyPipe(path: string, signal: AbortSignal): Promise<PictureFile> {
  const folder = await makeTemporaryFolder('stillmotion-picture-');
  const name = path === STDIN ? 'from standard input' : path;
  const copy = join(folder.path, 'picture');
  try {
    const file = createWriteStream(copy, { mode: 0o600, flags: 'wx' });
    await pipeline(await readPipe(path), atMost(LARGEST_FILE, name), file, { signal });
    return { ...(await openFile(copy, name)), close: () => folder.remove() };
  } catch (cause) {
    await folder.remove();
    signal.throwIfAborted();
    throw isFull(cause) ? temporaryUnwritable(cause) : because(name, cause);
  }
}

/** Passes bytes on up to a limit, and fails above it. */
function atMost(limit: number, name: string) {
  return async function* (parts: AsyncIterable<Buffer>) {
    let size = 0;
    for await (const part of parts) {
      size += part.byteLength;
      if (size > limit) throw tooLong(name, `more than ${limit}`);
      yield part;
    }
  };
}

/** What a file is called, and what is expected of it, in messages. */
export interface FileKind {
  readonly name: string;
  readonly expected: string;
}

const PICTURE: FileKind = {
  name: 'picture',
  expected: 'the path of a PNG, JPEG, WebP, AVIF, GIF or BMP file, or - for standard input',
};

/**
 * Looks at a file that the browser is to read.
 *
 * @param name what people call it
 * @throws StillmotionError `input-unreadable`
 */
export async function openFile(
  path: string,
  name: string,
  kind: FileKind = PICTURE,
): Promise<PictureFile> {
  const found = await look(path, name, kind);
  if (found.isDirectory()) throw unreadable(name, 'it is a folder', kind);
  if (!found.isFile()) throw unreadable(name, 'it is not a regular file', kind);
  if (found.size === 0n) throw unreadable(name, 'it is empty', kind);
  if (found.size > LARGEST_FILE) throw tooLong(name, String(found.size), kind);
  await tryToOpen(path, name, kind);
  const assertUnchanged = async () => {
    if (!isSame(found, await look(path, name, kind)))
      throw unreadable(name, 'it was changed while it was in use, so start again', kind);
  };
  return {
    name,
    path: resolve(path),
    async digest() {
      const hash = createHash('sha256');
      await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
        throw because(name, cause, kind);
      });
      await assertUnchanged();
      return hash.digest('hex');
    },
    assertUnchanged,
    async close() {},
  };
}

function look(path: string, name: string, kind: FileKind): Promise<BigIntStats> {
  return stat(path, { bigint: true }).catch((cause: unknown) => {
    throw because(name, cause, kind);
  });
}

/** The first bytes of a file, or all of them. */
export async function readStart(path: string, length = LARGEST_FILE): Promise<Buffer> {
  const handle = await open(path).catch((cause: unknown) => {
    throw because(path, cause);
  });
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.min(size, length));
    const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength, 0);
    return bytes.subarray(0, bytesRead);
  } catch (cause) {
    throw because(path, cause);
  } finally {
    await handle.close();
  }
}

async function tryToOpen(path: string, name: string, kind: FileKind): Promise<void> {
  const handle = await open(path).catch((cause: unknown) => {
    throw because(name, cause, kind);
  });
  await handle.close();
}

/** Whoever writes to a file can set its mtime back, but not its ctime. */
function isSame(before: BigIntStats, now: BigIntStats): boolean {
  const keys = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const;
  return keys.every((key) => before[key] === now[key]);
}

function because(name: string, cause: unknown, kind = PICTURE): StillmotionError {
  if (cause instanceof StillmotionError) return cause;
  return unreadable(name, whyUnreadable(cause), kind);
}

function tooLong(name: string, bytes: string, kind = PICTURE): StillmotionError {
  return unreadable(name, `it has ${bytes} bytes; at most ${LARGEST_FILE} are read`, kind);
}

function unreadable(name: string, why: string, kind = PICTURE): StillmotionError {
  return new StillmotionError(
    'input-unreadable',
    `The ${kind.name} ${name} can't be read: ${why}; expected ${kind.expected}.`,
  );
}
