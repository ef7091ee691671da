import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';
import { startChromium } from '../chromium.ts';

/** A page made of one module, in a browser of its own. */
export interface BundledPage {
  readonly page: Page;
  /** What was thrown and not caught there. */
  readonly errors: readonly string[];
  /** Serves a picture at a path, such as `/picture.png`. */
  offer(path: string, picture: Uint8Array): void;
  close(): Promise<void>;
}

/** Builds a module as a user would and loads it; nothing comes from outside. */
export async function openBundledPage(
  entry: string,
  flags: readonly string[] = [],
): Promise<BundledPage> {
  const folder = await mkdtemp(join(tmpdir(), 'stillmotion-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'chrome120',
      lib: { entry, formats: ['es'], fileName: 'page' },
      rolldownOptions: { external: [] },
    },
  });
  const files = await listPageFiles(folder);
  const pictures = new Map<string, Buffer>();
  const errors: string[] = [];
  const browser = await startChromium(flags);
  const page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const file = files.get(pathname);
    const picture = pictures.get(pathname);
    if (file) {
      void file.read().then((body) => request.respond({ contentType: file.contentType, body }));
    } else if (picture) {
      void request.respond({ contentType: 'image/png', body: picture });
    } else {
      const body = '<!doctype html><script type="module" src="/page.js"></script>';
      void request.respond({ contentType: 'text/html', body });
    }
  });
  await page.goto('https://bundled.invalid/', { waitUntil: 'load' });
  return {
    page,
    errors,
    offer: (path, picture) => void pictures.set(path, Buffer.from(picture)),
    async close() {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
}
