import { StillmotionError } from '../../core/errors.ts';
import { type BrowserOptions, type DrawingBrowser, openBrowser } from '../session/drawing.ts';

/** What leaves a browser as it was: the picture, the spec, the disk or somebody who asks was at fault. */
const HARMLESS = /^(usage|picture-|input-|output-|frame-too-large|codec-|shader-failed|resume-)/;

/** How a list of films is worked through. */
export interface PoolOptions extends BrowserOptions {
  /** How many browsers draw side by side. */
  readonly jobs: number;
}

/** Gives a browser to whoever needs one; it is started for the first, and kept for the next. */
export interface Lender {
  <T>(work: (browser: DrawingBrowser) => Promise<T>): Promise<T>;
}

/**
 * Works through a list with a few browsers, each of which draws one film after the other.
 *
 * @param say told what a person should know of the browsers
 * @param work fails only where all work has to end; then its signal ends that of the others
 * @throws what the first failed with; where a browser doesn't start at all, that
 */
export async function workThrough<T>(
  items: readonly T[],
  options: PoolOptions,
  signal: AbortSignal,
  say: (text: string) => void,
  work: (item: T, withBrowser: Lender, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  const open = () =>
    openBrowser(options, ended, say).catch((error: unknown) => {
      // The others would fare no better, film after film.
      ending.abort(error);
      throw error;
    });
  // Taken by whoever is free.
  const queue = items.values();
  const workOn = async () => {
    const lender = createLender(open);
    try {
      for (const item of queue) {
        ended.throwIfAborted();
        await work(item, lender.lend, ended);
      }
    } catch (error) {
      ending.abort(error);
    } finally {
      await lender.close();
    }
  };
  const workers = Math.min(options.jobs, items.length);
  await Promise.all(Array.from({ length: workers }, workOn));
  ended.throwIfAborted();
}

/** Lends one browser, again and again; where it was left in disorder, a new one takes its place. */
export function createLender(open: () => Promise<DrawingBrowser>) {
  let browser: DrawingBrowser | undefined;
  let spoiled = false;
  const lend: Lender = async (work) => {
    if (browser && spoiled) await browser.renew();
    browser ??= await open();
    spoiled = true;
    try {
      const result = await work(browser);
      spoiled = false;
      return result;
    } catch (error) {
      spoiled = !(error instanceof StillmotionError && HARMLESS.test(error.code));
      throw error;
    }
  };
  return { lend, close: async () => browser?.close() };
}
