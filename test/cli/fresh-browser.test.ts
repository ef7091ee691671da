import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { EMBEDDED } from '../../src/cli/browser/age.ts';
import { embeddedUnavailable } from '../../src/cli/browser/embedded.ts';
import { inspect } from './media.ts';
import { expectNothingLeft, it, picture, type Place, type RunOptions } from './program.ts';

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
  const title = 'two first runs at once unpack the embedded browser, and a later one finds it';
  it(title, { timeout: 120_000 }, async ({ place, skip }) => {
    skip(reason !== undefined, `the embedded browser can't be used: ${reason}`);
    const bare = await bareMachine(place);
    const names = ['a.mp4', 'b.mp4'];
    const first = await Promise.all(
      names.map((name) => place.succeed([...FILM, '-o', name], bare)),
    );
    // Whoever is late finds what the other has unpacked.
    expect(first.map(({ stderr }) => stderr).join('')).toMatch(
      /^note: Unpacking the embedded Chromium/m,
    );
    for (const { stdout } of first) {
      // What `--version` and the notes say of it.
      expect(stdout).toContain(`HeadlessChrome/${EMBEDDED.version}`);
      expect(stdout).toContain('SwiftShader');
    }
    const cache = await readdir(join(place.outside, 'cache', 'stillmotion'));
    expect(cache.filter((name) => name.startsWith('chromium-'))).toHaveLength(1);

    const later = await place.succeed([...FILM, '-o', 'c.mp4'], bare);
    expect(later.stderr).not.toContain('Unpacking');
    expect(await place.files()).toEqual([...names, 'c.mp4']);
    for (const name of await place.files())
      expect(await inspect(place.path(name))).toMatchObject({ frames: 8, width: 64, height: 48 });
    await expectNothingLeft(place);
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
