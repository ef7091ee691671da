// `npm run check`: the quick gate. Format, lint, types, unused code, unit tests; all of them run, so
// that one look shows everything.
import { spawnSync } from 'node:child_process';
import { prepare, ROOT } from './setup.mjs';

/** @type {[name: string, program: string, args: string[]][]} */
const STEPS = [
  ['format', 'oxfmt/bin/oxfmt', ['--check', '.']],
  ['lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']],
  ['types', 'typescript/bin/tsc', ['-p', '.']],
  ['unused code', 'knip/bin/knip.js', []],
  ['unit tests', 'vitest/vitest.mjs', ['run', '--project', 'unit', '--reporter=dot']],
];

prepare();
const failed = STEPS.filter(([name, program, args]) => {
  console.log(`— ${name}`);
  const { status } = spawnSync(process.execPath, [`${ROOT}/node_modules/${program}`, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`check failed: ${failed.map(([name]) => name).join(', ')}`);
  process.exit(1);
}
