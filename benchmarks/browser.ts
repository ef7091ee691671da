import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, defaultArgs, type HTTPRequest, launch, type Page } from 'puppeteer-core';
import { createAffinity } from '../src/cli/browser/affinity.ts';
import { findBrowser } from '../src/cli/browser/find.ts';
import { type BackendChoice, graphicsAttempts } from '../src/cli/browser/graphics.ts';
import { listPageFiles } from '../src/cli/browser/page-files.ts';
import { type Backend, classifyRenderer } from '../src/core/backend.ts';
import { StillmotionError } from '../src/core/errors.ts';
import type { BenchmarkPage } from './page/contract.ts';

/** Films are encoded in one thread, as by our command line, or in as many as the encoder likes. */
export type Threads = 'one' | 'free';

/** Our page in a browser of its own. */
export interface BenchmarkBrowser {
  /** e.g. `Chrome/156.0.8078.79` */
  readonly version: string;
  readonly renderer: string;
  readonly backend: Backend;
  call<M extends keyof BenchmarkPage>(
    method: M,
    ...args: Parameters<BenchmarkPage[M]>
  ): Promise<Awaited<ReturnType<BenchmarkPage[M]>>>;
  /** Gives the page a picture under a path. */
  offer(path: string, picture: Buffer): void;
  close(): Promise<void>;
}

const ORIGIN = 'https://benchmark.invalid';
const PAGE = '/index.html';
/** One film may take minutes on a slow machine, ms. */
const PATIENCE = 600_000;

/**
 * Starts the browser that the command line would use, on the same graphics.
 *
 * @param folder of the built page
 * @throws StillmotionError `graphics-unavailable`
 */
export async function startBrowser(
  folder: string,
  gl: BackendChoice,
  threads: Threads,
): Promise<BenchmarkBrowser> {
  const { source } = await findBrowser(undefined);
  const tried: string[] = [];
  for (const { flags, accepts } of graphicsAttempts(gl, source)) {
    const browser = await openBrowser(folder, flags, threads);
    if (accepts.includes(browser.backend)) return browser;
    tried.push(browser.renderer);
    await browser.close();
  }
  throw new StillmotionError(
    'graphics-unavailable',
    `The graphics "${gl}" can't be had here (got ${tried.join('; ') || 'none'}).`,
  );
}

/** Starts it with these flags, whatever draws then. */
export async function openBrowser(
  folder: string,
  flags: readonly string[],
  threads: Threads,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchmarkBrowser> {
  const candidate = await findBrowser(undefined);
  const affinity = threads === 'one' ? await createAffinity() : undefined;
  const program = affinity?.wrap(candidate) ?? { path: candidate.path, args: [] };
  const profile = await mkdtemp(join(tmpdir(), 'stillmotion-benchmark-'));
  const headless = candidate.shell ? 'shell' : true;
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = ['--force-color-profile=srgb', ...flags, ...sandbox];
  const browser = await launch({
    executablePath: program.path,
    ignoreDefaultArgs: true,
    args: [...program.args, ...defaultArgs({ headless, args, userDataDir: profile })],
    headless,
    pipe: true,
    env: { ...process.env, ...affinity?.env, ...candidate.env, ...environment },
    protocolTimeout: PATIENCE,
  });
  const pictures = new Map<string, Buffer>();
  const discard = async () => {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  const page = await loadPage(browser, folder, pictures);
  const pid = browser.process()?.pid;
  if (pid !== undefined) {
    await affinity?.widen(pid, 'early');
    await affinity?.widen(pid, 'late');
  }
  const call: BenchmarkBrowser['call'] = (method, ...methodArgs) =>
    page.evaluate(callPage, method, methodArgs) as never;
  const renderer = await call('renderer').catch(async (error: unknown) => {
    await discard();
    throw error;
  });
  return {
    version: await browser.version(),
    renderer,
    backend: classifyRenderer(renderer),
    call,
    offer: (path, picture) => void pictures.set(path, picture),
    close: discard,
  };
}

async function loadPage(
  browser: Browser,
  folder: string,
  pictures: ReadonlyMap<string, Buffer>,
): Promise<Page> {
  const files = await listPageFiles(folder);
  const [page = await browser.newPage()] = await browser.pages();
  await page.setRequestInterception(true);
  const answer = async (request: HTTPRequest) => {
    const { pathname } = new URL(request.url());
    const file = files.get(pathname);
    const picture = pictures.get(pathname);
    if (file) return request.respond({ contentType: file.contentType, body: await file.read() });
    if (picture) return request.respond({ contentType: 'image/png', body: picture });
    return request.abort('blockedbyclient');
  };
  page.on('request', (request) => void answer(request));
  await page.goto(ORIGIN + PAGE, { waitUntil: 'load' });
  return page;
}

/** Runs in the page. */
function callPage(method: keyof BenchmarkPage, args: unknown[]): unknown {
  const api = globalThis.benchmark;
  if (api === undefined) throw new Error('the page did not load its script');
  return (api[method] as (...args: unknown[]) => unknown)(...args);
}
