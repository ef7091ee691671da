// `npm run bench`: sets up, builds the benchmark and runs it (--help says what it takes).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, ROOT, run } from './setup.mjs';

prepare();
const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
for (const mode of ['benchmark-page', 'benchmark']) {
  const args = [vite, 'build', '--mode', mode, '--logLevel', 'error'];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
run('dist/bench/run.js', process.argv.slice(2));
