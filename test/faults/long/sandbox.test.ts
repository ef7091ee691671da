import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import {
  browserProcess,
  eventually,
  filmBegun,
  it,
  kill,
  LONG_FILM,
  picture,
  type Place,
  type Running,
} from '../../cli/program.ts';
import { succeedHere } from '../../cli/in-process.ts';
import { asUser, noUser } from '../../cli/user.ts';
import { share } from '../../shared.ts';
import { leaveOut } from '../tries.ts';

const SMALL = [picture('card-smooth.png'), '--gl', 'swiftshader'];
const ROOT = process.platform === 'linux' && process.getuid?.() === 0;

describe('honest sandbox', () => {
  it('off as root, and said', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, ROOT ? undefined : 'this is not root');
    const running = place.start(LONG_FILM);
    expect(await browserFlags(place)).toContain('--no-sandbox');
    expect(await rendererFilter(place)).toBe(UNFILTERED);
    expect(running.stderr()).toMatch(/^note: The browser's sandbox is off \(running as root\)\.$/m);
    await stop(running);
  });

  it('on as a user', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, noUser() ?? (await noSandbox(place)));
    const running = (await asUser(place)).start(LONG_FILM);
    expect(await browserFlags(place)).not.toContain('--no-sandbox');
    expect(await rendererFilter(place)).toBe(FILTERED);
    expect(await stop(running)).not.toContain('sandbox is off');
  });

  it('and then the film is the same, to its end', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, noUser() ?? (await noSandbox(place)));
    const film = ['render', ...SMALL, '--size', '160x120', '--frames', '60', '-o'];
    await succeedHere(place, [...film, 'x.mp4']);
    const { code, stderr } = await (await asUser(place)).run([...film, 'user.mp4']);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('sandbox')]);
    const bytes = await readFile(place.path('user.mp4'));
    expect(bytes.equals(await readFile(place.path('x.mp4')))).toBe(true);
  });

  it('off as a user only with --no-sandbox, and said', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, noUser());
    const running = (await asUser(place)).start([...LONG_FILM, '--no-sandbox']);
    expect(await browserFlags(place)).toContain('--no-sandbox');
    expect(await rendererFilter(place)).toBe(UNFILTERED);
    expect(running.stderr()).toMatch(/^note: The browser's sandbox is off \(--no-sandbox\)\.$/m);
    await stop(running);
  });
});

/** How Linux calls a process whose system calls are filtered by a program, and one whose are not. */
const [UNFILTERED, FILTERED] = ['0', '2'];

/** Whether the process that decodes pictures is sandboxed in fact. */
async function rendererFilter(place: Place): Promise<string> {
  // It takes the filter upon itself after it was started.
  await filmBegun(place);
  const status = readFileSync(`/proc/${browserProcess(place, 'renderer')}/status`, 'utf8');
  const filter = /^Seccomp:\s*(\d)/m.exec(status)?.[1];
  if (filter === undefined) throw new Error('this Linux says nothing of filters');
  return filter;
}

/** Why the browser has no sandbox here, even as a user. */
function noSandbox(place: Place): Promise<string | undefined> {
  return share('why a browser has no sandbox', () => tryStill(place));
}

async function tryStill(place: Place): Promise<string | undefined> {
  const still = ['still', ...SMALL, '-o', 'still.png'];
  const { code, stderr } = await (await asUser(place)).run(still);
  return code !== 0 && stderr.includes('--no-sandbox') ? stderr.trim() : undefined;
}

/** Ends a run; what it had said. */
async function stop(running: Running): Promise<string> {
  kill(running.pid, 'SIGTERM');
  return (await running.ended).stderr;
}

/** What the browser was started with. */
function browserFlags(place: Place): Promise<string[]> {
  return eventually(() => {
    const lines = place.processes().map((pid) => readCommand(pid).split('\0'));
    const browser = lines.find((words) =>
      words.some((word) => word.startsWith('--user-data-dir=')),
    );
    if (browser === undefined) throw new Error('no browser is running yet');
    return browser;
  });
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
