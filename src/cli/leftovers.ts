import { spawn } from 'node:child_process';

/** What would be left behind if the program ended now: a file or folder, or processes. */
export interface Leftover {
  readonly path?: string;
  /** Ends processes at once. */
  readonly kill?: () => void;
}

const leftovers = new Set<Leftover>();

/** The longest wait for what a cleared path needs, ms: it goes on behind us. */
const CLEARING = 500;
const CLEAR = `for (const path of process.argv.slice(1))
  try { fs.rmSync(path, { recursive: true, force: true, maxRetries: 10 }); } catch {}`;

/** Remembers what has to go with the program, however it ends; the caller calls back when it is gone. */
export function remember(leftover: Leftover): () => void {
  leftovers.add(leftover);
  return () => void leftovers.delete(leftover);
}

/**
 * Kills what runs and removes what lies about, as far as it can be done within half a second. Another
 * process removes it: a file system that doesn't answer would keep ours for ever.
 */
export async function clearLeftovers(): Promise<void> {
  for (const { kill } of leftovers) kill?.();
  const paths = [...leftovers].flatMap(({ path }) => path ?? []);
  leftovers.clear();
  if (paths.length === 0) return;
  const cleaner = spawn(process.execPath, ['-e', CLEAR, '--', ...paths], {
    detached: true,
    stdio: 'ignore',
  });
  cleaner.unref();
  await new Promise<void>((resolve) => {
    cleaner.once('exit', () => resolve());
    cleaner.once('error', () => resolve());
    setTimeout(resolve, CLEARING);
  });
}
