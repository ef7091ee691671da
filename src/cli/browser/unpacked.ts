import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { distrustFile, distrustPath, type Runner } from './trust.ts';

/** What was unpacked: a line for each file, its size before its name. */
const LIST = 'unpacked.txt';

/** Writes down what a folder holds, when it was just unpacked. */
export async function listUnpacked(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const lines = names.map(async (name) => `${(await lstat(join(folder, name))).size} ${name}\n`);
  const text = (await Promise.all(lines)).join('');
  // Flushed, or a power cut could leave an empty file under the final name.
  await writeFile(join(folder, LIST), text, { mode: 0o644, flag: 'wx', flush: true });
}

/** Asks for every file and its size, because cleaners of temporary folders take single old files away. */
export async function isWhole(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, LIST), 'utf8').catch(() => '');
  const entries = list.split('\n').filter(Boolean);
  const same = entries.map(async (line) => {
    const [, size, name = ''] = /^(\d+) (.+)$/.exec(line) ?? [];
    const found = await lstat(join(folder, name)).catch(() => undefined);
    // How large a folder is depends on the file system.
    return found !== undefined && (found.isDirectory() || found.size === Number(size));
  });
  return entries.length > 0 && (await Promise.all(same)).every(Boolean);
}

/**
 * Makes sure that nobody but us and root could have put anything into a folder, or could while we look away.
 *
 * @throws StillmotionError `browser-failed`
 */
export async function assertOurs(folder: string): Promise<void> {
  const runner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const why = (await distrustPath(folder, runner)) ?? (await distrustContents(folder, runner));
  if (why === undefined) return;
  throw new StillmotionError(
    'browser-failed',
    `The embedded Chromium isn't run from ${folder}: ${why}. Set STILLMOTION_CACHE to a folder that only you may write, or name a browser with --browser.`,
  );
}

async function distrustContents(folder: string, runner: Runner): Promise<string | undefined> {
  const names = await readdir(folder, { recursive: true }).catch((): string[] => []);
  const paths = names.length > 0 ? ['.', ...names].map((name) => join(folder, name)) : [];
  const reasons = paths.map(async (path) => {
    const found = await lstat(path).catch(() => undefined);
    const why = found && distrustFile(found, runner);
    return why && `${path} ${why}`;
  });
  return (await Promise.all(reasons)).find((why) => why !== undefined);
}
