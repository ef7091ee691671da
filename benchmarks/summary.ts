import type { Backend } from '../src/core/backend.ts';
import type { BenchmarkCase, Comparison, Measure } from './case.ts';
import type { Results } from './contest.ts';
import type { BytesReport, MeasureReport, RatioReport } from './report/model.ts';
import { pairedSpeedups, summarise } from './statistics.ts';

export function measureReports(
  { runs, qualities }: Results,
  framesOf: (measure: Measure) => number | undefined,
): MeasureReport[] {
  return [...runs].map(([measure, seconds]) => {
    const quality = qualities.get(measure);
    const frames = framesOf(measure);
    return {
      measure,
      ...(frames !== undefined && { frames }),
      framesPerSecond: summarise(seconds.map((each) => 1 / each)),
      secondsPerFrame: seconds,
      ...(quality && { quality }),
    };
  });
}

/** The comparisons of a case whose contestants took part. */
export function ratioReports(
  { comparisons }: BenchmarkCase,
  { runs }: Results,
  backend: Backend,
): RatioReport[] {
  return comparisons.flatMap((comparison) => compare(comparison, runs, backend) ?? []);
}

/** Where a case asks for it, and both films were looked at. */
export function bytesReport(
  { smaller }: BenchmarkCase,
  { qualities }: Results,
): BytesReport | undefined {
  if (smaller === undefined) return undefined;
  const [ours, theirs] = [qualities.get(smaller.of), qualities.get(smaller.against)];
  if (ours === undefined || theirs === undefined) return undefined;
  return { ...smaller, share: ours.bytesPerFrame / theirs.bytesPerFrame };
}

/** With several to compare with, the fastest of them counts. */
function compare(
  { of, against, bar }: Comparison,
  runs: Results['runs'],
  backend: Backend,
): RatioReport | undefined {
  const ours = runs.get(of);
  if (ours === undefined) return undefined;
  const present = against.flatMap((name) => {
    const seconds = runs.get(name);
    return seconds ? [{ name, seconds, median: summarise(seconds).median }] : [];
  });
  const [fastest] = present.toSorted((a, b) => a.median - b.median);
  if (fastest === undefined) return undefined;
  const height = backend === 'swiftshader' ? bar?.swiftshader : bar?.otherwise;
  return {
    of,
    against: against[0],
    fastest: fastest.name,
    speedup: summarise(pairedSpeedups(ours, fastest.seconds)),
    ...(height !== undefined && { bar: height }),
  };
}
