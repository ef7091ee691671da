import { statfs } from 'node:fs/promises';
import { StillmotionError } from '../../core/errors.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { unwritable } from './output-place.ts';

/**
 * Looks whether a file can fit on the disk that it is to be on.
 *
 * @param path what people call it
 * @param bytes it has at least
 * @throws StillmotionError `output-unwritable`
 */
export async function checkRoom(path: string, folder: string, bytes: number): Promise<void> {
  const free = await freeBytes(folder).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  if (bytes <= free) return;
  throw new StillmotionError(
    'output-unwritable',
    `${path} can't be written: it would have at least ${formatBytes(bytes)}, and its disk has ${formatBytes(free)} free. Make room, choose another --output, or fewer --loops or --frames.`,
  );
}

/** Infinity where the file system doesn't say. */
export async function freeBytes(folder: string): Promise<number> {
  const { blocks, bavail, bfree, bsize } = await statfs(folder);
  if (blocks === 0) return Infinity;
  // Some blocks are kept for root.
  return (process.getuid?.() === 0 ? bfree : bavail) * bsize;
}
