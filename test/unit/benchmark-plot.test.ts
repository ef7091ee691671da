import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { Measure } from '../../benchmarks/case.ts';
import type { CaseReport, Report } from '../../benchmarks/report/model.ts';
import { drawPlot } from '../../benchmarks/report/plot.ts';

const RESULTS = new URL('../../benchmarks/results/results.json', import.meta.url);

it('shows films of vectors by what a frame more takes, and never as rendered frames', async () => {
  const report = JSON.parse(await readFile(RESULTS, 'utf8')) as Report;
  const rendered = report.cases.filter(({ name }) => !name.endsWith(', as vectors'));
  const without = drawPlot({ ...report, cases: rendered });
  expect(without).not.toContain('vectors');
  const plot = drawPlot({ ...report, cases: [...rendered, asVectors(report)] });
  expect(plot).toContain('>Rolls written as vectors: what a frame more takes, lower is better<');
  expect(plot).toContain('>stillmotion, as vectors<');
  expect(plot).toContain('>1.6 ms<');
  expect(plot).toContain('>25 ms<');
  expect(plot).not.toContain('>625<');
  // What is rendered stands as it did, above.
  for (const bar of without.match(/<rect[^>]*>/g) ?? []) expect(plot).toContain(bar);
});

function asVectors({ cases: [measured] }: Report): CaseReport {
  if (measured === undefined) throw new Error('nothing was measured');
  const at = (measure: Measure, median: number) => ({
    measure,
    framesPerSecond: { median, lower: median, upper: median, runs: 3 },
    secondsPerFrame: [],
  });
  const measures = [at('vectors, a frame more', 625), at('ffmpeg veryfast, a frame more', 40)];
  return { ...measured, name: '1920×1080, as vectors', ratios: [], measures };
}
