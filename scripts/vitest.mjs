// Runs vitest as its user would see it, and gives its report.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

/** @returns vitest's own JSON report, and whether all went well */
export function runVitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'stillmotion-test-'));
  const file = join(folder, 'report.json');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const report = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  // A suite that fell over before its first test counts no failed test, but has failed.
  return { report, ok: report.success && status === 0 };
}

/** The last line of a suite: what is read by whoever adds suites up. */
export function printCounts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  console.log(
    `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`,
  );
}
