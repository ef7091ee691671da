// `npm run test:faults`: does everything to break the promises that can be done within minutes, prints what
// held, and keeps it in docs/reliability.md (--write).
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join, relative } from 'node:path';
import { prepare, ROOT } from './setup.mjs';
import { printCounts, runVitest } from './vitest.mjs';

const DOCUMENT = join(ROOT, 'docs/reliability.md');
/** Tests of frames and films that `npm test` has, too, with fewer tries: no promises of their own. */
const MORE_TRIES = JSON.parse(readFileSync(join(ROOT, 'scripts/more-tries.json'), 'utf8'));
const START = '<!-- faults: written by `npm run test:faults -- --write` -->';
const END = '<!-- /faults -->';

prepare();
const write = process.argv.includes('--write');
const started = performance.now();
const args = process.argv.slice(2).filter((arg) => arg !== '--write');
const { report, ok } = runVitest(['--project', 'soaks', '--project', 'faults', ...args], {
  STILLMOTION_FAULTS: 'long',
});
const minutes = (performance.now() - started) / 60_000;
const tests = report.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map((test) => ({ ...test, file: relative(ROOT, name).replaceAll('\\', '/') })),
);
const table = describePromises(tests);
console.log(`\n${table}\n`);
if (write) keep(table);
printCounts(report);
process.exit(ok ? 0 : 1);

/** Promise × tries × held: a test that failed counts none of its tries as held. */
function describePromises(all) {
  const promises = groupBy(all, promiseOf);
  const rows = [...promises].map(([promise, of]) => {
    const run = of.filter(({ status }) => status === 'passed' || status === 'failed');
    const held = run.filter(({ status }) => status === 'passed');
    const skipped = of.filter((test) => !run.includes(test));
    const why = [...new Set(skipped.flatMap(({ meta }) => meta?.leftOut ?? []))].join('; ');
    const remark =
      skipped.length > 0 ? `${skipped.length} of ${of.length} tests can't be run here: ${why}` : '';
    return `| ${promise} | ${sum(run)} | ${sum(held)} | ${remark} |`;
  });
  return ['| promise | tries | held | |', '| --- | --: | --: | --- |', ...rows].join('\n');
}

/** A promise may be tried in several groups, told apart behind a colon. */
function promiseOf({ ancestorTitles, title, file }) {
  if (MORE_TRIES.includes(file)) return 'frames and films as they should be';
  // A test in no group is a promise by itself.
  const [group = title] = ancestorTitles;
  return group.split(':')[0];
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function sum(all) {
  return all.reduce((total, { meta }) => total + (meta?.tries ?? 1), 0);
}

function keep(rows) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${DOCUMENT} has no place for the table`);
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} processors (${cpus()[0]?.model.trim()}), ${process.platform} ${release()}, Node ${process.versions.node}`;
  const head = `The last run: ${date}, ${minutes.toFixed(0)} minutes, on ${machine}.`;
  writeFileSync(DOCUMENT, `${before}${START}\n\n${head}\n\n${rows}\n\n${END}${after}`);
}
