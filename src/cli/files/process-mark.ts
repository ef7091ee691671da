import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Tells a process from all others for those who find its mark in a file: by its number, by when it
 * started, as numbers are used again, and by where it runs, as containers and machines that share a
 * volume number theirs alike. Letters, digits and two hyphens.
 */
export type ProcessMark = `${number}-${number}-${string}`;

/** As a pattern, to be found in names. */
export const MARK_PATTERN = '(?<mark>\\d+-\\d+-[0-9a-f]{8})';

const WHERE = createHash('sha256')
  .update(JSON.stringify([hostname(), attempt(readMachine), attempt(readNamespace)]))
  .digest('hex')
  .slice(0, 8);

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return `${process.pid}-${startOf(process.pid)?.ticks ?? 0}-${WHERE}`;
}

/** `elsewhere`: on another machine or in another container, where nobody can tell from here. */
export type Fate = 'running' | 'gone' | 'elsewhere';

/** What has become of the process behind a mark. */
export function fateOf(mark: string): Fate {
  const [pid = '', ticks = '', where] = mark.split('-');
  if (where !== WHERE) return 'elsewhere';
  if (!isThere(Number(pid))) return 'gone';
  const start = startOf(Number(pid));
  // Where there is no /proc, a number in use is taken for the same process.
  if (start === undefined) return 'running';
  return start.dead || start.ticks !== Number(ticks) ? 'gone' : 'running';
}

/** The number of the process behind a mark. */
export function pidOf(mark: string): number {
  return Number(mark.split('-')[0]);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When it started, in ticks since the machine did; dead: it has ended, and nobody has noticed yet. */
function startOf(pid: number): { ticks: number; dead: boolean } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // proc_pid_stat(5): pid (name) state … ; the 22nd is the start. A name may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && { ticks: Number(fields[19]), dead: 'ZX'.includes(fields[0] ?? '') };
}

function readMachine(): string {
  return readFileSync('/etc/machine-id', 'latin1');
}

function readNamespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
