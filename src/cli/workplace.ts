import { basename, extname } from 'node:path';
import { StillmotionError } from '../core/errors.ts';
import type { RenderPlan } from '../core/plan.ts';
import type { RenderSpec } from '../core/spec.ts';
import { findBrowser } from './browser/find.ts';
import { readPicture } from './input.ts';
import type { JobOptions } from './job-options.ts';
import { note } from './report.ts';
import { openSession, type Session } from './session.ts';

/** The picture of a command, to be opened with a spec. */
export interface Picture {
  open(spec: RenderSpec): Promise<RenderPlan>;
}

/**
 * Finds and starts a browser while the picture is read, does the work, and ends the browser.
 *
 * @param path of the picture; `undefined` is the built-in one
 */
export async function withSession<T>(
  path: string | undefined,
  options: JobOptions,
  signal: AbortSignal,
  work: (session: Session, picture: Picture) => Promise<T>,
): Promise<T> {
  const bytes = path === undefined ? undefined : await readPicture(path);
  const say = (text: string) => note(text, options.quiet);
  const sandbox = decideSandbox(options.sandbox, say);
  const candidate = await findBrowser(options.browser, process.env, { onNote: say });
  const { gl, timeout } = options;
  const session = await openSession({ candidate, gl, timeout, sandbox, signal });
  const end = () => void session.close();
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    return await work(session, {
      async open(spec) {
        const plan = await session.open(spec, bytes).catch((error: unknown) => {
          throw nameFile(error, path);
        });
        for (const text of plan.notes) say(text);
        return plan;
      },
    });
  } finally {
    signal.removeEventListener('abort', end);
    await session.close();
  }
}

/** Chromium refuses to be sandboxed as root; that it isn't is said. */
function decideSandbox(wanted: boolean, say: (text: string) => void): boolean {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  if (wanted && !root) return true;
  say(`The browser's sandbox is off (${root ? 'running as root' : '--no-sandbox'}).`);
  return false;
}

/**
 * Where the result goes: as asked, as the preset says, or named after the picture.
 *
 * @param ending what follows the picture's name, with the extension that any name must have
 */
export function outputPath(
  { output }: JobOptions,
  picture: string | undefined,
  ending: `${string}.mp4` | `${string}.png`,
  preset: string | undefined,
): string {
  const extension = ending.slice(ending.lastIndexOf('.'));
  const name = picture === undefined ? 'eye-ground' : basename(picture, extname(picture));
  const path = output ?? preset ?? `${name}${ending}`;
  if (extname(path).toLowerCase() === extension) return path;
  throw new StillmotionError(
    'usage',
    `The output is "${path}"; expected a name that ends in ${extension}.`,
  );
}

/** The browser doesn't know which file it was given. */
function nameFile(error: unknown, path: string | undefined): unknown {
  if (!(error instanceof StillmotionError) || path === undefined) return error;
  if (!error.code.startsWith('picture-')) return error;
  return new StillmotionError(error.code, `${path}: ${error.message}`, { cause: error });
}
