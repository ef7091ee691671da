import { readFile, stat } from 'node:fs/promises';
import { StillmotionError } from '../core/errors.ts';
import { LARGEST_FILE } from '../core/picture-size.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOTDIR: 'a part of the path is a file, not a folder',
};

/**
 * Reads a picture's file; whether it is a picture is for the browser to say.
 *
 * @throws StillmotionError `input-unreadable`
 */
export async function readPicture(path: string): Promise<Buffer> {
  const { size } = await check(path);
  if (size === 0) throw unreadable(path, 'it is empty');
  if (size > LARGEST_FILE)
    throw unreadable(path, `it has ${size} bytes; at most ${LARGEST_FILE} are read`);
  return readFile(path).catch((cause: unknown) => {
    throw because(path, cause);
  });
}

async function check(path: string) {
  const found = await stat(path).catch((cause: unknown) => {
    throw because(path, cause);
  });
  if (found.isDirectory()) throw unreadable(path, 'it is a folder');
  if (!found.isFile()) throw unreadable(path, 'it is not a regular file');
  return found;
}

function because(path: string, cause: unknown): StillmotionError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return unreadable(
    path,
    REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause)),
  );
}

function unreadable(path: string, why: string): StillmotionError {
  return new StillmotionError(
    'input-unreadable',
    `The picture ${path} can't be read: ${why}; expected the path of a PNG, JPEG, WebP, AVIF, GIF or BMP file.`,
  );
}
