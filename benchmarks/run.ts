// `npm run bench`: see options.ts for what it takes.
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBaseline, updateBaseline } from './baseline.ts';
import type { BenchmarkCase } from './case.ts';
import { CASES } from './cases.ts';
import { checkRatios, type Verdict } from './check.ts';
import { measureEffects } from './effects/measure.ts';
import { keepReference, measureGpu } from './gpu/measure.ts';
import { describeMachine } from './machine.ts';
import { measureCase, measureMemory } from './measure.ts';
import { type BenchmarkOptions, HELP, readOptions, UsageError } from './options.ts';
import { ROOT } from './paths.ts';
import { showDone } from './progress.ts';
import { publish } from './publish.ts';
import type { CaseReport, Report } from './report/model.ts';

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  console.error(`bench: ${error.message} (see --help)`);
  return 2;
});

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  if (options.gpu !== undefined) {
    await (options.gpu === 'reference' ? keepReference() : measureGpu());
    return 0;
  }
  if (options.effects) {
    await measureEffects();
    return 0;
  }
  const cases = chooseCases(options);
  const folder = await mkdtemp(join(tmpdir(), 'stillmotion-benchmark-'));
  try {
    const report = await measure(cases, options, folder);
    await publish(report, options);
    if (options.updateBaseline) await updateBaseline(report.cases);
    return options.check ? await check(report.cases, cases, folder) : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function chooseCases({ quick, only }: BenchmarkOptions): BenchmarkCase[] {
  const offered = quick
    ? CASES.flatMap((each) => (each.quick ? { ...each, ...each.quick } : []))
    : CASES;
  const cases = offered.filter(({ name }) => only === undefined || name.includes(only));
  if (cases.length > 0) return cases;
  const names = offered.map(({ name }) => name).join('; ');
  throw new UsageError(`no case has "${only}" in its name; there are: ${names}`);
}

async function measure(
  cases: readonly BenchmarkCase[],
  { quick, only }: BenchmarkOptions,
  folder: string,
): Promise<Report> {
  const machine = await describeMachine(ROOT);
  const before = currentLoad();
  const reports = await measureCases(cases, folder);
  const memory = quick || only !== undefined ? undefined : await measureMemory(folder);
  const load = { before, after: currentLoad() };
  return { machine, load, quick, cases: reports, ...(memory && { memory }) };
}

/** Of the last minute. */
function currentLoad(): number {
  return loadavg()[0] ?? 0;
}

async function measureCases(
  cases: readonly BenchmarkCase[],
  folder: string,
): Promise<CaseReport[]> {
  const reports: CaseReport[] = [];
  for (const each of cases) {
    const started = performance.now();
    reports.push(await measureCase(each, folder));
    showDone(`${each.name}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  return reports;
}

/**
 * Fails on what is lost. A loss has to show twice: on a busy machine one contestant may have had the
 * worse moments, but what became slower is slow the second time, too.
 */
async function check(
  first: readonly CaseReport[],
  cases: readonly BenchmarkCase[],
  folder: string,
): Promise<number> {
  const baseline = await readBaseline();
  const verdict = checkRatios(first, baseline);
  const doubtful = cases.filter(({ name }) => verdict.losses.some((loss) => loss.name === name));
  if (doubtful.length === 0) return tell(verdict);
  console.error(`bench: measuring again: ${doubtful.map(({ name }) => name).join('; ')}`);
  const again = checkRatios(await measureCases(doubtful, folder), baseline);
  const ratios = new Set(verdict.losses.map(({ ratio }) => ratio));
  return tell({ ...verdict, losses: again.losses.filter(({ ratio }) => ratios.has(ratio)) });
}

/** @returns the exit code */
function tell({ losses, unchecked, checked }: Verdict): number {
  for (const text of unchecked) console.log(`bench: not checked: ${text}`);
  for (const { text } of losses) console.error(`bench: slower: ${text}`);
  if (checked === 0) console.error('bench: no ratio of this run is in the baseline');
  else if (losses.length === 0) {
    console.log(`bench: ${checked} ratios checked, none lost more than 20 %`);
  }
  return losses.length === 0 && checked > 0 ? 0 : 1;
}
