import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** How often the processes are looked at, ms: new ones have to be seen, their peaks the kernel keeps. */
const INTERVAL = 100;

/** Why memory can't be measured here; `undefined` where it can. */
export function memoryUnavailable(): string | undefined {
  return process.platform === 'linux' ? undefined : 'peaks are read from /proc, which is Linux';
}

/**
 * Runs a program and gives the sum of the largest resident sets that it and each process it started
 * ever had, bytes. Each may have had its own at another time, so all together had this at most.
 */
export async function peakMemory(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  const peaks = new Map<number, number>();
  let running = true;
  const watch = async (pid: number) => {
    while (running) {
      for (const [each, peak] of await readPeaks(pid)) peaks.set(each, peak);
      await pause(INTERVAL);
    }
  };
  const watching = child.pid === undefined ? undefined : watch(child.pid);
  const status = await ended.finally(() => (running = false));
  await watching;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
}

/** The peaks of a process and all below it. */
async function readPeaks(root: number): Promise<Map<number, number>> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const statuses = await Promise.all(numbers.map(readStatus));
  const known = new Map(statuses.flatMap((status) => (status ? [[status.pid, status]] : [])));
  const below = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = known.get(pid)?.parent;
    return parent !== undefined && parent !== 0 && below(parent);
  };
  return new Map(
    [...known.values()].filter(({ pid }) => below(pid)).map(({ pid, peak }) => [pid, peak]),
  );
}

/** `undefined` for a process that has ended, and for those of the kernel. */
async function readStatus(pid: number) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s*(\d+)$/m.exec(text)?.[1];
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(text)?.[1];
  if (parent === undefined || peak === undefined) return undefined;
  return { pid, parent: Number(parent), peak: 1024 * Number(peak) };
}
