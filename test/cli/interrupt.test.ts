import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import {
  childrenOf,
  eventually,
  expectNothingLeft,
  filmBegun,
  it,
  kill,
  LONG_FILM,
  missing,
  type Place,
  PROGRAM,
  type Running,
  type RunOptions,
} from './program.ts';

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PAIRS = [
  ['SIGINT', 'SIGTERM'],
  ['SIGINT', 'SIGINT'],
] as const;
/** Whoever stops a program doesn't wait for its deadline; a browser that doesn't end is killed after 3 s. */
const LONGEST_STOP = 20;

describe('nothing left behind: a signal in the middle of a film', () => {
  it.for(SIGNALS)('%s stops it, and nothing is left of it', async (signal, { place }) => {
    const running = await startFilm(place);
    kill(running.pid, signal);
    await expectStopped(running, place, CODES[signal]);
    expect(await place.files()).toEqual([]);
  });

  it('leaves an old file as it was', async ({ place }) => {
    await writeFile(place.path('card-smooth.mp4'), 'an old film');
    const running = await startFilm(place);
    kill(running.pid, 'SIGINT');
    await expectStopped(running, place, 130);
    expect(await place.files()).toEqual(['card-smooth.mp4']);
    expect(await readFile(place.path('card-smooth.mp4'), 'utf8')).toBe('an old film');
  });

  it.for(PAIRS)('%s and %s at once count as the first', async ([first, second], { place }) => {
    const running = await startFilm(place);
    kill(running.pid, first);
    kill(running.pid, second);
    // Signals that are pending together come in the order of their numbers, not of their sending.
    const codes = [CODES[first], CODES[second]];
    const { code } = await expectStopped(running, place, ...codes);
    expect(codes).toContain(code);
    expect(await place.files()).toEqual([]);
  });

  it('reaches the whole group from a terminal', async ({ place }) => {
    const running = await startFilm(place, { group: true });
    kill(-running.pid, 'SIGINT');
    await expectStopped(running, place, 130);
    expect(await place.files()).toEqual([]);
  });
});

describe('nothing left behind: a signal before the film', () => {
  it('while it waits for a spec that nobody writes', async ({ place, skip }) => {
    skip(!existsSync('/proc/self/status'), 'no /proc here');
    skip(missing('mkfifo') !== false, 'mkfifo is not on PATH');
    execFileSync('mkfifo', [place.path('job.json')]);
    const running = place.start([...LONG_FILM, '--spec', 'job.json']);
    await eventually(() => expect(catches(running.pid, 1)).toBe(true));
    kill(running.pid, 'SIGHUP');
    await expectStopped(running, place, 129);
    expect(await place.files()).toEqual(['job.json']);
  });

  it('while the browser starts', async ({ place }) => {
    const browser = await place.script('browser', "trap '' TERM INT HUP", 'exec sleep 600');
    const running = place.start([...LONG_FILM, '--browser', browser]);
    await eventually(() => expect(childrenOf(running.pid)).not.toEqual([]));
    kill(running.pid, 'SIGTERM');
    await expectStopped(running, place, 143);
    expect(await place.files()).toEqual([]);
  });

  it('while the browser opens its page', async ({ place }) => {
    const running = place.start(LONG_FILM);
    await eventually(() => expect(childrenOf(running.pid)).not.toEqual([]));
    kill(running.pid, 'SIGINT');
    await expectStopped(running, place, 130);
    expect(await place.files()).toEqual([]);
  });

  it('in a still', async ({ place }) => {
    const running = place.start(['still', '-o', 'x.png']);
    await eventually(() => expect(childrenOf(running.pid)).not.toEqual([]));
    kill(running.pid, 'SIGTERM');
    await expectStopped(running, place, 143);
    expect(await place.files()).toEqual([]);
  });
});

describe('a second signal', () => {
  it('ends it whatever it waits for, and clears all away', async ({ place, skip }) => {
    skip(missing('mkfifo') !== false, 'mkfifo is not on PATH');
    // A disk that never answers: who removes something there waits for ever, in a thread that no one ends.
    const fifo = join(place.outside, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const hook = join(place.outside, 'hook.mjs');
    await writeFile(
      hook,
      `import fs from 'node:fs';
       import { syncBuiltinESMExports } from 'node:module';
       const { open, rm } = fs.promises;
       fs.promises.rm = (path, options) =>
         options?.recursive ? open(${JSON.stringify(fifo)}, 'r') : rm(path, options);
       syncBuiltinESMExports();`,
    );
    const running = place.start(LONG_FILM, { env: { NODE_OPTIONS: `--import ${hook}` } });
    await eventually(() => expect(childrenOf(running.pid)).not.toEqual([]));
    kill(running.pid, 'SIGINT');
    await eventually(() => expect(running.stderr()).toContain('another signal ends it at once'));
    kill(running.pid, 'SIGINT');
    await expectStopped(running, place, 130);
    expect(await place.files()).toEqual([]);
  });
});

describe('a terminal that is closed', () => {
  it('stops the film, and nothing is left of it', async ({ place, skip }) => {
    skip(missing('script') !== false, 'script is not on PATH');
    const film = [process.execPath, PROGRAM, ...LONG_FILM].map((word) => `'${word}'`).join(' ');
    const terminal = place.start(['-q', '-c', film, '/dev/null'], { command: 'script' });
    await filmBegun(place);
    expect(place.processes().length).toBeGreaterThan(1);
    kill(terminal.pid, 'SIGKILL');
    await terminal.ended;
    await expectNothingLeft(place);
    expect(await place.files()).toEqual([]);
  });
});

/** A film of which a part is written. */
async function startFilm(place: Place, options: RunOptions = {}): Promise<Running> {
  const running = place.start(LONG_FILM, options);
  await filmBegun(place);
  // Seen once, every process of the browser is known.
  expect(place.processes().length).toBeGreaterThan(1);
  return running;
}

async function expectStopped(running: Running, place: Place, ...codes: number[]) {
  const signalled = performance.now();
  const outcome = await running.ended;
  expect((performance.now() - signalled) / 1000).toBeLessThan(LONGEST_STOP);
  const said = outcome.stderr.split('\n').filter((line) => !line.startsWith('note: '));
  expect(said).toEqual([
    expect.stringMatching(/^stillmotion: Stopped by SIG[A-Z]+.*\. \[cancelled\]$/),
    '',
  ]);
  expect(outcome.stdout).toBe('');
  expect(codes).toContain(outcome.code);
  await expectNothingLeft(place);
  return outcome;
}

/** Whether a process has a handler for a signal, by number. */
function catches(pid: number, signal: number): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n) === 1n;
}
