import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { embeddedUnavailable } from '../../src/cli/browser/embedded.ts';
import { inspect } from './media.ts';
import {
  expectNothingLeft,
  filmBegun,
  it,
  kill,
  picture,
  type Place,
  type RunOptions,
} from './program.ts';

const reason = embeddedUnavailable();
const FILM = [
  'render',
  picture('card-smooth.png'),
  '--size',
  '64x48',
  '--frames',
  '8',
  '--browser',
  'embedded',
];

describe('on a machine with nothing but Node', () => {
  it('the embedded browser is unpacked once', { timeout: 120_000 }, async ({ place, skip }) => {
    skip(reason !== undefined, `the embedded browser can't be used: ${reason}`);
    const bare = await bareMachine(place);
    const first = await place.succeed([...FILM, '-o', 'first.mp4'], bare);
    expect(first.stderr).toMatch(/^note: Unpacking the embedded Chromium/m);
    expect(first.stdout).toMatch(/HeadlessChrome\/147.*SwiftShader/);

    const second = await place.succeed([...FILM, '-o', 'second.mp4'], bare);
    expect(second.stderr).not.toContain('Unpacking');
    for (const name of ['first.mp4', 'second.mp4']) {
      expect(await inspect(place.path(name))).toMatchObject({ frames: 8, width: 64, height: 48 });
    }
    await expectNothingLeft(place);
  });

  it('two first runs at once both succeed', { timeout: 120_000 }, async ({ place, skip }) => {
    skip(reason !== undefined, `the embedded browser can't be used: ${reason}`);
    const bare = await bareMachine(place);
    const names = ['a.mp4', 'b.mp4'];
    await Promise.all(names.map((name) => place.succeed([...FILM, '-o', name], bare)));
    expect(await place.files()).toEqual(names);
    const cache = await readdir(join(place.outside, 'cache', 'stillmotion'));
    expect(cache.filter((name) => name.startsWith('chromium-'))).toHaveLength(1);
    await expectNothingLeft(place);
  });
});

describe('during an export', () => {
  it('no process of it listens on any port', async ({ place, skip }) => {
    skip(!existsSync('/proc/self/net/tcp'), 'no /proc/net here');
    const running = place.start([
      'render',
      picture('card-smooth.png'),
      '--size',
      '160x120',
      '--frames',
      '100000',
    ]);
    await filmBegun(place);
    const processes = place.processes();
    expect(processes.length).toBeGreaterThan(1);
    expect(processes.flatMap(listeningPorts)).toEqual([]);
    kill(running.pid, 'SIGTERM');
    expect((await running.ended).code).toBe(143);
  });
});

/** PATH has Node and a shell, the home folder is empty, and nothing names a browser. */
async function bareMachine(place: Place): Promise<RunOptions> {
  const bin = join(place.outside, 'bin');
  await mkdir(bin);
  await symlink(process.execPath, join(bin, 'node'));
  await symlink('/bin/sh', join(bin, 'sh'));
  const env = {
    PATH: bin,
    HOME: join(place.outside, 'home'),
    XDG_CACHE_HOME: join(place.outside, 'cache'),
    STILLMOTION_CACHE: undefined,
    STILLMOTION_BROWSER: undefined,
    PUPPETEER_EXECUTABLE_PATH: undefined,
    PUPPETEER_CACHE_DIR: undefined,
    LD_LIBRARY_PATH: undefined,
  };
  return { env };
}

/** Local addresses, in hex as the kernel writes them, on which a process accepts connections. */
function listeningPorts(pid: number): string[] {
  const sockets = new Set(socketsOf(pid));
  return ['tcp', 'tcp6'].flatMap((protocol) => {
    // Its own view: a sandbox may have given it another network.
    const [, ...lines] = readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8').trimEnd().split('\n');
    const rows = lines.map((line) => line.trim().split(/\s+/));
    // sl local remote state queues timer retransmits uid timeout inode
    return rows.flatMap(([, local = '', , state, , , , , , inode = '']) =>
      state === '0A' && sockets.has(inode) ? [`${pid} ${protocol} ${local}`] : [],
    );
  });
}

function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(join(folder, name)))?.[1] ?? [];
    } catch {
      // Closed since.
      return [];
    }
  });
}
