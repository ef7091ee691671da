import type { Report } from './model.ts';
import { readmeTables } from './table.ts';

const START = '<!-- benchmark: written by `npm run bench -- --write-readme` -->';
const END = '<!-- /benchmark -->';

/** The README with this report between its two marks. */
export function insertIntoReadme(readme: string, report: Report): string {
  const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the README lacks ${START} … ${END}`);
  const plot = '![Frames per second of stillmotion and its peers](benchmarks/results/results.svg)';
  const block = [START, plot, readmeTables(report)].join('\n\n');
  return `${readme.slice(0, from)}${block}\n\n${readme.slice(to)}`;
}
