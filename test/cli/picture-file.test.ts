import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { LARGEST_FILE } from '../../src/core/picture/picture-size.ts';
import { succeedHere } from './in-process.ts';
import { eventually, expectNothingLeft, it, kill, missing, picture, PROGRAM } from './program.ts';
import { expectRefusedHere } from './refusal.ts';

const CARD = picture('card.png');
const LONG = 'größer.png';
const STILL = ['--quiet', '-o'];

describe('a picture is read by the browser itself', () => {
  it('also a file of 100 MB, whose bytes Node never holds and whose name no locale needs to write', async ({
    place,
  }) => {
    await copyFile(CARD, place.path(LONG));
    // What follows the end of a PNG is none of it; here it takes no place on the disk either.
    await truncate(place.path(LONG), 100e6);
    const running = place.start(['still', LONG, ...STILL, 'long-0.png'], { env: { LC_ALL: 'C' } });
    const peak = await peakOf(running.pid, running.ended);
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
    await succeedHere(place, ['still', CARD, ...STILL, 'card-0.png']);
    expect(await readFile(place.path('long-0.png'))).toEqual(
      await readFile(place.path('card-0.png')),
    );
    expect(peak).toBeLessThan(150e6);
  });

  it('above 1 GiB it is refused before a browser is started', async ({ place }) => {
    const started = join(place.outside, 'started');
    const browser = await place.script('browser', `: > ${started}`);
    await copyFile(CARD, place.path('huge.png'));
    await truncate(place.path('huge.png'), LARGEST_FILE + 1);
    const refusal = { code: 'input-unreadable', says: /1073741825 bytes; at most 1073741824/ };
    await expectRefusedHere(place, ['still', 'huge.png', '--browser', browser], refusal);
    expect(existsSync(started)).toBe(false);
  });
});

describe('a picture that comes through a pipe', () => {
  it('is drawn as its file is, and its copy is cleared away', async ({ place, skip }) => {
    skip(process.platform === 'win32', 'Windows has another shell');
    await succeedHere(place, ['still', CARD, ...STILL, 'file.png']);
    const piped = `cat '${CARD}' | '${process.execPath}' '${PROGRAM}' still - ${STILL.join(' ')} piped.png`;
    expect(await place.run(['-c', piped], { command: 'sh' })).toMatchObject({ code: 0 });
    expect(await readFile(place.path('piped.png'))).toEqual(await readFile(place.path('file.png')));
    await expectNothingLeft(place);
  });

  it('is waited for no longer than until a signal', async ({ place, skip }) => {
    skip(missing('mkfifo') !== false, 'mkfifo is not on PATH');
    execFileSync('mkfifo', [place.path('pipe.png')]);
    const running = place.start(['render', 'pipe.png', ...STILL, 'x.mp4']);
    await eventually(async () => expect(await place.leftovers()).toHaveLength(1));
    kill(running.pid, 'SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    expect(await place.files()).toEqual(['pipe.png']);
    await expectNothingLeft(place);
  });
});

/** The most memory that a process has had, bytes; 0 where there is no /proc. */
async function peakOf(pid: number, ended: Promise<unknown>): Promise<number> {
  let peak = 0;
  let running = true;
  void ended.then(() => (running = false));
  while (running) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return peak;
}
