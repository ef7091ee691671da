import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// The library as its users have it: packed, and installed beside packages of others.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

/** Packs it into a folder; gives the path of the file. */
export async function packLibrary(folder: string): Promise<string> {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: ROOT });
  const [{ filename } = { filename: '' }] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, filename);
}

/** Why packages of others can't be installed here, if so. */
export function whyNoRegistry(): Promise<string | undefined> {
  return run('npm', ['view', 'vite', 'version'], { timeout: 60_000 }).then(
    () => undefined,
    () => 'the npm registry is out of reach',
  );
}

/** @param application a folder with a package.json */
export async function installPacked(
  application: string,
  packed: string,
  others: readonly string[],
): Promise<void> {
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', packed, ...others];
  await run('npm', args, { cwd: application });
}

/** What a server says first: where it is. */
export async function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const data of stdout ?? []) {
    text += String(data);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('the server said nothing');
}
