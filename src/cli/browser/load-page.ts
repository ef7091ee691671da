import { resolve } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { untilAborted } from '../../core/until-aborted.ts';
import {
  FILES_INPUT,
  FILM_INPUT,
  type HeadlessPage,
  ORIGIN,
  PAGE_PATH,
  PICTURE_INPUT,
  SOUND_INPUT,
} from '../../protocol.ts';
import type { DevTools, Evaluated } from './devtools.ts';
import type { DrawingPage } from './drawing-page.ts';
import { asBrowserFailure } from './failure.ts';
import { type PageFile, SECURITY_HEADERS } from './page-files.ts';

/** What a page can do by itself. */
export type LoadedPage = Pick<
  DrawingPage,
  'call' | 'offerPictures' | 'offerFiles' | 'offerSound' | 'offerFilm'
>;

type Input = typeof PICTURE_INPUT | typeof FILES_INPUT | typeof SOUND_INPUT | typeof FILM_INPUT;

/** A page that is asked for something. */
interface Page {
  readonly devtools: DevTools;
  readonly session: string;
  /** Its `globalThis`. */
  readonly scope: string;
}

/** Loads our page by request interception (no server). */
export async function loadPage(
  devtools: DevTools,
  files: ReadonlyMap<string, PageFile>,
): Promise<LoadedPage> {
  const gone = watchForEnd(devtools);
  const page = await untilAborted(openPage(devtools, files), gone);
  const orGone = <T>(work: Promise<T>): Promise<T> =>
    untilAborted(work, gone).catch(async (error: unknown) => {
      throw await asBrowserFailure(error, 'at work');
    });
  const inputs = new Map<Input, Promise<string>>();
  const offer = (input: Input, paths: readonly string[]) =>
    orGone(chooseFiles(page, inputs, input, paths));
  return {
    call: (method, ...args) => orGone(call(page, method, args)) as never,
    offerPictures: (paths) => offer(PICTURE_INPUT, paths),
    offerFiles: (paths) => offer(FILES_INPUT, paths),
    offerSound: (path) => offer(SOUND_INPUT, [path]),
    offerFilm: (paths) => offer(FILM_INPUT, paths),
  };
}

/** Tells when the page or the whole browser ends before we ask it to, and which. */
function watchForEnd(devtools: DevTools): AbortSignal {
  const gone = new AbortController();
  const end = (what: string) =>
    gone.abort(new StillmotionError('browser-failed', `${what} while it was at work.`));
  void devtools.closed.then(() => end('The browser ended'));
  devtools.on('Target.targetCrashed', () => end('The page crashed'));
  return gone.signal;
}

async function openPage(devtools: DevTools, files: ReadonlyMap<string, PageFile>): Promise<Page> {
  const session = await attach(devtools);
  const failed = answerRequests(devtools, session, files);
  await Promise.race([navigate(devtools, session), failed]);
  const evaluated = await devtools.send('Runtime.evaluate', { expression: 'this' }, session);
  return { devtools, session, scope: objectIn(evaluated) };
}

/** The page that the browser opens by itself, or else a new one. */
async function attach(devtools: DevTools): Promise<string> {
  // Only then it tells of crashes.
  const discovering = devtools.send('Target.setDiscoverTargets', { discover: true });
  const [{ targetInfos }] = await Promise.all([
    devtools.send('Target.getTargets', {}),
    discovering,
  ]);
  const page = targetInfos.find(({ type }) => type === 'page');
  const { targetId } = page ?? (await devtools.send('Target.createTarget', { url: 'about:blank' }));
  const attached = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
  return attached.sessionId;
}

/** Waits until all of our page is loaded. All is asked at once: what draws it may be only just starting. */
async function navigate(devtools: DevTools, session: string): Promise<void> {
  const loaded = new Set<string>();
  let wanted: string | undefined;
  const whole = new Promise<void>((tell) => {
    devtools.on('Page.lifecycleEvent', ({ name, loaderId }) => {
      if (name === 'load') loaded.add(loaderId);
      if (loaderId === wanted && loaded.has(wanted)) tell();
    });
  });
  const [, { errorText, loaderId }] = await Promise.all([
    devtools.send('Fetch.enable', {}, session),
    devtools.send('Page.navigate', { url: ORIGIN + PAGE_PATH }, session),
    devtools.send('Page.enable', {}, session),
    // Tells what has happened before, too.
    devtools.send('Page.setLifecycleEventsEnabled', { enabled: true }, session),
  ]);
  if (errorText !== undefined || loaderId === undefined)
    throw new Error(errorText ?? 'no document');
  wanted = loaderId;
  if (!loaded.has(loaderId)) await whole;
}

/** @returns what rejects when a file of ours can't be read: the page would wait for it */
function answerRequests(
  devtools: DevTools,
  session: string,
  files: ReadonlyMap<string, PageFile>,
): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
      answer(devtools, session, requestId, request.url, files).catch((error: unknown) => {
        // Any other error is of a page that is gone, which is watched for.
        if (!(error instanceof StillmotionError)) return;
        reject(error);
        refuse(devtools, session, requestId, 'Failed').catch(() => {});
      });
    });
  });
  failed.catch(() => {});
  return failed;
}

/** Our files; nothing else exists. */
async function answer(
  devtools: DevTools,
  session: string,
  requestId: string,
  address: string,
  files: ReadonlyMap<string, PageFile>,
): Promise<void> {
  const url = new URL(address);
  const file = url.origin === ORIGIN ? files.get(url.pathname) : undefined;
  if (file === undefined) return refuse(devtools, session, requestId, 'BlockedByClient');
  const headers = { 'content-type': file.contentType, ...SECURITY_HEADERS };
  const response = {
    requestId,
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: (await file.read()).toString('base64'),
  };
  await devtools.send('Fetch.fulfillRequest', response, session);
}

async function refuse(
  devtools: DevTools,
  session: string,
  requestId: string,
  errorReason: 'BlockedByClient' | 'Failed',
): Promise<void> {
  await devtools.send('Fetch.failRequest', { requestId, errorReason }, session);
}

async function call(
  { devtools, session, scope }: Page,
  method: keyof HeadlessPage,
  args: readonly unknown[],
): Promise<unknown> {
  const called = {
    functionDeclaration: String(callPage),
    objectId: scope,
    arguments: [{ value: method }, { value: args }],
    awaitPromise: true,
    returnByValue: true,
  };
  return resultOf(await devtools.send('Runtime.callFunctionOn', called, session)).value;
}

/** Runs in the page. */
function callPage(method: keyof HeadlessPage, args: unknown[]): unknown {
  const api = globalThis.stillmotion;
  if (api === undefined) throw new Error('the page did not load its script');
  return (api[method] as (...args: unknown[]) => unknown)(...args);
}

async function chooseFiles(
  page: Page,
  inputs: Map<Input, Promise<string>>,
  input: Input,
  paths: readonly string[],
): Promise<void> {
  const found = inputs.get(input) ?? findInput(page, input);
  inputs.set(input, found);
  const chosen = { files: paths.map((path) => resolve(path)), objectId: await found };
  await page.devtools.send('DOM.setFileInputFiles', chosen, page.session);
}

async function findInput({ devtools, session, scope }: Page, input: Input): Promise<string> {
  const called = {
    functionDeclaration: 'function (place) { return document.querySelector(place); }',
    objectId: scope,
    arguments: [{ value: `input${input}` }],
  };
  return objectIn(await devtools.send('Runtime.callFunctionOn', called, session));
}

function objectIn(evaluated: Evaluated): string {
  const { objectId } = resultOf(evaluated);
  if (objectId === undefined) throw new Error('the page has not what was looked for');
  return objectId;
}

/** What a script in the page gave; throws what it threw. */
function resultOf({ result, exceptionDetails }: Evaluated): Evaluated['result'] {
  if (exceptionDetails === undefined) return result;
  const { exception, text } = exceptionDetails;
  throw new Error(exception?.description ?? text);
}
