import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base, vi } from 'vitest';

/** The built program, as it is published. */
export const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const picture = (name: string) => join(FIXTURES, 'pictures', name);
export const broken = (name: string) => join(FIXTURES, 'broken', name);

/**
 * An MP4 keeps room for its index in front, and is written a MiB at a time: with so many frames the room
 * ends 2 kB before one does, so that the first GOP gets something into the file.
 */
export const HOUR_OF_FRAMES = '107000';

/** An hour of film: nothing waits for its end. */
export const LONG_FILM: readonly string[] = [
  'render',
  picture('card-smooth.png'),
  '--size',
  '160x120',
  '--frames',
  HOUR_OF_FRAMES,
  '--encoder',
  'webcodecs',
  '--gl',
  'swiftshader',
];

/** What a run came to. */
export interface Outcome {
  /** As a shell has it: 128 + n where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A run that goes on. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Outcome>;
  /** What it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export interface RunOptions {
  /** Laid over the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Another program in the place of ours. */
  readonly command?: string;
  /** A process group of its own, as a shell gives it. */
  readonly group?: boolean;
}

/** A folder of a test's own, in which it runs programs; all that is left of them is ended behind it. */
export interface Place {
  /** Where programs run, empty at first. */
  readonly folder: string;
  /** Beside it, for what a test needs but a run should not have made. */
  readonly outside: string;
  path(...names: string[]): string;
  /** Starts our program, or another one. */
  start(args: readonly string[], options?: RunOptions): Running;
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs what has to work: an exit code other than 0 fails the test with what the run said. */
  succeed(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Everything in the folder, also in folders below it, sorted. */
  files(): Promise<string[]>;
  /** What programs left in the folder for temporary files. */
  leftovers(): Promise<string[]>;
  /** Every process that runs for this place, also one that nobody waits for any more. */
  processes(): number[];
  /** An executable shell script outside the folder. */
  script(name: string, ...lines: string[]): Promise<string>;
}

const PLACE = 'STILLMOTION_TEST_PLACE';

/** vitest's `test` with a place to run programs in. */
export const it = base.extend<{ place: Place }>({
  // vitest reads the names of what a fixture needs from its braces: there is nothing.
  // oxlint-disable-next-line no-empty-pattern
  place: async ({}, use) => {
    const root = await mkdtemp(join(tmpdir(), 'sm-'));
    const place = await createPlace(root);
    try {
      await use(place);
    } finally {
      for (const pid of place.processes()) kill(pid, 'SIGKILL');
      await eventually(() => expect(place.processes()).toEqual([]));
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    }
  },
});

/** Waits until an assertion holds; gives what it gives. */
export function eventually<T>(
  assertion: () => T | Promise<T>,
  timeout: number = 30_000,
): Promise<T> {
  return vi.waitFor(assertion, { timeout, interval: 20 });
}

/** Waits until the file that a film grows in has something in it. */
export async function filmBegun(place: Place): Promise<void> {
  await eventually(async () => {
    const [part] = (await place.files()).filter((name) => name.endsWith('.part'));
    expect(part).toBeDefined();
    expect((await stat(place.path(part ?? ''))).size).toBeGreaterThan(0);
  }, 40_000);
}

/** Nothing of a run is there any more: no process, no temporary file. */
export async function expectNothingLeft(place: Place): Promise<void> {
  // The browser's helpers end by themselves when it does, a moment later.
  await eventually(() => expect(place.processes()).toEqual([]));
  expect(await place.leftovers()).toEqual([]);
}

async function createPlace(root: string): Promise<Place> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: npm run build`);
  const [folder, outside, temporary] = [join(root, 'run'), join(root, 'etc'), join(root, 'tmp')];
  for (const path of [folder, outside, temporary]) await mkdir(path);
  const known = new Set<number>();

  const start: Place['start'] = (args, { env, command, group } = {}) => {
    const [file, fileArgs] =
      command === undefined ? [process.execPath, [PROGRAM, ...args]] : [command, args];
    const child = spawn(file, fileArgs, {
      cwd: folder,
      env: { ...process.env, ...env, TMPDIR: temporary, [PLACE]: root },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: group ?? false,
    });
    const running = collect(child);
    known.add(running.pid);
    return running;
  };
  return {
    folder,
    outside,
    path: (...names) => join(folder, ...names),
    start,
    run: (args, options) => start(args, options).ended,
    async succeed(args, options) {
      const outcome = await start(args, options).ended;
      if (outcome.code === 0) return outcome;
      throw new Error(`${args.join(' ')}: exit code ${outcome.code}\n${outcome.stderr}`);
    },
    files: async () => (await readdir(folder, { recursive: true })).toSorted(),
    leftovers: () => readdir(temporary),
    // To look through all processes of the machine takes a while.
    processes: () => (known.size === 0 ? [] : processesOf(known, `${PLACE}=${root}`)),
    async script(name, ...lines) {
      const path = join(outside, name);
      await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
      await chmod(path, 0o755);
      return path;
    },
  };
}

function collect(child: ChildProcess): Running {
  const started = performance.now();
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (data: string) => (text.stdout += data));
  child.stderr?.setEncoding('utf8').on('data', (data: string) => (text.stderr += data));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      const code = exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ code, ...text, seconds: (performance.now() - started) / 1000 });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
  };
}

/**
 * Runs that are known, what they started, and whatever carries their mark in its environment.
 * Chromium's helpers write over theirs, so whoever was seen once is remembered, and their session.
 */
function processesOf(known: Set<number>, mark: string): number[] {
  const all = listProcesses();
  const isOurs = ({ pid, parent, session }: ProcessEntry) =>
    [pid, parent, session].some((id) => known.has(id)) || carries(pid, mark);
  for (let size = -1; size !== known.size;) {
    size = known.size;
    for (const each of all) if (isOurs(each)) known.add(each.pid);
  }
  return all.filter(isOurs).map(({ pid }) => pid);
}

function carries(pid: number, mark: string): boolean {
  return read(`/proc/${pid}/environ`).split('\0').includes(mark);
}

/** The processes that a process started itself. */
export function childrenOf(pid: number): number[] {
  return listProcesses()
    .filter(({ parent }) => parent === pid)
    .map((child) => child.pid);
}

/** What Chromium starts beside the browser itself. */
export type Helper = 'gpu-process' | 'renderer';

/** The browser of a place's run or one of its helpers; `undefined` where it isn't (yet). */
export function browserProcess(place: Place, which: 'browser' | Helper): number | undefined {
  const typeOf = (pid: number) => {
    // Chromium writes its helpers' command lines with spaces, its own with NULs.
    const line = read(`/proc/${pid}/cmdline`);
    const type = /--type=([a-z-]+)/.exec(line)?.[1];
    return type ?? (line.includes('--user-data-dir=') ? 'browser' : undefined);
  };
  return place.processes().find((pid) => typeOf(pid) === which);
}

/** The files and sockets that a process has open, as Linux names them; none of one that is gone. */
export function openedBy(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((descriptor) => {
    try {
      return readlinkSync(join(folder, descriptor));
    } catch {
      return ''; // closed meanwhile
    }
  });
}

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
}

/** pid (name) state parent group session …; the name may hold anything, a bracket too. */
const STAT = /^(?<pid>\d+) .*\) (?<state>\S) (?<parent>\d+) \d+ (?<session>\d+) /s;

/** Living processes; where there is no /proc, none is seen. */
function listProcesses(): ProcessEntry[] {
  if (!existsSync('/proc/self/stat')) return [];
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return names.flatMap((name) => {
    const fields = STAT.exec(read(`/proc/${name}/stat`))?.groups;
    if (fields === undefined || 'ZX'.includes(fields['state'] ?? '')) return [];
    const { pid, parent, session } = fields;
    return [{ pid: Number(pid), parent: Number(parent), session: Number(session) }];
  });
}

/** Empty when the process is gone, or not ours to look into. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Signals a process that a test started, by its id. */
export function kill(pid: number, signal: NodeJS.Signals): void {
  if (pid === 0 || pid === 1) throw new Error(`No process of a test has the id ${pid}.`);
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Why a test can't run here, where it needs this program. */
export function missing(command: string): string | false {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => existsSync(join(folder, command)))
    ? false
    : `${command} is not on PATH`;
}
