import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rangeLength } from '../../../src/core/plan.ts';
import { mux } from '../../../src/media/mux.ts';
import { MemorySink } from '../../../src/media/sink.ts';
import type { Session } from '../../../src/cli/session.ts';
import { childrenOf } from '../../cli/program.ts';
import { openJob, startSession } from '../../session.ts';
import { count, upTo } from '../tries.ts';

const EXPORTS = 200;
/** After as many everything has been used that an export uses. */
const WARM = 50;

describe('a soak: 200 exports in a row in one process', () => {
  it('no growth in memory, handles or processes', async ({ task }) => {
    const session = await startSession({ gl: 'swiftshader' });
    try {
      let warm = usage();
      for (const nth of upTo(EXPORTS)) {
        expect(await exportFilm(session, nth)).toBe(60);
        if (nth === WARM) warm = usage();
      }
      const end = usage();
      expect(end.processes).toBe(warm.processes);
      expect(end.handles).toBeLessThanOrEqual(warm.handles);
      expect(end.bytes / warm.bytes).toBeLessThan(1.25);
      count({ task }, EXPORTS);
    } finally {
      await session.close();
    }
  });
});

/** Another size each time, so that nothing is used again by chance. */
async function exportFilm(session: Session, nth: number): Promise<number> {
  const size = { width: 64 + 2 * (nth % 32), height: 64 };
  const plan = await openJob(session, { size, frames: 60, title: 'Frame {f}' });
  const film = await session.startFilm();
  const { range, fps, spec } = plan;
  const { loops, codec } = spec;
  const sink = new MemorySink();
  await mux(session.chunks(), { codec, size: film.size, fps, range, loops }, sink);
  expect(sink.bytes.length).toBeGreaterThan(1000);
  return rangeLength(range);
}

/** Of this process and all that it has started. */
function usage() {
  const below = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(below)];
  const pids = childrenOf(process.pid).flatMap(below);
  return {
    processes: pids.length,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length,
    bytes: pids.reduce((sum, pid) => sum + proportionalSize(pid), 0),
  };
}

function proportionalSize(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
}
