import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StillmotionError } from '../core/errors.ts';
import type { Sink } from '../media/sink.ts';

/**
 * A file that appears whole or not at all: written beside its place under another name, renamed
 * when it is complete. Until then what was there stays as it was.
 */
export class OutputFile implements Sink {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: FileHandle;

  private constructor(path: string, partial: string, file: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#file = file;
  }

  /**
   * Makes the folders above it.
   *
   * @param folder where it grows, on the same disk; left out: beside its place
   * @throws StillmotionError `output-unwritable`
   */
  static async create(path: string, folder = dirname(path)): Promise<OutputFile> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const partial = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
      return new OutputFile(path, partial, await open(partial, 'wx'));
    } catch (cause) {
      throw unwritable(path, cause);
    }
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.byteLength) {
        const part = bytes.subarray(written);
        written += (await this.#file.write(part, 0, part.byteLength, position + written))
          .bytesWritten;
      }
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  async close(): Promise<void> {
    try {
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#partial, this.#path);
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  async abort(): Promise<void> {
    await this.#file.close().catch(() => {});
    await rm(this.#partial, { force: true });
  }
}

/**
 * Looks before any work is done whether a file can be put there.
 *
 * @throws StillmotionError `output-exists`, `output-unwritable`
 */
export async function checkOutput(
  path: string,
  overwrite: boolean,
  picture: string | undefined,
): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  const source = picture === undefined ? undefined : await stat(picture).catch(() => undefined);
  if (there && source && there.dev === source.dev && there.ino === source.ino) {
    throw new StillmotionError(
      'output-exists',
      `${path} is the picture itself; choose another --output.`,
    );
  }
  if (there?.isDirectory()) {
    throw new StillmotionError(
      'output-unwritable',
      `${path} is a folder; --output takes the path of a file.`,
    );
  }
  if (there !== undefined && !overwrite) {
    throw new StillmotionError(
      'output-exists',
      `${path} is there already; choose another --output or leave out --no-overwrite.`,
    );
  }
  const folder = await nearestFolder(dirname(path));
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
}

/** The folder itself, or the one above it in which it will be made. */
async function nearestFolder(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory()) return folder;
  const above = dirname(folder);
  if (there !== undefined || above === folder) {
    throw new StillmotionError(
      'output-unwritable',
      `${folder} is not a folder; --output needs one to write into.`,
    );
  }
  return nearestFolder(above);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'its folder is gone',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'the name is too long',
};

/** Why a path can't be written, in words. */
export function unwritable(path: string, cause: unknown): StillmotionError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StillmotionError(
    'output-unwritable',
    `${path} can't be written: ${why}; choose another --output.`,
    { cause },
  );
}
