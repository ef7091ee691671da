// Runs vitest as its user would see it, and gives its report.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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

/** What failed, by name, and in the last line the counts, which whoever adds suites up reads. */
export function printCounts(report) {
  for (const name of failures(report)) console.log(`FAILED ${name}`);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  console.log(
    `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped`,
  );
}

function failures({ testResults }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that fell over before its first test, or after its last.
    if (failed.length === 0) return status === 'failed' ? [file] : [];
    return failed.map(({ fullName }) => `${file}: ${fullName}`);
  });
}
