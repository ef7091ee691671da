import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect } from 'vitest';
import { eventually, it, kill, missing, type Place, PROGRAM } from '../../cli/program.ts';

const FILM = ['render', '--size', '160x120', '--frames', '100000', '--gl', 'swiftshader'];
const ROOT = process.platform === 'linux' && process.getuid?.() === 0;
const NOBODY = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, PROGRAM];

describe('honest sandbox', () => {
  it('off as root, and said', async ({ place, skip }) => {
    skip(!ROOT, 'this is not root');
    const running = place.start(FILM);
    expect(await browserFlags(place)).toContain('--no-sandbox');
    expect(running.stderr()).toMatch(/^note: The browser's sandbox is off \(running as root\)\.$/m);
    kill(running.pid, 'SIGTERM');
    await running.ended;
  });

  it('on as a user', async ({ place, skip }) => {
    const reason = noOtherUser();
    skip(reason !== undefined, reason);
    // All of the way down to the program has to be readable for others, too.
    for (const path of [place.folder, dirname(place.folder), `${dirname(place.folder)}/tmp`]) {
      await chmod(path, 0o777);
    }
    const env = { HOME: place.folder };
    const running = place.start([...NOBODY, ...FILM], { command: 'setpriv', env });
    const flags = await browserFlags(place);
    expect(flags).not.toContain('--no-sandbox');
    kill(running.pid, 'SIGTERM');
    const { stderr } = await running.ended;
    expect(stderr).not.toContain('sandbox is off');
  });

  it('off as a user only with --no-sandbox, and said', async ({ place, skip }) => {
    const reason = noOtherUser();
    skip(reason !== undefined, reason);
    for (const path of [place.folder, dirname(place.folder), `${dirname(place.folder)}/tmp`]) {
      await chmod(path, 0o777);
    }
    const env = { HOME: place.folder };
    const running = place.start([...NOBODY, ...FILM, '--no-sandbox'], { command: 'setpriv', env });
    expect(await browserFlags(place)).toContain('--no-sandbox');
    expect(running.stderr()).toMatch(/^note: The browser's sandbox is off \(--no-sandbox\)\.$/m);
    kill(running.pid, 'SIGTERM');
    await running.ended;
  });
});

/** Why nobody else can run the program here; `undefined` when somebody can. */
function noOtherUser(): string | undefined {
  if (!ROOT || missing('setpriv') !== false) return 'only root can become another user (setpriv)';
  const { status } = spawnSync('setpriv', [...NOBODY, '--help']);
  return status === 0 ? undefined : `another user can't run ${PROGRAM}`;
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
