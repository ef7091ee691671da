import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = `stillmotion-worker-${hostname().replaceAll(/[^\w.]/g, '_')}-`;

/** Does work in a folder that goes with it. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes the folders of workers of this machine that were killed. */
export async function clearFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = name.startsWith(PREFIX)
      ? (/^(\d+)-/.exec(name.slice(PREFIX.length)) ?? [])
      : [];
    const path = join(tmpdir(), name);
    if (pid !== undefined && !isAlive(Number(pid)))
      // Another user's is that user's to remove.
      await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
