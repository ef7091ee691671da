import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { embeddedUnavailable } from '../../src/cli/browser/embedded.ts';
import { succeedHere } from './in-process.ts';
import {
  childrenOf,
  expectNothingLeft,
  filmBegun,
  it,
  kill,
  LONG_FILM,
  picture,
  PROGRAM,
} from './program.ts';
import { expectExplained, expectRefused, expectRefusedHere } from './refusal.ts';

/** Of the program, where nobody says another, s: what takes less hasn't waited for it. */
const DEADLINE = 60;
const HANGING = ["trap '' TERM INT HUP", 'while :; do sleep 1; done'];

describe('a browser that can not be had', () => {
  it.for<[string, string, RegExp]>([
    ['no such file', '/nonexistent/chrome', /\/nonexistent\/chrome.*no such file/],
    ['no such command', 'no-such-chrome', /no-such-chrome.*PATH/],
    ['a folder', './', /folder/],
  ])('%s', async ([, browser, says], { place }) => {
    const refusal = { code: 'browser-not-found', says };
    await expectRefusedHere(place, ['render', '--browser', browser], refusal);
  });

  it('named in the environment', async ({ place }) => {
    const env = { STILLMOTION_BROWSER: '/nonexistent/chrome' };
    const refusal = { code: 'browser-not-found', says: /STILLMOTION_BROWSER.*no such file/ };
    await expectRefused(place, ['render'], refusal, { env });
  });

  it('--gl llvmpipe with the embedded one', async ({ place, skip }) => {
    const reason = embeddedUnavailable();
    skip(reason !== undefined, `the embedded browser can't be used: ${reason}`);
    const args = ['render', '--gl', 'llvmpipe', '--browser', 'embedded'];
    await expectRefusedHere(place, args, {
      code: 'graphics-unavailable',
      says: /llvmpipe.*swiftshader/,
    });
  });

  it('--gl hardware without a GPU', async ({ place, skip }) => {
    const probe = await succeedHere(place, [
      'still',
      picture('card-smooth.png'),
      '--size',
      '16x16',
      '--json',
      '-o',
      'x.png',
    ]);
    const { backend } = JSON.parse(probe.stdout) as { backend: string };
    skip(backend === 'hardware', 'this machine has a GPU');
    const refusal = { code: 'graphics-unavailable', says: /"hardware".*--gl auto/ };
    await expectRefusedHere(place, ['render', '--gl', 'hardware'], refusal);
  });
});

describe('a browser that does not start', () => {
  it.for<[string, string[], RegExp]>([
    ['and ends at once', ['exit 1'], /did not start.*--browser/],
    ['and ends well', ['exit 0'], /did not start.*--browser/],
    [
      'and says why',
      ['echo "libnss3.so: cannot open shared object" >&2', 'exit 127'],
      /libnss3\.so/,
    ],
    [
      'for want of a sandbox',
      ['echo "No usable sandbox! Update your kernel" >&2', 'exit 1'],
      /--no-sandbox/,
    ],
    ['and kills itself', ['kill -9 $$'], /did not start/],
  ])('%s', async ([, lines, says], { place }) => {
    const browser = await place.script('browser', ...lines);
    const args = ['render', '--browser', browser];
    const { seconds } = await expectRefusedHere(place, args, { code: 'browser-failed', says });
    expect(seconds).toBeLessThan(DEADLINE);
    await expectNothingLeft(place);
  });

  it('and hangs for ever is waited for as long as --timeout says', async ({ place }) => {
    const browser = await place.script('browser', ...HANGING);
    const args = ['render', '--browser', browser, '--timeout', '2'];
    const refusal = { code: 'deadline-exceeded', says: /2 s.*--timeout/ };
    const { seconds } = await expectRefused(place, args, refusal);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThan(DEADLINE);
    await expectNothingLeft(place);
  });

  it('and gets no secrets of our environment', async ({ place }) => {
    const seen = join(place.outside, 'seen');
    const browser = await place.script('browser', `env > ${seen}`, 'exit 1');
    const env = { MY_TOKEN: 'secret', LIBGL_DEBUG: 'verbose' };
    await place.run(['render', '--browser', browser], { env });
    const given = await readFile(seen, 'utf8');
    expect(given).toMatch(/^LIBGL_DEBUG=verbose$/m);
    expect(given).not.toContain('secret');
  });

  it('for want of open files is not even tried', async ({ place, skip }) => {
    skip(process.platform !== 'linux', 'only Linux says how many there may be');
    const browser = await place.script('browser', 'exit 1');
    for (const limit of [24, 64]) {
      const line = `ulimit -n ${limit} && exec '${process.execPath}' '${PROGRAM}' still --browser ${browser}`;
      const run = await place.run(['-c', line], { command: 'sh' });
      const says = new RegExp(`Only ${limit} files may be open.*ulimit -n`);
      expectExplained(run, { code: 'limit-too-low', says });
    }
  });

  it('for want of a folder for temporary files names it', async ({ place }) => {
    const line = `TMPDIR=/nonexistent exec '${process.execPath}' '${PROGRAM}' still`;
    const run = await place.run(['-c', line], { command: 'sh' });
    expectExplained(run, { code: 'temporary-unwritable', says: /\/nonexistent.*TMPDIR/ });
  });

  it('and is no program', async ({ place }) => {
    const browser = await place.script('browser', 'this is not a shell', 'exit 3');
    const refusal = { code: 'browser-failed' };
    await expectRefusedHere(place, ['render', '--browser', browser], refusal);
  });
});

describe('a browser that dies in the middle of a film', () => {
  const film = [...LONG_FILM, '--retries', '0'];

  it('is an error with --retries 0, and no file is left', async ({ place }) => {
    const running = place.start(film);
    await filmBegun(place);
    const [browser, ...others] = childrenOf(running.pid);
    expect(others).toEqual([]);
    expect(place.processes()).toContain(browser);
    kill(browser ?? 0, 'SIGKILL');
    const outcome = await running.ended;
    expectExplained(outcome, { code: 'browser-failed', says: /browser/i });
    expect(await place.files()).toEqual([]);
    await expectNothingLeft(place);
  });
});
