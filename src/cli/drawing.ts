import { basename, extname } from 'node:path';
import type { Backend } from '../core/backend.ts';
import { messageOf, StillmotionError } from '../core/errors.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { RenderSpec } from '../film/spec.ts';
import { findBrowser } from './browser/find.ts';
import type { BackendChoice } from './browser/graphics.ts';
import { type FileWait, untilStopped, waitForInput } from './deadline.ts';
import { openPicture, type PictureFile } from './input.ts';
import type { JobOptions } from './job-options.ts';
import { assertOpenFiles } from './open-files.ts';
import { STDOUT } from './output-place.ts';
import { isStdin } from './pipe.ts';
import { note } from './report.ts';
import { openSession, type Session } from './session.ts';

/** A picture and a spec that came together in a browser. */
export interface OpenJob {
  readonly session: Session;
  readonly plan: RenderPlan;
}

/** Where a command does its work: its picture, and a browser to draw it with. */
export interface Drawing {
  /** `undefined` is the built-in one. */
  readonly picture: PictureFile | undefined;
  /** Opens a job. */
  readonly open: (spec: RenderSpec) => Promise<OpenJob>;
  /** Opens a job in a new browser with the graphics of the one before, which is ended. */
  readonly reopen: (spec: RenderSpec) => Promise<OpenJob>;
}

/** A browser that draws, for one picture after the other. */
export interface DrawingBrowser {
  readonly backend: Backend;
  /** @param picture `undefined` is the built-in one */
  drawingOf(picture: PictureFile | undefined): Drawing;
  /** Puts a new browser in its place, with the same graphics. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** What a browser is chosen by. */
export type BrowserOptions = Pick<JobOptions, 'browser' | 'gl' | 'sandbox' | 'timeout'>;

/**
 * Reads the picture, finds and starts a browser, does the work, and ends the browser.
 *
 * @param path of the picture; `undefined` is the built-in one
 */
export async function withDrawing<T>(
  path: string | undefined,
  options: JobOptions,
  signal: AbortSignal,
  work: (drawing: Drawing) => Promise<T>,
): Promise<T> {
  const say = (text: string) => note(text, options.quiet);
  const wait = { timeout: options.timeout, signal };
  return withPicture(path, wait, say, async (picture) => {
    const browser = await openBrowser(options, signal, say);
    try {
      return await work(browser.drawingOf(picture));
    } finally {
      await browser.close();
    }
  });
}

/** Opens a picture's file, does the work, and closes it. */
export async function withPicture<T>(
  path: string | undefined,
  wait: FileWait,
  say: (text: string) => void,
  work: (picture: PictureFile | undefined) => Promise<T>,
): Promise<T> {
  const picture =
    path === undefined
      ? undefined
      : await waitForInput(path, () => openPicture(path, wait.signal), wait);
  try {
    return await work(picture);
  } finally {
    // What is done is done, and what fell over says why: a clear-up that fails besides changes neither.
    await picture?.close().catch((error: unknown) => {
      say(`The copy of the picture is left: ${messageOf(error)}`);
    });
  }
}

/**
 * Finds a browser and starts it.
 *
 * @param signal ends it
 * @param say told what a person should know of it
 */
export async function openBrowser(
  options: BrowserOptions,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<DrawingBrowser> {
  const sandbox = decideSandbox(options.sandbox, say);
  await assertOpenFiles();
  const candidate = await untilStopped(
    findBrowser(options.browser, process.env, { onNote: say }),
    signal,
  );
  const start = (gl: BackendChoice) =>
    openSession({ candidate, gl, timeout: options.timeout, sandbox, signal, onNote: say });
  let session = await start(options.gl);
  const { backend } = session;
  const end = () => void session.close();
  signal.addEventListener('abort', end);
  const renew = async () => {
    await session.close();
    session = await start(backend);
  };
  return {
    backend,
    drawingOf: (picture) => drawingIn(() => session, renew, picture, signal, say),
    renew,
    async close() {
      signal.removeEventListener('abort', end);
      await session.close();
    },
  };
}

/** @param current the session that draws now */
function drawingIn(
  current: () => Session,
  renew: () => Promise<void>,
  picture: PictureFile | undefined,
  signal: AbortSignal,
  say: (text: string) => void,
): Drawing {
  const open = async (spec: RenderSpec): Promise<OpenJob> => {
    signal.throwIfAborted();
    const session = current();
    const plan = await session.open(spec, picture?.path).catch(async (error: unknown) => {
      // That may be why.
      await picture?.assertUnchanged();
      throw nameFile(error, picture?.name);
    });
    await picture?.assertUnchanged();
    return { session, plan };
  };
  return {
    picture,
    open: async (spec) => {
      const job = await open(spec);
      for (const text of job.plan.notes) say(text);
      return job;
    },
    reopen: async (spec) => {
      await renew();
      return open(spec);
    },
  };
}

/** Chromium refuses to be sandboxed as root; that it isn't is said. */
function decideSandbox(wanted: boolean, say: (text: string) => void): boolean {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  if (wanted && !root) return true;
  say(`The browser's sandbox is off (${root ? 'running as root' : '--no-sandbox'}).`);
  return false;
}

/** What a result is called where nobody says: after the picture. */
export function defaultName(picture: string | undefined): string {
  return picture === undefined ? 'eye-ground' : nameOf(picture);
}

/**
 * Makes sure that a result's name says what it is.
 *
 * @param extensions those that it may have, without the dot
 */
export function assertExtension(path: string, extensions: readonly string[]): void {
  if (path === STDOUT || extensions.includes(extensionOf(path))) return;
  const endings = extensions.map((extension) => `.${extension}`).join(' or ');
  throw new StillmotionError(
    'usage',
    `The output is "${path}"; expected a name that ends in ${endings}, or - for stdout.`,
  );
}

/** In lower case, without the dot. */
export function extensionOf(path: string): string {
  return extname(path).slice(1).toLowerCase();
}

/** The number of a pipe (`<(…)` is /dev/fd/63) is no name. */
function nameOf(picture: string): string {
  const unnamed = isStdin(picture) || /^\/(dev|proc)\//.test(picture);
  return unnamed ? 'picture' : basename(picture, extname(picture));
}

/** The browser doesn't say which file it was given. */
function nameFile(error: unknown, name: string | undefined): unknown {
  if (!(error instanceof StillmotionError) || name === undefined) return error;
  if (!/^(picture-|input-unreadable)/.test(error.code)) return error;
  return new StillmotionError(error.code, `${name}: ${error.message}`, { cause: error });
}
