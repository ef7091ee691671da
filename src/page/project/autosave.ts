import type { Project, ProjectState } from './project.ts';
import { readStore, type Work } from './work-store.ts';

/** What is kept of the last work. */
interface Kept extends Work {
  /** The part of the page's address that said the same. */
  readonly hash: string;
}

const AT = { work: 'last', sound: 'last-sound' };
const loadKeep = () => import('./keep.ts');
/** Between a change and its being kept, ms. */
const PAUSE = 400;

/**
 * What was at work when the page was left, where the address asks for nothing else; `undefined` where
 * nothing is kept, or this browser keeps nothing.
 */
export async function readKept(): Promise<Kept | undefined> {
  if (location.search !== '') return undefined;
  try {
    const kept = await readStore<Kept>(AT.work);
    const isAsked = location.hash === '' || location.hash === kept?.hash;
    if (!isAsked || !kept?.source.blob) return undefined;
    await (await loadKeep()).bringBack(kept, AT);
    return kept;
  } catch {
    return undefined;
  }
}

/** Keeps the work as it goes on. */
export function keepWork(project: Project): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changed: ProjectState | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  function keepNow(): void {
    clearTimeout(timer);
    const state = changed;
    changed = undefined;
    // A browser that keeps nothing, as in private windows, is no fault of the film.
    if (state)
      writing = writing.then(async () => (await loadKeep()).keep(state, AT, later)).catch(() => {});
  }

  function later(): void {
    changed = project.snapshot();
    clearTimeout(timer);
    timer = setTimeout(keepNow, PAUSE);
  }

  project.on('spec', later);
  // What was set of the one before is kept first.
  project.on('source', keepNow);
  // A picture that is only looked at is there again, too.
  if (project.source.blob !== null) later();
}
