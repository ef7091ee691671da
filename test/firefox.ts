import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';

/** Where Firefox is, if it is. */
export const firefox = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'firefox-esr'))
  .find((path) => existsSync(path));
if (firefox === undefined) console.warn('Firefox is not asked: firefox-esr is not on PATH.');

export function startFirefox(): Promise<Browser> {
  return launch({ browser: 'firefox', executablePath: firefox ?? '', headless: true });
}
