// What `packages/queue` needs besides the program itself: packages of its own, which `npm start` has no use for.
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { install, prepare, ROOT, run } from './setup.mjs';

const QUEUE = join(ROOT, 'packages/queue');
const LINK = join(QUEUE, 'node_modules/stillmotion');

/** Installs and builds the program and its queue, as far as they are missing or out of date. */
export function prepareQueue() {
  prepare();
  install(QUEUE);
  // The program as this clone has it: npm links no package that is above the one that asks.
  if (!existsSync(LINK)) symlinkSync('../../..', LINK, 'junction');
  rmSync(join(QUEUE, 'dist'), { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', ['-p', join(QUEUE, 'tsconfig.build.json')]);
}
