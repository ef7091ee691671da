// `npm run test:queue`: types, style, unused code and tests of packages/queue, and the recipes; ends with the runner's counts.
import { join } from 'node:path';
import { prepareQueue } from './queue.mjs';
import { ROOT, run } from './setup.mjs';
import { printCounts, runVitest } from './vitest.mjs';

const QUEUE = join(ROOT, 'packages/queue');

prepareQueue();
run('node_modules/typescript/bin/tsc', ['-p', QUEUE]);
run(
  'node_modules/oxlint/bin/oxlint',
  ['-c', 'oxlint.config.mjs', '--type-aware', '--deny-warnings'],
  { cwd: QUEUE },
);
run('node_modules/knip/bin/knip.js', ['--directory', QUEUE]);
const config = ['--config', join(QUEUE, 'vitest.config.ts')];
const { report, ok } = runVitest([...config, ...process.argv.slice(2)]);
printCounts(report);
process.exit(ok ? 0 : 1);
