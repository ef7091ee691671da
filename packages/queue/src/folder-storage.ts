import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { missing, type Storage, type StorageKey, storageKey, tooLarge } from './storage.ts';

/** A folder that all machines share. */
export function folderStorage(folder: string): Storage {
  const root = resolve(folder);
  const pathOf = (key: StorageKey) => join(root, storageKey(key));
  const size = async (key: StorageKey) => (await stat(pathOf(key)).catch(unlessMissing))?.size;
  return {
    size,
    async get(key, path, mostBytes) {
      const bytes = await size(key);
      if (bytes === undefined) throw missing(key);
      if (bytes > mostBytes) throw tooLarge(key, bytes, mostBytes);
      await copyFile(pathOf(key), path, constants.COPYFILE_FICLONE);
    },
    async put(key, path) {
      const target = pathOf(key);
      await mkdir(dirname(target), { recursive: true });
      const growing = `${target}.${randomUUID()}.part`;
      try {
        await copyFile(path, growing, constants.COPYFILE_FICLONE);
        await flush(growing);
        return await place(growing, target);
      } finally {
        await rm(growing, { force: true });
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    close: async () => {},
  };
}

/** What is in its place is on the disk, too. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @returns false where something is there */
async function place(growing: string, target: string): Promise<boolean> {
  try {
    // Unlike renaming it replaces nothing.
    await link(growing, target);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.includes(code ?? '')) throw error;
    if ((await stat(target).catch(unlessMissing)) !== undefined) return false;
    await rename(growing, target);
    return true;
  }
}

/** File systems without hard links say one of these. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
