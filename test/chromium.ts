import { type Browser, launch } from 'puppeteer-core';
import { findBrowser } from '../src/cli/browser/find.ts';
import { SANDBOX } from './session.ts';

/** Starts the browser that the command line would find, for a test that drives it itself and closes it. */
export async function startChromium(flags: readonly string[] = []): Promise<Browser> {
  const { path, shell, env } = await findBrowser(undefined);
  return launch({
    executablePath: path,
    headless: shell ? 'shell' : true,
    pipe: true,
    args: ['--enable-unsafe-swiftshader', ...flags, ...(SANDBOX ? [] : ['--no-sandbox'])],
    env: { ...process.env, ...env },
  });
}
