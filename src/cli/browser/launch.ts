import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import { withDeadline } from '../files/deadline.ts';
import { makeTemporaryFolder } from '../files/temporary.ts';
import { type Affinity, createAffinity } from './affinity.ts';
import { type BrowserProcess, spawnBrowser } from './browser-process.ts';
import { diagnoseLaunch } from './diagnose.ts';
import type { DrawingPage, LaunchChoice } from './drawing-page.ts';
import { browserEnvironment } from './environment.ts';
import { asBrowserFailure, withCircumstances } from './failure.ts';
import { browserFlags } from './flags.ts';
import { loadPage } from './load-page.ts';
import { listPageFiles, type PageFile } from './page-files.ts';
import { StillmotionError } from '../../core/errors.ts';

/**
 * Starts a browser that talks through a pipe (no port) and loads our page by request interception
 * (no server).
 *
 * @throws StillmotionError `browser-failed`, `deadline-exceeded`
 */
export async function launchPage(choice: LaunchChoice): Promise<DrawingPage> {
  const coming = createAffinity();
  const files = await listPageFiles();
  const profile = await makeTemporaryFolder('stillmotion-browser-');
  const affinity = await coming;
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
    const page = await openPage(choice, profile.path, affinity, files);
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
  affinity: Affinity | undefined,
  files: Map<string, PageFile>,
): Promise<DrawingPage> {
  const { candidate, timeout, signal } = choice;
  const { browser, version } = await startBrowser(choice, profile, affinity);
  const end = () => (leavesNothing(candidate) ? browser.kill() : browser.close());
  const widen = async (which: 'early' | 'late') => {
    if (browser.pid !== undefined) await affinity?.widen(browser.pid, which);
  };
  try {
    const early = widen('early');
    const loading = loadPage(browser.devtools, files);
    const page = await withDeadline(loading, timeout, 'loading its page');
    // Only now: a process counts the processors that it may use when it starts.
    const ready = early.then(() => widen('late'));
    return {
      ...page,
      version,
      pid: browser.pid,
      processors: affinity?.processors,
      ready,
      close: end,
    };
  } catch (error) {
    await end();
    signal?.throwIfAborted();
    throw await asBrowserFailure(error, 'loading its page');
  }
}

/**
 * A headless shell has nothing to put away but its profile, which goes with it; a whole Chrome has a folder
 * for its socket, too, and Windows takes its helpers for programs of their own.
 */
function leavesNothing({ shell }: LaunchChoice['candidate']): boolean {
  return shell && process.platform !== 'win32';
}

async function startBrowser(
  { candidate, flags, sandbox, timeout, signal }: LaunchChoice,
  profile: string,
  affinity: Affinity | undefined,
): Promise<{ readonly browser: BrowserProcess; readonly version: string }> {
  const args = browserFlags(candidate, flags, sandbox);
  const program = affinity?.wrap(candidate) ?? { path: candidate.path, args: [] };
  const env = { ...browserEnvironment(process.env), ...affinity?.env, ...candidate.env };
  let browser: BrowserProcess | undefined;
  try {
    browser = await spawnBrowser(
      program.path,
      [...program.args, ...args, `--user-data-dir=${profile}`, 'about:blank'],
      env,
    );
    const answer = orEnd(browser, browser.devtools.connection.send('Browser.getVersion'), signal);
    const { product } = await withDeadline(answer, timeout, `starting (${candidate.path})`);
    return { browser, version: product };
  } catch (cause) {
    await browser?.kill();
    signal?.throwIfAborted();
    if (cause instanceof StillmotionError) throw cause;
    throw await withCircumstances(await diagnoseLaunch(candidate.path, args, env, cause));
  }
}

/** Waits for an answer of a browser that may end instead, or is not wanted any more. */
function orEnd<T>(
  { ended }: BrowserProcess,
  answer: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const dead = ended.then((how) => {
    throw new Error(how);
  });
  // It closes its pipe before it ends, and says no more by that.
  const told = Promise.race([answer.catch(() => dead), dead]);
  return signal ? untilAborted(told, signal) : told;
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
