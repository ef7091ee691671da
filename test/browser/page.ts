import type { Browser, Page, Viewport } from 'puppeteer-core';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';
import { startChromium } from '../chromium.ts';
import { share } from '../shared.ts';

/** A made-up origin that the test answers for; https, so that pages are secure contexts. */
export const ORIGIN = 'https://page.invalid';

/** Answers of the origin beside the built files, by path. */
export type Answers = Record<string, { contentType: string; body: Uint8Array | string }>;

export interface PageChoice {
  /** The folder of built files; left out: our own page's. */
  readonly folder?: string;
  readonly answers?: Answers;
  readonly viewport?: Viewport;
  /** Runs in the page before anything of its own. */
  readonly prepare?: () => void;
}

/** A page that a user opened. */
export interface OpenPage {
  readonly page: Page;
  /** What stood on the console as an error, and what was thrown. */
  readonly errors: string[];
  readonly answers: Answers;
  /** Goes to a path of our origin. */
  goto(path: string): Promise<void>;
}

/** The worker's own, in which every page has a context of its own; nobody closes it. */
export function sharedBrowser(): Promise<Browser> {
  return share('browser', startBrowser);
}

/** A browser with a person's settings: colours as they are, graphics by SwiftShader. */
export function startBrowser(): Promise<Browser> {
  return startChromium(['--force-color-profile=srgb', '--host-resolver-rules=MAP * ~NOTFOUND']);
}

/** Opens a page of our origin, or `about:blank`; what neither is built nor among the answers is not found. */
export async function openPage(
  browser: Browser,
  path: string,
  choice: PageChoice = {},
): Promise<OpenPage> {
  const tab = await openTab(browser);
  const open = await tab.show(choice);
  if (path !== 'about:blank') await open.goto(path);
  return open;
}

/** A tab in a context of its own, for one page after the other. */
export interface Tab {
  /** Makes it that of a page, whose requests are answered from here. */
  show(choice: PageChoice): Promise<OpenPage>;
  /** Makes it as it was when it was new, but for what a page of the same origin doesn't see. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Where a tab waits; whatever asks for it later, a reload by the browser, is no fault of the page that is shown next. */
const BLANK = { contentType: 'text/html', body: '<link rel="icon" href="data:,">' };

export async function openTab(browser: Browser): Promise<Tab> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const client = await page.createCDPSession();
  let errors: string[] = [];
  let files: Awaited<ReturnType<typeof listPageFiles>> = new Map();
  let answers: Answers = {};
  const prepared: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // Interception doesn't reach service workers; offline.test.ts has a server for them.
    if (message.text() === 'An unknown error occurred when fetching the script.') return;
    errors.push(`${message.text()} (${message.location().url ?? 'nowhere'})`);
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const url = new URL(request.url());
    const answer = answers[url.pathname] ?? (url.pathname === '/' ? BLANK : undefined);
    const file = files.get(url.pathname);
    if (url.origin !== ORIGIN) void request.abort('namenotresolved');
    else if (answer) {
      const body = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body);
      void request.respond({ contentType: answer.contentType, body });
    } else if (file)
      void file.read().then((body) => request.respond({ contentType: file.contentType, body }));
    else void request.respond({ status: 404 });
  });
  const goto = async (to: string) => {
    await page.goto(ORIGIN + to, { waitUntil: 'load' });
  };
  return {
    async show(choice) {
      errors = [];
      answers = choice.answers ?? {};
      files = await listPageFiles(choice.folder);
      if (choice.viewport) await page.setViewport(choice.viewport);
      if (choice.prepare) {
        const { identifier } = await page.evaluateOnNewDocument(choice.prepare);
        prepared.push(identifier);
      }
      return { page, errors, answers, goto };
    },
    async reset() {
      for (const script of prepared.splice(0))
        await page.removeScriptToEvaluateOnNewDocument(script);
      answers = {};
      await goto('/');
      await page.mouse.move(0, 0);
      await page.evaluate(() => sessionStorage.clear());
      await client.send('Storage.clearDataForOrigin', { origin: ORIGIN, storageTypes: 'all' });
      await context.clearPermissionOverrides();
    },
    async close() {
      if (!context.closed) await context.close();
    },
  };
}
