import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { access, constants, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserCandidate } from './find.ts';

const run = promisify(execFile);

/**
 * Lets a browser start on one processor and then use them all.
 *
 * Chromium gives its H.264 encoder as many threads as it sees processors when it starts, and OpenH264
 * cuts each frame into slices by how long they took before: the same job gives other bytes every time.
 * A page that saw one processor encodes in one thread, and the same on every machine.
 */
export interface Affinity {
  /** What to run in place of the browser, and the arguments before its own. */
  wrap(browser: Pick<BrowserCandidate, 'path' | 'shell'>): {
    readonly path: string;
    readonly args: readonly string[];
  };
  /** For the browser alone: its software renderer should count the processors that it will have. */
  readonly env: Readonly<Record<string, string>>;
  /** How many we may use. */
  readonly processors: number;
  /**
   * Gives the processes of a browser every processor that we may use.
   *
   * @param which `early`: those whose count is nobody's business; `late`: the rest, which are its pages and what
   *   these are forked from, once a page has counted
   */
  widen(pid: number, which: 'early' | 'late'): Promise<void>;
}

/** `undefined` where processors can't be chosen: elsewhere than on Linux, or without util-linux. */
export async function createAffinity(environment = process.env): Promise<Affinity | undefined> {
  if (process.platform !== 'linux') return undefined;
  const taskset = await onPath('taskset', environment['PATH'] ?? '');
  const processors = await allowedProcessors();
  if (taskset === undefined || processors === undefined) return undefined;
  // Giving ourselves what we have changes nothing, and shows whether this taskset can do it.
  if (!(await setAffinity(taskset, processors.list, process.pid))) return undefined;
  const narrow = [taskset, '-c', String(processors.first)];
  const wide = new Set<number>();
  return {
    wrap({ path, shell }) {
      // A shell keeps only what its other processes are forked from to one processor, and so starts in half the time.
      // A whole Chrome may come from a package that sees no taskset of ours; the flag is split at spaces.
      return shell && !taskset.includes(' ')
        ? { path, args: [`--zygote-cmd-prefix=${narrow.join(' ')}`] }
        : { path: taskset, args: [...narrow.slice(1), path] };
    },
    env: { LP_NUM_THREADS: environment['LP_NUM_THREADS'] ?? String(processors.count) },
    processors: processors.count,
    async widen(pid, which) {
      const meant = (await processTree(pid)).filter(
        (each) => !wide.has(each) && (which === 'late' || each === pid || isOfNoPage(each)),
      );
      for (const each of meant) wide.add(each);
      await Promise.all(meant.map((each) => setAffinity(taskset, processors.list, each)));
    },
  };
}

async function onPath(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    if (
      folder &&
      (await access(file, constants.X_OK).then(
        () => true,
        () => false,
      ))
    )
      return file;
  }
  return undefined;
}

/** As the kernel lists them for us, such as `0-3,8`. */
async function allowedProcessors() {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(status)?.[1];
  if (list === undefined) return undefined;
  const spans = list.split(',').map((span) => span.split('-').map(Number));
  const count = spans.reduce((sum, [from = 0, to = from]) => sum + to - from + 1, 0);
  return { list, first: spans[0]?.[0] ?? 0, count };
}

/**
 * A process and all below it. By the parent that each process names: the lists of children that some kernels
 * keep are left out of others.
 */
export async function processTree(pid: number): Promise<number[]> {
  const names = await readdir('/proc');
  const parents = names
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const tree = [pid];
  // It grows while it is walked.
  for (const above of tree)
    tree.push(...parents.filter(([, parent]) => parent === above).map(([child]) => child));
  return tree;
}

/** `undefined` where the process has ended meanwhile. */
function parentOf(pid: string): number | undefined {
  const status = readOf(pid, 'stat');
  // Behind the name, which may hold anything: state and parent.
  const parent = status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? undefined : Number(parent);
}

/**
 * Whether a process draws no page, and is none that such are forked from: by the kind that it says itself. One that says
 * none has just been forked, and may become any: widened by then, it would fork pages that see every processor. What
 * draws for pages is forked from one without a sandbox.
 */
function isOfNoPage(pid: number): boolean {
  const command = readOf(String(pid), 'cmdline');
  const [, kind] = /--type=([\w-]+)/.exec(command) ?? [];
  if (kind === undefined || /^[^\0]*taskset\0/.test(command)) return false;
  return (kind !== 'renderer' && kind !== 'zygote') || command.includes('--no-zygote-sandbox');
}

/** Empty where it has ended. At once: the kernel has it ready, and a hundred promises take ten times as long. */
function readOf(pid: string, name: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** For all threads of a process; false where it can't be done, or where it has ended meanwhile. */
function setAffinity(taskset: string, list: string, pid: number): Promise<boolean> {
  return run(taskset, ['-a', '-c', '-p', list, String(pid)]).then(
    () => true,
    () => false,
  );
}
