import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { remember } from '../files/leftovers.ts';
import { connect, type DevTools } from './devtools.ts';

/** A browser and its helpers. */
export interface BrowserProcess {
  readonly pid: number | undefined;
  readonly devtools: DevTools;
  /** How it has ended: "it ended with exit code 1". */
  readonly ended: Promise<string>;
  /** Kills it, if it still runs, and waits for its end. */
  kill(): Promise<void>;
  /** Asks it to end, and kills it where it doesn't listen. */
  close(): Promise<void>;
}

/** How long a browser may take to end by itself, ms. */
const CLOSE_GRACE = 3000;

/** Where a browser of `--remote-debugging-pipe` reads, and where it writes. */
const TO_BROWSER = 3;
const FROM_BROWSER = 4;

/**
 * Starts a program that talks through a pipe (no port), as the leader of a group of processes.
 *
 * @throws where no process can be made
 */
export async function spawnBrowser(
  path: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<BrowserProcess> {
  const child = spawn(path, [...args, '--remote-debugging-pipe'], {
    env,
    // Windows has no groups, and would open a window for it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  const { pid } = child;
  const forget = remember({ kill: () => killGroup(pid) });
  const ended = watchEnd(child);
  void ended.then(forget);
  const to = child.stdio[TO_BROWSER] as Writable;
  const devtools = connect(to, child.stdio[FROM_BROWSER] as Readable);
  return {
    pid,
    devtools,
    ended,
    async kill() {
      killGroup(pid);
      await ended;
    },
    async close() {
      const timer = setTimeout(() => killGroup(pid), CLOSE_GRACE);
      // It may be gone already, or is killed before it answers.
      await devtools.connection.send('Browser.close').catch(() => {});
      await ended;
      clearTimeout(timer);
      // Helpers that hang would outlive it.
      killGroup(pid);
    },
  };
}

async function watchEnd(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
}

/** Kills a browser and its helpers: one that hangs would outlive it. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}
