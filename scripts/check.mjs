// `npm run check`: the quick gate. Format, lint, types, unused code, unit tests; all of them run, so
// that one look shows everything. Ends with the runner's counts on a line.
import { spawnSync } from 'node:child_process';
import { prepare, ROOT } from './setup.mjs';
import { printCounts, runVitest } from './vitest.mjs';

/** @type {[name: string, program: string, args: string[]][]} */
const STEPS = [
  ['format', 'node_modules/oxfmt/bin/oxfmt', ['--check', '.']],
  [
    'lint',
    'node_modules/oxlint/bin/oxlint',
    ['-c', 'oxlint.config.mjs', '--type-aware', '--deny-warnings'],
  ],
  ['types', 'node_modules/typescript/bin/tsc', ['-p', '.']],
  ['tables in the docs', 'scripts/docs.mjs', ['--check']],
  ['unused code', 'node_modules/knip/bin/knip.js', []],
];

prepare();
const failed = STEPS.filter(([name, program, args]) => {
  console.log(`— ${name}`);
  const { status } = spawnSync(process.execPath, [`${ROOT}/${program}`, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return status !== 0;
}).map(([name]) => name);
console.log('— unit tests');
const { report, ok } = runVitest(['--project', 'unit']);
if (!ok) failed.push('unit tests');
if (failed.length > 0) console.error(`check failed: ${failed.join(', ')}`);
printCounts(report);
process.exit(failed.length > 0 ? 1 : 0);
