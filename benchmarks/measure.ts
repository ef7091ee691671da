import { join } from 'node:path';
import { formatSize } from '../src/core/size.ts';
import { type BenchmarkBrowser, startBrowser, type Threads } from './browser.ts';
import type { BenchmarkCase } from './case.ts';
import { MEMORY } from './cases.ts';
import { compete } from './contest.ts';
import { enterAll } from './entries.ts';
import { memoryUnavailable, peakMemory } from './memory.ts';
import { PAGE, PHOTOGRAPH, ROOT } from './paths.ts';
import { showStep } from './progress.ts';
import type { CaseReport, MemoryReport } from './report/model.ts';
import { seededRandom } from './statistics.ts';
import { bytesReport, measureReports, ratioReports } from './summary.ts';

/** Orders of contestants are the same in every run. */
const SEED = 20_261_122;

/** Lets all contestants of a case run in turn, in browsers of their own. */
export async function measureCase(benchmark: BenchmarkCase, folder: string): Promise<CaseReport> {
  const { frames, rounds } = benchmark;
  return withBrowsers(benchmark.backend, async (browsers) => {
    const place = { root: ROOT, folder, photograph: PHOTOGRAPH, browsers };
    const { entries, missing } = await enterAll(benchmark, place);
    const results = await compete(entries, rounds, seededRandom(SEED), (step) =>
      showStep(`${benchmark.name}: ${step}`),
    );
    const { version, renderer, backend } = browsers.one;
    const bytes = bytesReport(benchmark, results);
    return {
      name: benchmark.name,
      frames,
      browser: version,
      renderer,
      backend,
      measures: measureReports(results, (measure) => entries.get(measure)?.frames),
      missing: [...missing].map(([measure, reason]) => ({ measure, reason })),
      ratios: ratioReports(benchmark, results, backend),
      ...(bytes && { bytes }),
    };
  });
}

async function withBrowsers<T>(
  backend: BenchmarkCase['backend'],
  work: (browsers: Record<Threads, BenchmarkBrowser>) => Promise<T>,
): Promise<T> {
  const one = await startBrowser(PAGE, backend, 'one');
  try {
    const free = await startBrowser(PAGE, backend, 'free');
    try {
      return await work({ one, free });
    } finally {
      await free.close();
    }
  } finally {
    await one.close();
  }
}

/** Peak memory of whole commands: a short film, and a long one of the same size. */
export async function measureMemory(
  folder: string,
): Promise<MemoryReport | { readonly missing: string }> {
  const missing = memoryUnavailable();
  if (missing !== undefined) return { missing };
  const peakWith = async (frames: number) => {
    showStep(`memory: ${frames} frames`);
    const output = join(folder, 'memory.mp4');
    const args = ['--size', formatSize(MEMORY.size), '--frames', `${frames}`, '-o', output];
    const command = [join(ROOT, 'dist/cli.js'), 'render', PHOTOGRAPH, ...args, '--quiet'];
    return { frames, bytes: await peakMemory(process.execPath, command) };
  };
  const few = await peakWith(MEMORY.few);
  return { few, many: await peakWith(MEMORY.many), bar: MEMORY.bar };
}
