import type { Page } from 'puppeteer-core';
import { startChromium } from '../chromium.ts';
import { share } from '../shared.ts';
import { buildLibraryPage, LIBRARY_HTML } from './library-build.ts';
import { type Answers, openPage } from './page.ts';

/** A page made of one module, in a browser that pages with the same flags share. */
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
  const [library, browser] = await Promise.all([
    buildLibraryPage(entry),
    share(`browser: ${flags.join(' ')}`, () => startChromium(flags)),
  ]);
  const answers: Answers = { '/': { contentType: 'text/html', body: LIBRARY_HTML } };
  const { page, errors } = await openPage(browser, '/', { folder: library.folder, answers });
  return {
    page,
    errors,
    offer: (path, body) => void (answers[path] = { contentType: 'image/png', body }),
    close: () => page.browserContext().close(),
  };
}
