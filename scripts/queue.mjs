// What `packages/queue` needs besides the program itself: packages of its own, which `npm start` has no use for, and
// the program under its name.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepare, ROOT, run } from './setup.mjs';

const QUEUE = join(ROOT, 'packages/queue');
const LINK = join(QUEUE, 'node_modules/stillmotion');

/** Installs and builds the program and its queue, as far as they are missing or out of date. */
export function prepareQueue() {
  prepare({ queue: true });
  // The program as this clone has it: npm links a workspace for its root, but not the root for a workspace.
  mkdirSync(dirname(LINK), { recursive: true });
  if (!existsSync(LINK)) symlinkSync('../../..', LINK, 'junction');
  rmSync(join(QUEUE, 'dist'), { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', ['-p', join(QUEUE, 'tsconfig.build.json')]);
}
