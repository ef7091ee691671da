import { readFile, writeFile } from 'node:fs/promises';
import { type Baseline, baselineOf } from './check.ts';
import { BASELINE } from './paths.ts';
import type { CaseReport } from './report/model.ts';

/** The ratios that `--check` compares with; none where there is no file yet. */
export async function readBaseline(): Promise<Baseline> {
  const text = await readFile(BASELINE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return JSON.parse(text) as Baseline;
}

/**
 * Makes these the ratios to compare with, where they are lower than what was kept or new: several runs
 * show how low a ratio falls while nothing is wrong.
 */
export async function updateBaseline(cases: readonly CaseReport[]): Promise<void> {
  const kept = await readBaseline();
  const found = Object.entries(baselineOf(cases));
  const lowest = found.map(([name, ratio]) => [name, Math.min(ratio, kept[name] ?? ratio)]);
  const baseline = { ...kept, ...Object.fromEntries(lowest) };
  await writeFile(BASELINE, `${JSON.stringify(baseline, null, 2)}\n`);
}
