import { spawnSync } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { missing, type Place, PROGRAM } from './program.ts';

/** Whom root becomes: nobody. */
const USER = 65534;
const BECOME = [`--reuid=${USER}`, `--regid=${USER}`, '--clear-groups', process.execPath, PROGRAM];
const IS_ROOT = process.platform === 'linux' && process.getuid?.() === 0;

/** Why nobody but root can run the program here; `undefined` when somebody can. */
export function noUser(): string | undefined {
  if (!IS_ROOT) return undefined;
  if (missing('setpriv') !== false) return 'setpriv is not on PATH, and this is root';
  const { status } = spawnSync('setpriv', [...BECOME, '--help']);
  return status === 0 ? undefined : `another user can't run ${PROGRAM}`;
}

/** The same place, whose programs an ordinary user runs, at home in it: where this is root, nobody. */
export async function asUser(place: Place): Promise<Place> {
  const root = dirname(place.folder);
  if (IS_ROOT)
    for (const path of [root, place.folder, join(root, 'tmp')]) await chown(path, USER, USER);
  const start: Place['start'] = (args, options) => {
    const atHome = { ...options, env: { HOME: place.folder, ...options?.env } };
    if (!IS_ROOT) return place.start(args, atHome);
    return place.start([...BECOME, ...args], { ...atHome, command: 'setpriv' });
  };
  return { ...place, start, run: (args, options) => start(args, options).ended };
}
