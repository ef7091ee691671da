import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchmarkOptions } from './options.ts';
import { RESULTS, ROOT } from './paths.ts';
import { showStep } from './progress.ts';
import type { Report } from './report/model.ts';
import { drawPlot } from './report/plot.ts';
import { insertIntoReadme } from './report/readme.ts';
import { reportTables } from './report/table.ts';

/** Prints the tables, and writes them, the plot and all figures where the options say. */
export async function publish(report: Report, options: BenchmarkOptions): Promise<void> {
  showStep('');
  const tables = reportTables(report);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  console.log(tables);
  if (options.json !== undefined) await writeFile(options.json, json);
  if (options.only !== undefined) return;
  const name = options.quick ? 'quick' : 'results';
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${name}.json`), json);
  await writeFile(join(RESULTS, `${name}.md`), tables);
  await writeFile(join(RESULTS, `${name}.svg`), drawPlot(report));
  if (options.writeReadme) await updateReadme(report);
}

async function updateReadme(report: Report): Promise<void> {
  const path = join(ROOT, 'README.md');
  await writeFile(path, insertIntoReadme(await readFile(path, 'utf8'), report));
}
