import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { findBrowser } from '../../src/cli/browser/find.ts';
import { explain } from '../../src/cli/terminal/explain.ts';
import { runProgram } from '../../src/cli/program.ts';
import * as sessions from '../../src/cli/session/session.ts';
import { sharedSession } from '../session.ts';
import type { Outcome, Place } from './program.ts';

/**
 * What the program says and makes of a command line, without a process of its own, and drawn by the
 * worker's browser: both take longer to start than all that most command lines do. One at a time, as
 * folder and streams are the process's.
 */
export async function runHere(place: Place, args: readonly string[]): Promise<Outcome> {
  if (isAway) throw new Error('a run of the program is still going on in this process');
  isAway = true;
  const started = performance.now();
  const home = whereabouts();
  const there = { folder: place.folder, temporary: join(dirname(place.folder), 'tmp') };
  const [stdout, stderr] = [listen(process.stdout), listen(process.stderr)];
  const drawing = shareDrawing(home, there);
  const leave = () => {
    isAway = false;
    goTo(home);
    drawing.mockRestore();
    stdout.stop();
    stderr.stop();
  };
  // A test that takes too long ends before its run: those behind it are not to stand in its folder.
  onTestFinished(leave);
  goTo(there);
  try {
    const code = await runProgram(args).then(() => 0, explain);
    const seconds = (performance.now() - started) / 1000;
    return { code, stdout: stdout.heard(), stderr: stderr.heard(), seconds };
  } finally {
    leave();
  }
}

let isAway = false;

/** The same for what has to work: an exit code other than 0 fails the test with what was said. */
export async function succeedHere(place: Place, args: readonly string[]): Promise<Outcome> {
  const outcome = await runHere(place, args);
  if (outcome.code === 0) return outcome;
  throw new Error(`${args.join(' ')}: exit code ${outcome.code}\n${outcome.stderr}`);
}

/** What of a process a run of the program goes by. */
interface Whereabouts {
  readonly folder: string;
  readonly temporary: string | undefined;
}

function whereabouts(): Whereabouts {
  return { folder: process.cwd(), temporary: process.env['TMPDIR'] };
}

function goTo({ folder, temporary }: Whereabouts): void {
  process.chdir(folder);
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
}

/** Gives a run the worker's session in the place of the first that it opens itself. */
function shareDrawing(home: Whereabouts, there: Whereabouts) {
  const { openSession } = sessions;
  const opening = vi.spyOn(sessions, 'openSession').mockImplementation(async (options) => {
    // The worker's session is opened the same way, and what the run needs instead is a browser of its own.
    opening.mockRestore();
    const usual = await findBrowser(undefined);
    if (options.candidate.path !== usual.path) return openSession(options);
    // Its browser outlives this run's folder.
    goTo(home);
    try {
      const shared = await sharedSession(options.gl);
      return { ...shared, close: async () => {} };
    } finally {
      goTo(there);
    }
  });
  return opening;
}

/** Takes what is written to a stream in its place. */
function listen(stream: NodeJS.WriteStream) {
  const parts: (string | Uint8Array)[] = [];
  const write = stream.write.bind(stream);
  stream.write = (part: string | Uint8Array) => {
    parts.push(part);
    return true;
  };
  return {
    heard: () => parts.map((part) => Buffer.from(part as string).toString()).join(''),
    stop: () => void (stream.write = write),
  };
}
