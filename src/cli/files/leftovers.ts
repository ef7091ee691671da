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
const CLEAR = `for (const path of JSON.parse(fs.readFileSync(0, 'utf8')))
  try { fs.rmSync(path, { recursive: true, force: true, maxRetries: 10 }); } catch {}`;

let isWatched = false;

/** Remembers what has to go with the program, however it ends; the caller calls back when it is gone. */
export function remember(leftover: Leftover): () => void {
  leftovers.add(leftover);
  // Others who call us may end the program themselves.
  if (!isWatched) process.once('exit', killAll);
  isWatched = true;
  return () => void leftovers.delete(leftover);
}

/**
 * Kills what runs and removes what lies about, as far as it can be done within half a second. Another
 * process removes it: a file system that doesn't answer would keep ours for ever.
 */
export async function clearLeftovers(): Promise<void> {
  killAll();
  const paths = [...leftovers].flatMap(({ path }) => path ?? []);
  leftovers.clear();
  if (paths.length === 0) return;
  // A sequence leaves more names than a command line holds.
  const stdio = ['pipe', 'ignore', 'ignore'] as const;
  const cleaner = spawn(process.execPath, ['-e', CLEAR], { detached: true, stdio: [...stdio] });
  cleaner.unref();
  cleaner.stdin?.on('error', () => {});
  cleaner.stdin?.end(JSON.stringify(paths));
  await new Promise<void>((resolve) => {
    cleaner.once('exit', () => resolve());
    cleaner.once('error', () => resolve());
    setTimeout(resolve, CLEARING);
  });
}

function killAll(): void {
  for (const { kill } of leftovers) kill?.();
}
