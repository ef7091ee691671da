import { type FileHandle, statfs } from 'node:fs/promises';

/** What file systems say that can't be asked to write to their disk. */
const WITHOUT_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** What it is written in, to the disk; where that can't be asked for, it is so already. */
export async function synchronize(file: FileHandle): Promise<void> {
  await file.sync().catch((cause: unknown) => {
    if (!WITHOUT_SYNC.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
  });
}

export async function writeAll(
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const part = bytes.subarray(written);
    written += (await file.write(part, 0, part.byteLength, position + written)).bytesWritten;
  }
}

/** The old file gives its own room to the new one. */
export async function assertRoom(
  file: FileHandle,
  path: string,
  byteLength: number,
): Promise<void> {
  const { blocks } = await file.stat();
  const free = await statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  if (free + blocks * 512 < byteLength) throw Object.assign(new Error(), { code: 'ENOSPC' });
}
