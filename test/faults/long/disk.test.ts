import { execFileSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { eventually, expectNothingLeft, it, type Place } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { leaveOut } from '../tries.ts';

const FILM = [
  'render',
  '--size',
  '320x240',
  // A megabyte is full after a few seconds of it.
  '--bitrate',
  '2000000',
  '--gl',
  'swiftshader',
  '--encoder',
  'webcodecs',
];
const ROOT = process.platform === 'linux' && process.getuid?.() === 0;
const NO_DISK = ROOT ? undefined : 'only root may mount a small disk';

describe('never a partial or wrong file: the disk', () => {
  it('is full', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, NO_DISK);
    await withDisk(place, async () => {
      await writeFile(place.path('disk/x.mp4'), 'an old film');
      const outcome = await place.run([...FILM, '--frames', '3000', '-o', 'disk/x.mp4']);
      expectExplained(outcome, { code: 'output-unwritable', says: /x\.mp4.*the disk is full/ });
      expect(await readdir(place.path('disk'))).toEqual(['x.mp4']);
      await expectNothingLeft(place);
    });
  });

  it('has no room for all loops, which is said before they are written', async ({
    place,
    task,
    skip,
  }) => {
    leaveOut({ task, skip }, NO_DISK);
    await withDisk(place, async () => {
      const film = [...FILM, '--frames', '30', '-o', 'disk/x.mp4'];
      for (const loops of ['100', '100000']) {
        const outcome = await place.run([...film, '--loops', loops]);
        expectExplained(outcome, { code: 'output-unwritable', says: /at least .* free/ });
        expect(await readdir(place.path('disk'))).toEqual([]);
      }
      await expectNothingLeft(place);
    });
  });

  it('is full of what --resume keeps', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, NO_DISK);
    await withDisk(place, async () => {
      const film = [...FILM, '--frames', '3000', '-o', 'disk/x.mp4', '--resume'];
      const outcome = await place.run(film);
      expectExplained(outcome, { code: 'output-unwritable', says: /x\.mp4.*the disk is full/ });
      expect(await readdir(place.path('disk'))).toEqual(['.x.mp4.parts']);
    });
  });

  it('is read-only', async ({ place, task, skip }) => {
    leaveOut({ task, skip }, NO_DISK);
    await withDisk(place, async (disk) => {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const outcome = await place.run([...FILM, '-o', 'disk/x.mp4']);
      expectExplained(outcome, { code: 'output-unwritable', says: /read-only/ });
      await expectNothingLeft(place);
    });
  });

  it('loses the folder midway', async ({ place }) => {
    const running = place.start([...FILM, '--frames', '3000', '-o', 'folder/x.mp4']);
    await eventually(async () => expect(await readdir(place.path('folder'))).toHaveLength(1));
    await rm(place.path('folder'), { recursive: true });
    expectExplained(await running.ended, { code: 'output-unwritable', says: /folder is gone/ });
    expect(await place.files()).toEqual([]);
    await expectNothingLeft(place);
  });
});

/** A disk of one megabyte at `disk`. */
async function withDisk(place: Place, work: (path: string) => Promise<void>): Promise<void> {
  const disk = place.path('disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  try {
    await work(disk);
  } finally {
    execFileSync('umount', [disk]);
  }
}
