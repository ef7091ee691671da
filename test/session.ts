import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserCandidate, findBrowser } from '../src/cli/browser/find.ts';
import type { BackendChoice } from '../src/cli/browser/graphics.ts';
import { StillmotionError } from '../src/core/errors.ts';
import { openSession, type Session } from '../src/cli/session/session.ts';
import { parseSpec, type SpecInput } from '../src/film/spec/spec.ts';
import { share } from './shared.ts';

/** Chromium refuses to be sandboxed as root. */
export const SANDBOX = process.getuid?.() !== 0;

/** Starts a browser as the command line would; the caller closes it. */
export async function startSession(
  choice: { readonly gl?: BackendChoice; readonly candidate?: BrowserCandidate } = {},
): Promise<Session> {
  const candidate = choice.candidate ?? (await findBrowser(undefined));
  return openSession({
    candidate,
    gl: choice.gl ?? 'auto',
    sandbox: SANDBOX,
    timeout: 30,
    onNote: console.warn,
  });
}

/** The worker's own, for one job after the other; nobody closes it. */
export function sharedSession(gl: BackendChoice = 'auto'): Promise<Session> {
  return share(`session: ${gl}`, () => startSession({ gl }));
}

/** Another browser of the worker's, which is drawn with alike; nobody closes it. */
export function anotherSession(): Promise<Session> {
  return share('another session', () => startSession());
}

/**
 * The worker's session with these graphics in this browser, or the reason why this machine has none; nobody
 * closes it.
 */
export async function trySession(gl: BackendChoice, browser?: string): Promise<Session | string> {
  try {
    if (browser === undefined) return await sharedSession(gl);
    const start = async () => startSession({ gl, candidate: await findBrowser(browser) });
    return await share(`session: ${gl} in ${browser}`, start);
  } catch (error) {
    if (!(error instanceof StillmotionError)) throw error;
    if (!['browser-not-found', 'graphics-unavailable'].includes(error.code)) throw error;
    return error.message;
  }
}

/** Opens a job from a spec as people write it; without a picture, with the built-in one. */
export async function openJob(session: Session, spec: SpecInput, picture?: Uint8Array) {
  if (picture === undefined) return session.open(parseSpec(spec), undefined);
  const folder = await mkdtemp(join(tmpdir(), 'sm-picture-'));
  try {
    const path = join(folder, 'picture');
    await writeFile(path, picture);
    return await session.open(parseSpec(spec), path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
