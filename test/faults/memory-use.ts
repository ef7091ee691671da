import { readFileSync } from 'node:fs';
import { childrenOf } from '../cli/program.ts';

/** A process and all that it has started, and those in their turn. */
export function processTree(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(processTree)];
}

/** What processes have in memory together, bytes. */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ownMemory(pid), 0);
}

/**
 * What a process has made itself; pages that it shares with its relatives by their share. The pages of files are
 * left out: how many of a browser's fall to one depends on how many others run beside it. 0 for a process that is
 * gone.
 */
function ownMemory(pid: number): number {
  let rollup: string;
  try {
    rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch {
    return 0;
  }
  // One that ends just now has none.
  if (rollup === '') return 0;
  return 1024 * (sizeOf('Pss_Anon', rollup) + sizeOf('Pss_Shmem', rollup));
}

function sizeOf(name: string, rollup: string): number {
  const size = new RegExp(String.raw`^${name}:\s+(\d+) kB`, 'm').exec(rollup)?.[1];
  if (size === undefined) throw new Error(`smaps_rollup has no ${name}: Linux 5.4 or newer has`);
  return Number(size);
}
