import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Puppeteer from 'puppeteer-core';
import type { Browser, CDPSession, LaunchOptions, Page } from 'puppeteer-core';
import { StillmotionError } from '../../core/errors.ts';
import {
  FILES_INPUT,
  FILM_INPUT,
  type HeadlessPage,
  ORIGIN,
  PAGE_PATH,
  PICTURE_INPUT,
  SOUND_INPUT,
} from '../../protocol.ts';
import { untilAborted } from '../../core/until-aborted.ts';
import { withDeadline } from '../deadline.ts';
import { remember } from '../leftovers.ts';
import { makeTemporaryFolder } from '../temporary.ts';
import { type Affinity, createAffinity } from './affinity.ts';
import { diagnoseLaunch } from './diagnose.ts';
import { browserEnvironment } from './environment.ts';
import { asBrowserFailure, withCircumstances } from './failure.ts';
import type { DrawingPage, LaunchChoice } from './drawing-page.ts';
import { listPageFiles, type PageFile, SECURITY_HEADERS } from './page-files.ts';

const FLAGS = [
  // Nothing outside this machine is ever looked up: our page comes through the pipe.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-domain-reliability',
  '--no-pings',
  '--disable-component-update',
  // The same picture on every machine.
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  // The page collects what the browser itself would leave for long: src/headless.ts.
  '--js-flags=--expose-gc',
];

/** How long a browser may take to end by itself, ms. */
const CLOSE_GRACE = 3000;

/**
 * Starts a browser that talks through a pipe (no port) and loads our page by request interception
 * (no server).
 *
 * @throws StillmotionError `browser-failed`, `deadline-exceeded`
 */
export async function launchPage(choice: LaunchChoice): Promise<DrawingPage> {
  const files = await listPageFiles();
  // Our own: puppeteer leaves its own behind when a signal comes while it starts a browser.
  const profile = await makeTemporaryFolder('stillmotion-browser-');
  const clear = () =>
    withDeadline(profile.remove(), choice.timeout, 'removing its profile', 'The file system').catch(
      (cause: Error) => {
        // What was made with it is whole.
        choice.onNote(
          `The browser's profile, ${profile.path}, could not be removed: ${cause.message}.`,
        );
      },
    );
  try {
    const page = await openPage(choice, profile.path, files);
    return {
      ...page,
      async offerPictures(paths) {
        const links = paths.map((path, n) => reachable(path, join(profile.path, `picture-${n}`)));
        return page.offerPictures(await Promise.all(links));
      },
      async offerFiles(paths) {
        const links = paths.map((path, n) => reachable(path, join(profile.path, `file-${n}`)));
        return page.offerFiles(await Promise.all(links));
      },
      async offerSound(path) {
        return page.offerSound(await reachable(path, join(profile.path, 'sound')));
      },
      async offerFilm(paths) {
        const link = (n: number) => join(profile.path, `film-${n}`);
        const reached = paths.map((path, n) => reachable(path, link(n)));
        return page.offerFilm(await Promise.all(reached));
      },
      async close() {
        await page.close();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

async function openPage(
  choice: LaunchChoice,
  profile: string,
  files: Map<string, PageFile>,
): Promise<DrawingPage> {
  // Slow to import: not before it is needed.
  const [affinity, puppeteer] = await Promise.all([createAffinity(), import('puppeteer-core')]);
  const browser = await startBrowser(choice, profile, affinity, puppeteer);
  try {
    const page = await withDeadline(loadPage(browser, files), choice.timeout, 'loading its page');
    // Only now: a process counts the processors that it may use when it starts.
    const widened = page.pid === undefined ? undefined : affinity?.widen(page.pid);
    return { ...page, processors: affinity?.processors, ready: widened ?? Promise.resolve() };
  } catch (error) {
    await endBrowser(browser);
    choice.signal?.throwIfAborted();
    throw await asBrowserFailure(error, 'loading its page');
  }
}

async function startBrowser(
  choice: LaunchChoice,
  profile: string,
  affinity: Affinity | undefined,
  { defaultArgs, launch }: typeof Puppeteer,
): Promise<Browser> {
  const { candidate, flags, sandbox, timeout } = choice;
  const args = [...FLAGS, ...flags, ...(sandbox ? [] : ['--no-sandbox'])];
  const program = affinity?.wrap(candidate.path) ?? { path: candidate.path, args: [] };
  const headless = candidate.shell ? 'shell' : true;
  const env = { ...browserEnvironment(process.env), ...affinity?.env, ...candidate.env };
  const late = new AbortController();
  const options: LaunchOptions = {
    executablePath: program.path,
    // Spelled out, as the browser may be an argument itself.
    ignoreDefaultArgs: true,
    args: [...program.args, ...defaultArgs({ headless, args, userDataDir: profile })],
    headless,
    pipe: true,
    env,
    // Deadlines are ours alone: puppeteer's would count the time in which we stood still.
    timeout: 0,
    protocolTimeout: 0,
    // What a page loads is kept for whoever watches its network, up to 100 MB: each film's picture, for one.
    networkEnabled: false,
    signal: AbortSignal.any([late.signal, ...(choice.signal ? [choice.signal] : [])]),
    // Stopping is the command's own business: it has a file to clear away, too.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
  try {
    const browser = await withDeadline(launch(options), timeout, `starting (${candidate.path})`);
    // Puppeteer takes its listeners off the pipes before they close: what a dying browser has not
    // read comes as ECONNRESET afterwards, which nobody would hear, and Node would end us for it.
    for (const pipe of browser.process()?.stdio ?? []) pipe?.on('error', () => {});
    const forget = remember({ kill: () => killGroup(browser.process()?.pid) });
    browser.once('disconnected', forget);
    return browser;
  } catch (cause) {
    late.abort();
    choice.signal?.throwIfAborted();
    if (cause instanceof StillmotionError) throw cause;
    throw await withCircumstances(await diagnoseLaunch(candidate.path, args, env, cause));
  }
}

async function loadPage(
  browser: Browser,
  files: Map<string, PageFile>,
): Promise<Omit<DrawingPage, 'processors' | 'ready'>> {
  const gone = watchForEnd(browser);
  const load = async () => {
    const [first] = await browser.pages();
    const page = first ?? (await browser.newPage());
    const { failed } = await answerRequests(page, files);
    // Its deadline is ours.
    const loaded = page.goto(ORIGIN + PAGE_PATH, { waitUntil: 'load', timeout: 0 });
    await Promise.race([loaded, failed]);
    return page;
  };
  const page = await untilAborted(load(), gone);
  const orGone = <T>(work: Promise<T>): Promise<T> =>
    untilAborted(work, gone).catch(async (error: unknown) => {
      throw await asBrowserFailure(error, 'at work');
    });
  return {
    version: await browser.version(),
    pid: browser.process()?.pid,
    call: (method, ...args) => orGone(page.evaluate(callPage, method, args)) as never,
    offerPictures: (paths) => orGone(chooseFiles(page, PICTURE_INPUT, paths)),
    offerFiles: (paths) => orGone(chooseFiles(page, FILES_INPUT, paths)),
    offerSound: (path) => orGone(chooseFiles(page, SOUND_INPUT, [path])),
    offerFilm: (paths) => orGone(chooseFiles(page, FILM_INPUT, paths)),
    close: () => endBrowser(browser),
  };
}

/**
 * A path of plain letters to the same file: on Linux Chromium reads others by the locale, and where that is
 * not installed (in most containers) not at all.
 */
async function reachable(path: string, link: string): Promise<string> {
  if (process.platform === 'win32' || /^[\x20-\x7e]*$/.test(path)) return path;
  await rm(link, { force: true });
  await symlink(path, link);
  return link;
}

async function chooseFiles(
  page: Page,
  place: typeof PICTURE_INPUT | typeof FILES_INPUT | typeof SOUND_INPUT | typeof FILM_INPUT,
  paths: readonly string[],
): Promise<void> {
  const input = await page.$(`input${place}`);
  if (input === null) throw new Error(`the page has no place ${place}`);
  await input.uploadFile(...paths);
  await input.dispose();
}

/** Runs in the page. */
function callPage(method: keyof HeadlessPage, args: unknown[]): unknown {
  const api = globalThis.stillmotion;
  if (api === undefined) throw new Error('the page did not load its script');
  return (api[method] as (...args: unknown[]) => unknown)(...args);
}

/** Tells when the page or the whole browser ends before we ask it to, and which. */
function watchForEnd(browser: Browser): AbortSignal {
  const gone = new AbortController();
  const end = (what: string) => () =>
    gone.abort(new StillmotionError('browser-failed', `${what} while it was at work.`));
  browser.once('disconnected', end('The browser ended'));
  watchForCrash(browser, end('The page crashed')).catch(end('The browser ended'));
  return gone.signal;
}

/** The browser tells at any time; a page's own events don't come while it is only being set up. */
async function watchForCrash(browser: Browser, onCrash: () => void): Promise<void> {
  const session = await browser.target().createCDPSession();
  session.once('Target.targetCrashed', onCrash);
  await session.send('Target.setDiscoverTargets', { discover: true });
}

/** @returns what rejects when a file of ours can't be read: the page would wait for it */
async function answerRequests(
  page: Page,
  files: Map<string, PageFile>,
): Promise<{ readonly failed: Promise<never> }> {
  const session = await page.createCDPSession();
  const failed = new Promise<never>((_, reject) => {
    session.on('Fetch.requestPaused', ({ requestId, request }) => {
      answer(session, requestId, request.url, files).catch((error: unknown) => {
        // Any other error is of a page that is gone, which is watched for.
        if (!(error instanceof StillmotionError)) return;
        reject(error);
        refuse(session, requestId, 'Failed').catch(() => {});
      });
    });
  });
  failed.catch(() => {});
  await session.send('Fetch.enable');
  return { failed };
}

/** Our files; nothing else exists. */
async function answer(
  session: CDPSession,
  requestId: string,
  address: string,
  files: Map<string, PageFile>,
): Promise<void> {
  const url = new URL(address);
  const file = url.origin === ORIGIN ? files.get(url.pathname) : undefined;
  if (file === undefined) return refuse(session, requestId, 'BlockedByClient');
  const headers = { 'content-type': file.contentType, ...SECURITY_HEADERS };
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: Buffer.from(await file.read()).toString('base64'),
  });
}

function refuse(
  session: CDPSession,
  requestId: string,
  errorReason: 'BlockedByClient' | 'Failed',
): Promise<void> {
  return session.send('Fetch.failRequest', { requestId, errorReason });
}

async function endBrowser(browser: Browser): Promise<void> {
  const { pid } = browser.process() ?? {};
  const kill = setTimeout(() => killGroup(pid), CLOSE_GRACE);
  try {
    await browser.close();
  } catch {
    // It was gone already, or had to be killed.
  } finally {
    clearTimeout(kill);
    killGroup(pid);
  }
}

/** Kills a browser and its helpers: one that hangs would outlive it, and hold the pipes that we wait for. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    // Puppeteer starts it as the leader of a group, but for Windows, which has none.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}
