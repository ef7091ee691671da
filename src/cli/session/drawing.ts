import { basename, extname } from 'node:path';
import type { Backend } from '../../core/backend.ts';
import { messageOf, StillmotionError } from '../../core/errors.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { findBrowser } from '../browser/find.ts';
import type { BackendChoice } from '../browser/graphics.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import type { FileWait } from '../files/deadline.ts';
import { examinePictures } from './examine.ts';
import type { DrawingOptions } from '../options/job-options.ts';
import { type EffectInputs, openEffectInputs } from '../options/effect-inputs.ts';
import { assertOpenFiles } from '../files/open-files.ts';
import { STDOUT } from '../files/output-place.ts';
import { openPictures, type PictureSet } from './picture-set.ts';
import { isStdin } from '../files/pipe.ts';
import { sayOnce } from '../terminal/say-once.ts';
import { note } from '../terminal/say.ts';
import { openSession, type Session } from './session.ts';

/** A picture and a spec that came together in a browser. */
export interface OpenJob {
  readonly session: Session;
  readonly plan: RenderPlan;
  /** What its effects read. */
  readonly files: EffectInputs;
}

/** Where a command does its work: its picture, and a browser to draw it with. */
export interface Drawing {
  /** `undefined` is the built-in one. */
  readonly pictures: () => PictureSet | undefined;
  /**
   * Looks at each of several pictures before anything begins.
   *
   * @param skipBroken leaves out those that can't be read, of the spec, too
   * @throws StillmotionError naming the first that can't be read, unless these are left out
   */
  readonly examine: (spec: RenderSpec, skipBroken: boolean) => Promise<RenderSpec>;
  /**
   * Opens a job.
   *
   * @param still the codec of a picture that is all that is wanted of it
   */
  readonly open: (spec: RenderSpec, still?: string) => Promise<OpenJob>;
  /** Opens a job in a new browser with the graphics of the one before, which is ended. */
  readonly reopen: (spec: RenderSpec) => Promise<OpenJob>;
}

/** A browser that draws, for one picture after the other. */
export interface DrawingBrowser {
  readonly backend: Backend;
  /**
   * @param pictures `undefined` is the built-in one
   * @param say told what a person should know of the job
   */
  drawingOf(pictures: PictureSet | undefined, say: (text: string) => void): Drawing;
  /** Puts a new browser in its place, with the same graphics. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** What a browser is chosen by. */
export type BrowserOptions = Pick<DrawingOptions, 'browser' | 'gl' | 'sandbox' | 'timeout'>;

/**
 * Reads the picture, finds and starts a browser, does the work, and ends the browser.
 *
 * @param paths of the pictures; none: the built-in one
 */
export async function withDrawing<T>(
  paths: readonly string[],
  options: DrawingOptions,
  signal: AbortSignal,
  work: (drawing: Drawing) => Promise<T>,
): Promise<T> {
  const say = (text: string) => note(text, options.quiet);
  const wait = { timeout: options.timeout, signal };
  return withPictures(paths, wait, say, async (pictures) => {
    const browser = await openBrowser(options, signal, say);
    try {
      return await work(browser.drawingOf(pictures, say));
    } finally {
      await browser.close();
    }
  });
}

/** Opens the files of pictures, does the work, and closes them. */
export async function withPictures<T>(
  paths: readonly string[],
  wait: FileWait,
  say: (text: string) => void,
  work: (pictures: PictureSet | undefined) => Promise<T>,
): Promise<T> {
  const pictures = paths.length === 0 ? undefined : await openPictures(paths, wait);
  try {
    return await work(pictures);
  } finally {
    // What is done is done, and what fell over says why: a clear-up that fails besides changes neither.
    await pictures?.close().catch((error: unknown) => {
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
  const candidate = await untilAborted(
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
    drawingOf: (pictures, sayOfJob) =>
      drawingIn(() => session, renew, pictures, { timeout: options.timeout, signal }, sayOfJob),
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
  given: PictureSet | undefined,
  wait: FileWait,
  say: (text: string) => void,
): Drawing {
  let pictures = given;
  const sayOfJob = sayOnce(say);
  const open = async (spec: RenderSpec, still?: string): Promise<OpenJob> => {
    wait.signal.throwIfAborted();
    const session = current();
    const files = await openEffectInputs(spec, wait);
    const opening = session.open(spec, pictures?.paths, files.paths, still);
    const plan = await opening.catch(async (error: unknown) => {
      // That may be why.
      await pictures?.assertUnchanged();
      await files.assertUnchanged();
      throw spec.pictures === undefined ? nameFile(error, pictures?.names[0]) : error;
    });
    await pictures?.assertUnchanged();
    await files.assertUnchanged();
    return { session, plan, files };
  };
  return {
    pictures: () => pictures,
    async examine(spec, skipBroken) {
      if (spec.pictures === undefined || pictures === undefined) return spec;
      const all = { pictures, spec, session: current(), skipBroken, onNote: say };
      const examined = await examinePictures(all, wait);
      pictures = examined.pictures;
      return examined.spec;
    },
    open: async (spec, still) => {
      const job = await open(spec, still);
      for (const text of job.plan.notes) sayOfJob(text);
      return job;
    },
    reopen: async (spec) => {
      await renew();
      return open(spec);
    },
  };
}

/** Chromium refuses to be sandboxed as root; that it isn't is said. */
export function decideSandbox(wanted: boolean, say: (text: string) => void): boolean {
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
  const endings = [...new Set(extensions)].map((extension) => `.${extension}`);
  throw new StillmotionError(
    'usage',
    `The output is "${path}"; expected a name that ends in ${endings.join(', ')}, or - for stdout.`,
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
