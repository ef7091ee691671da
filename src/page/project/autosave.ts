import type { SpecDraft } from '../../film/options/option.ts';
import { fileNamesIn, type Files } from '../../film/carried/spec-files.ts';
import { addFiles, chosenFiles } from './chosen-files.ts';
import type { Project } from './project.ts';
import { isSample, type Source } from './source.ts';

/** What is kept of the last work: what was set, and the picture itself. */
interface Kept {
  readonly draft: SpecDraft;
  readonly source: Source;
  /** What its effects read. */
  readonly files?: Files;
  /** The part of the page's address that said the same. */
  readonly hash: string;
}

const STORE = 'work';
const KEY = 'last';
/** Between a change and its being kept, ms. */
const PAUSE = 400;

/**
 * What was at work when the page was left, where the address asks for nothing else; `undefined` where
 * nothing is kept, or this browser keeps nothing.
 */
export async function readKept(): Promise<Kept | undefined> {
  if (location.search !== '') return undefined;
  try {
    const kept = await inStore(
      'readonly',
      (store) => store.get(KEY) as IDBRequest<Kept | undefined>,
    );
    const isAsked = location.hash === '' || location.hash === kept?.hash;
    if (!isAsked || !kept?.source.blob) return undefined;
    addFiles(kept.files ?? {});
    return kept;
  } catch {
    return undefined;
  }
}

/** Keeps the work as it goes on. A picture of the page's own server is named in the address, and not kept. */
export function keepWork(project: Project): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    const { draft, source, spec } = project;
    if (source.query !== undefined && !isSample(source)) return;
    const all = chosenFiles();
    const named = fileNamesIn(spec).flatMap((name) => {
      const file = all[name];
      return file === undefined ? [] : [[name, file] as const];
    });
    const kept: Kept = { draft, source, files: Object.fromEntries(named), hash: location.hash };
    // A browser that keeps nothing, as in private windows, is no fault of the film.
    inStore('readwrite', (store) => store.put(kept, KEY)).catch(() => {});
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  project.on('spec', later);
  project.on('source', later);
  // A picture that is only looked at is there again, too.
  if (project.source.blob !== null) later();
}

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open('stillmotion', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answerOf(opening);
  try {
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
  });
}
