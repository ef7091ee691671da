import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { processTree } from '../src/cli/browser/affinity.ts';

/** How often the processes are looked at, ms: what each did since is lost when it ends. */
const INTERVAL = 100;
/** Of the times in /proc; the same on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/**
 * Runs a program and gives the sum of what was last read of it and of each process that it started.
 *
 * @param read of a process; `undefined` where it has ended
 */
export async function sumOverProcesses(
  program: string,
  args: readonly string[],
  cwd: string | undefined,
  read: (pid: number) => Promise<number | undefined>,
): Promise<number> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  const values = new Map<number, number>();
  let running = true;
  const watch = async (root: number) => {
    while (running) {
      for (const pid of await processTree(root)) {
        const value = await read(pid);
        if (value !== undefined) values.set(pid, value);
      }
      await pause(INTERVAL);
    }
  };
  const watching = child.pid === undefined ? undefined : watch(child.pid);
  const status = await ended.finally(() => (running = false));
  await watching;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return [...values.values()].reduce((sum, value) => sum + value, 0);
}

/** What all processors together have spent on a process, s. */
export async function processorTime(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Behind the name, which may hold anything, from the state on.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  if (user === undefined || system === undefined) return undefined;
  return (Number(user) + Number(system)) / TICKS_A_SECOND;
}
