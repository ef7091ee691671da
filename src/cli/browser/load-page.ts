import { resolve } from 'node:path';
import type { CDPSession, Connection, Protocol } from 'puppeteer-core';
import { StillmotionError } from '../../core/errors.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import {
  FILES_INPUT,
  FILM_INPUT,
  type HeadlessPage,
  ORIGIN,
  PAGE_PATH,
  PICTURE_INPUT,
  SOUND_INPUT,
} from '../../headless/protocol.ts';
import type { DevTools } from './devtools.ts';
import type { DrawingPage } from './drawing-page.ts';
import { asBrowserFailure } from './failure.ts';
import { type PageFile, SECURITY_HEADERS } from './page-files.ts';

/** What a page can do by itself. */
export type LoadedPage = Pick<
  DrawingPage,
  'call' | 'offerPictures' | 'offerFiles' | 'offerSound' | 'offerFilm'
>;

type Input = typeof PICTURE_INPUT | typeof FILES_INPUT | typeof SOUND_INPUT | typeof FILM_INPUT;

/** Loads our page by request interception (no server). */
export async function loadPage(
  devtools: DevTools,
  files: ReadonlyMap<string, PageFile>,
): Promise<LoadedPage> {
  const gone = watchForEnd(devtools);
  const session = await untilAborted(openPage(devtools.connection, files), gone);
  const orGone = <T>(work: Promise<T>): Promise<T> =>
    untilAborted(work, gone).catch(async (error: unknown) => {
      throw await asBrowserFailure(error, 'at work');
    });
  const inputs = new Map<Input, Promise<string>>();
  const offer = (input: Input, paths: readonly string[]) =>
    orGone(chooseFiles(session, inputs, input, paths));
  return {
    call: (method, ...args) => orGone(call(session, method, args)) as never,
    offerPictures: (paths) => offer(PICTURE_INPUT, paths),
    offerFiles: (paths) => offer(FILES_INPUT, paths),
    offerSound: (path) => offer(SOUND_INPUT, [path]),
    offerFilm: (paths) => offer(FILM_INPUT, paths),
  };
}

/** Tells when the page or the whole browser ends before we ask it to, and which. */
function watchForEnd({ connection, closed }: DevTools): AbortSignal {
  const gone = new AbortController();
  const end = (what: string) =>
    gone.abort(new StillmotionError('browser-failed', `${what} while it was at work.`));
  void closed.then(() => end('The browser ended'));
  connection.once('Target.targetCrashed', () => end('The page crashed'));
  return gone.signal;
}

async function openPage(
  connection: Connection,
  files: ReadonlyMap<string, PageFile>,
): Promise<CDPSession> {
  const session = await attach(connection);
  const failed = answerRequests(session, files);
  await Promise.race([navigate(session), failed]);
  return session;
}

/** The page that the browser opens by itself, or else a new one. */
async function attach(connection: Connection): Promise<CDPSession> {
  // Only then it tells of crashes.
  const discovering = connection.send('Target.setDiscoverTargets', { discover: true });
  const [{ targetInfos }] = await Promise.all([connection.send('Target.getTargets'), discovering]);
  const page = targetInfos.find(({ type }) => type === 'page');
  return connection.createSession(page ?? (await newPage(connection)));
}

async function newPage(connection: Connection): Promise<Protocol.Target.TargetInfo> {
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' });
  const { targetInfo } = await connection.send('Target.getTargetInfo', { targetId });
  return targetInfo;
}

/** Waits until all of our page is loaded. All is asked at once: what draws it may be only just starting. */
async function navigate(session: CDPSession): Promise<void> {
  const loaded = new Set<string>();
  let wanted: string | undefined;
  const whole = new Promise<void>((tell) => {
    session.on('Page.lifecycleEvent', ({ name, loaderId }) => {
      if (name === 'load') loaded.add(loaderId);
      if (loaderId === wanted && loaded.has(wanted)) tell();
    });
  });
  const [, { errorText, loaderId }] = await Promise.all([
    session.send('Fetch.enable'),
    session.send('Page.navigate', { url: ORIGIN + PAGE_PATH }),
    session.send('Page.enable'),
    // Tells what has happened before, too.
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
  ]);
  if (errorText !== undefined || loaderId === undefined)
    throw new Error(errorText ?? 'no document');
  wanted = loaderId;
  if (!loaded.has(loaderId)) await whole;
}

/** @returns what rejects when a file of ours can't be read: the page would wait for it */
function answerRequests(session: CDPSession, files: ReadonlyMap<string, PageFile>): Promise<never> {
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
  return failed;
}

/** Our files; nothing else exists. */
async function answer(
  session: CDPSession,
  requestId: string,
  address: string,
  files: ReadonlyMap<string, PageFile>,
): Promise<void> {
  const url = new URL(address);
  const file = url.origin === ORIGIN ? files.get(url.pathname) : undefined;
  if (file === undefined) return refuse(session, requestId, 'BlockedByClient');
  const headers = { 'content-type': file.contentType, ...SECURITY_HEADERS };
  const response = {
    requestId,
    responseCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    body: (await file.read()).toString('base64'),
  };
  await session.send('Fetch.fulfillRequest', response);
}

async function refuse(
  session: CDPSession,
  requestId: string,
  errorReason: 'BlockedByClient' | 'Failed',
): Promise<void> {
  await session.send('Fetch.failRequest', { requestId, errorReason });
}

async function call(
  session: CDPSession,
  method: keyof HeadlessPage,
  args: readonly unknown[],
): Promise<unknown> {
  const called = {
    expression: `(${String(callPage)})(${JSON.stringify(method)}, ${JSON.stringify(args)})`,
    awaitPromise: true,
    returnByValue: true,
  };
  return resultOf(await session.send('Runtime.evaluate', called)).value;
}

/** Runs in the page. */
function callPage(method: keyof HeadlessPage, args: unknown[]): unknown {
  const api = globalThis.stillmotion;
  if (api === undefined) throw new Error('the page did not load its script');
  return (api[method] as (...args: unknown[]) => unknown)(...args);
}

async function chooseFiles(
  session: CDPSession,
  inputs: Map<Input, Promise<string>>,
  input: Input,
  paths: readonly string[],
): Promise<void> {
  const found = inputs.get(input) ?? findInput(session, input);
  inputs.set(input, found);
  const chosen = { files: paths.map((path) => resolve(path)), objectId: await found };
  await session.send('DOM.setFileInputFiles', chosen);
}

async function findInput(session: CDPSession, input: Input): Promise<string> {
  const expression = `document.querySelector('input${input}')`;
  return objectIn(await session.send('Runtime.evaluate', { expression }));
}

function objectIn(evaluated: Protocol.Runtime.EvaluateResponse): string {
  const { objectId } = resultOf(evaluated);
  if (objectId === undefined) throw new Error('the page has not what was looked for');
  return objectId;
}

/** What a script in the page gave; throws what it threw. */
function resultOf({
  result,
  exceptionDetails,
}: Protocol.Runtime.EvaluateResponse): Protocol.Runtime.RemoteObject {
  if (exceptionDetails === undefined) return result;
  const { exception, text } = exceptionDetails;
  throw new Error(exception?.description ?? text);
}
