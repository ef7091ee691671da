import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { browserEnvironment } from './environment.ts';

const run = promisify(execFile);

/** The Chromium that comes with the package. A later one asks for a later Node. */
export const EMBEDDED = { version: '147.0.7727.0', of: 'spring 2026' };
/** As many releases it may be behind before that is said. */
const TOLERATED = 2;
/** A browser says its version within moments, or is none, ms. */
const PATIENCE = 3000;

/** What `--version` says of it. */
export const ABOUT_EMBEDDED = `embedded browser: Chromium ${EMBEDDED.version} (${EMBEDDED.of}), for Linux on x64`;

/** Says that an installed browser is much newer than the embedded one; undefined where it isn't. */
export async function sayIfOutdated(
  installed: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const options = { timeout: PATIENCE, env: browserEnvironment(environment) };
  // One that can't say its version is none to recommend.
  const { stdout } = await run(installed, ['--version'], options).catch(() => ({ stdout: '' }));
  const newest = majorOf(stdout);
  const ahead = newest - majorOf(EMBEDDED.version);
  if (!(ahead > TOLERATED)) return undefined;
  return `The embedded Chromium is version ${majorOf(EMBEDDED.version)} (${EMBEDDED.of}), ${ahead} behind ${installed} (${newest}): for pictures you don't trust use that one, with --browser system.`;
}

/** NaN where a text holds no version. */
function majorOf(text: string): number {
  return Number(/(\d+)\.\d+\.\d+\.\d+/.exec(text)?.[1]);
}
