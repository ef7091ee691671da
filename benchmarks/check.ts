import type { CaseReport } from './report/model.ts';
import type { Summary } from './statistics.ts';

/** Speedups that were reached once: `case, frames on renderer: ours / peer`. */
export type Baseline = Readonly<Record<string, number>>;

/** A speedup may be this much smaller than it was. */
const LOSS = 0.2;

export interface Loss {
  /** Of the case. */
  readonly name: string;
  readonly ratio: string;
  readonly text: string;
}

export interface Verdict {
  readonly losses: readonly Loss[];
  /** A sentence each: what could not be compared, and why. */
  readonly unchecked: readonly string[];
  readonly checked: number;
}

/** Compares ratios, never seconds: these are another machine's, those hold nearly everywhere. */
export function checkRatios(cases: readonly CaseReport[], baseline: Baseline): Verdict {
  const measured = namedRatios(cases, (speedup) => speedup.median);
  const names = Object.keys(baseline).filter((name) => cases.some((each) => isOf(name, each)));
  const common = names.filter((name) => measured.has(name));
  const losses = common.flatMap((name) => {
    const [before, now] = [baseline[name] ?? NaN, measured.get(name) ?? NaN];
    if (now >= (1 - LOSS) * before) return [];
    const loss = Math.round(100 * (1 - now / before));
    const text = `${name}: ${now.toFixed(2)} × where it was ${before.toFixed(2)} ×, a loss of ${loss} %`;
    return cases
      .filter((each) => isOf(name, each))
      .map((each) => ({ name: each.name, ratio: name, text }));
  });
  const gone = names.filter((name) => !measured.has(name));
  const unknown = [...measured.keys()].filter((name) => !(name in baseline));
  return {
    losses,
    unchecked: [
      ...gone.map((name) => `${name}: in the baseline, but not measured in this run`),
      ...unknown.map((name) => `${name}: measured, but not in the baseline`),
    ],
    checked: common.length,
  };
}

/**
 * What a baseline keeps of a run: the lower quartiles, to which ratios fall in a bad moment of the
 * machine anyway, so that it takes more than such a moment to lose against them.
 */
export function baselineOf(cases: readonly CaseReport[]): Baseline {
  const lower = namedRatios(cases, (speedup) => speedup.lower);
  return Object.fromEntries([...lower].map(([name, ratio]) => [name, Number(ratio.toFixed(3))]));
}

function namedRatios(
  cases: readonly CaseReport[],
  pick: (speedup: Summary) => number,
): Map<string, number> {
  return new Map(
    cases.flatMap((each) =>
      each.ratios.map(({ of, against, speedup }) => [
        `${prefix(each)}${of} / ${against}`,
        pick(speedup),
      ]),
    ),
  );
}

function isOf(name: string, each: CaseReport): boolean {
  return name.startsWith(prefix(each));
}

/** Ratios of one renderer, or of films of one length, say nothing about those of another. */
function prefix({ name, frames, backend }: CaseReport): string {
  return `${name}, ${frames} frames on ${backend}: `;
}
