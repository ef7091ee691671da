import type { SpecDraft } from '../../film/options/option.ts';
import type { Files } from '../../film/carried/spec-files.ts';
import type { ChosenSound } from './chosen-sound.ts';
import type { ShownLayers } from './shown-layers.ts';
import type { Source } from './source.ts';

// What this browser keeps of people's work (IndexedDB); nothing leaves the machine.

/** A film at work: what was set, and the picture itself. */
export interface Work {
  readonly draft: SpecDraft;
  readonly source: Source;
  /** What its effects read. */
  readonly files?: Files;
  readonly sound?: ChosenSound | undefined;
  /** With what is switched off; of the draft the same objects. */
  readonly layers?: ShownLayers | undefined;
}

const STORE = 'work';

/** @throws DOMException where this browser keeps nothing, as in private windows */
export async function readStore<T>(key: string): Promise<T | undefined> {
  return inStore('readonly', (store) => store.get(key) as IDBRequest<T | undefined>);
}

/** Throws as `readStore`. */
export async function writeStore(key: string, value: unknown): Promise<void> {
  await inStore('readwrite', (store) => store.put(value, key));
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
