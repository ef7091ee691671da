import type { Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Who runs a program: the ids of its user and group. */
export interface Runner {
  readonly uid: number;
  readonly gid: number;
}

type Owned = Pick<Stats, 'uid' | 'gid' | 'mode'> & { isSymbolicLink(): boolean };

const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_OTHERS = 0o002;
/** In such a folder everybody may make files, but replace none of somebody else's: `/tmp`. */
const STICKY = 0o1000;

/** Why somebody else could put another program in the place of this file; undefined where nobody can. */
export function distrustFile(file: Owned, runner: Runner): string | undefined {
  if (![runner.uid, 0].includes(file.uid)) return 'belongs to another user';
  // Links have all rights and no meaning in them.
  if (file.isSymbolicLink()) return undefined;
  const open = WRITABLE_BY_GROUP | WRITABLE_BY_OTHERS;
  return (file.mode & open) === 0 ? undefined : 'may be written by other users';
}

/** As for a file, but for a folder above it: a group that is ours alone may write there. */
function distrustAncestor(folder: Owned, runner: Runner): string | undefined {
  if (![runner.uid, 0].includes(folder.uid)) return 'belongs to another user';
  if ((folder.mode & STICKY) !== 0) return undefined;
  if ((folder.mode & WRITABLE_BY_OTHERS) !== 0) return 'may be written by other users';
  const shared = (folder.mode & WRITABLE_BY_GROUP) !== 0 && ![runner.gid, 0].includes(folder.gid);
  return shared ? 'may be written by other users' : undefined;
}

/** As for a file, but for a folder and all above it, as far as they exist. */
export async function distrustPath(folder: string, runner: Runner): Promise<string | undefined> {
  let path = await nearestExisting(folder);
  for (;;) {
    const why = distrustAncestor(await lstat(path), runner);
    if (why !== undefined) return `${path} ${why}`;
    if (dirname(path) === path) return undefined;
    path = dirname(path);
  }
}

/** Without links, which may lead anywhere. */
async function nearestExisting(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder) throw error;
    return nearestExisting(above);
  }
}
