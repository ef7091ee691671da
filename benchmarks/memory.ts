import { readFile } from 'node:fs/promises';
import { sumOverProcesses } from './processes.ts';

/** Why memory can't be measured here; `undefined` where it can. */
export function memoryUnavailable(): string | undefined {
  return process.platform === 'linux' ? undefined : 'peaks are read from /proc, which is Linux';
}

/**
 * Runs a program and gives the sum of the largest resident sets that it and each process it started
 * ever had, bytes. Each may have had its own at another time, so all together had this at most.
 */
export function peakMemory(program: string, args: readonly string[]): Promise<number> {
  return sumOverProcesses(program, args, undefined, readPeak);
}

/** `undefined` for a process that has ended. The kernel keeps it. */
async function readPeak(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(text)?.[1];
  return peak === undefined ? undefined : 1024 * Number(peak);
}
