// `npm test`: sets up, runs the whole suite and ends with the runner's own counts on a line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, ROOT } from './setup.mjs';

prepare();
const folder = mkdtempSync(join(tmpdir(), 'stillmotion-test-'));
const counts = join(folder, 'counts.json');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${counts}`];
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', ...reporters, ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
  },
);
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = JSON.parse(
  readFileSync(counts, 'utf8'),
);
rmSync(folder, { recursive: true, force: true });
console.log(
  `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`,
);
// A suite that fell over before its first test counts no failed test, but has failed.
process.exit(success && status === 0 ? 0 : 1);
