import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rangeLength } from '../../../src/film/plan.ts';
import { joinGops } from '../../../src/codecs/join.ts';
import { writeFilm } from '../../../src/containers/write-film.ts';
import { MemorySink } from '../../../src/core/streams/sink.ts';
import type { Session } from '../../../src/cli/session/session.ts';
import { noise, toPng } from '../../browser/pixels.ts';
import { childrenOf } from '../../cli/program.ts';
import { openJob, startSession } from '../../session.ts';
import { memoryOf, processTree } from '../memory-use.ts';
import { count } from '../tries.ts';
import { filmOf, growsBy, soak } from './soak.ts';

const EXPORTS = 200;

/** Kept, those of fifty films would be a tenth of what the browser has. */
const FRAMES = 60;

const PICTURE = toPng(noise({ width: 40, height: 30 }, 1));

describe('a soak: 200 exports in a row in one process', () => {
  it('no growth in memory, handles, processes or files', async ({ task }) => {
    const temporary = await ownTemporaryFolder();
    const session = await startSession();
    try {
      const seen = await soak(
        EXPORTS,
        async (nth) => expect(await exportFilm(session, nth)).toBe(FRAMES),
        async () => ({ ...usage(), files: (await readdir(temporary)).length }),
      );
      const [warm, end] = [seen[0], seen.at(-1)];
      if (warm === undefined || end === undefined) throw new Error('nothing was measured');
      expect(end.processes).toBe(warm.processes);
      expect(end.handles).toBeLessThanOrEqual(warm.handles);
      expect(end.files).toBe(warm.files);
      const sizes = seen.map(({ bytes }) => bytes);
      expect(growsBy(0.08, sizes), `bytes: ${sizes.join(', ')}`).toBe(false);
      count({ task }, EXPORTS);
    } finally {
      await session.close();
    }
    expect(await readdir(temporary)).toEqual([]);
  });
});

async function exportFilm(session: Session, nth: number): Promise<number> {
  const plan = await openJob(session, filmOf(nth, FRAMES, 64), PICTURE);
  const { film } = await session.startFilm();
  const { range } = plan;
  const sink = new MemorySink();
  await writeFilm(joinGops(session.gops(), film), film, sink);
  expect(sink.bytes.length).toBeGreaterThan(1000);
  return rangeLength(range);
}

/** All temporary files of this process from here on, until the test ends. */
async function ownTemporaryFolder(): Promise<string> {
  const before = process.env['TMPDIR'];
  const folder = await mkdtemp(join(tmpdir(), 'sm-soak-'));
  process.env['TMPDIR'] = folder;
  onTestFinished(async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true });
  });
  return folder;
}

/** Of this process and all that it has started. */
function usage() {
  const pids = childrenOf(process.pid).flatMap(processTree);
  return {
    processes: pids.length,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length,
    bytes: memoryOf(pids),
  };
}
