import type { SpecInput } from '../../src/film/spec/spec.ts';
import type { App } from './app.ts';

/** Of the work that the browser keeps, which is there again when the page is. */
export interface KeptWork {
  readonly name: string;
  /** Of all pictures, where there are several. */
  readonly names: readonly string[] | undefined;
  readonly draft: SpecInput;
  /** What it was seen with, by kinds. */
  readonly layers: Readonly<Record<string, unknown>> | undefined;
  /** What its sound is called. */
  readonly sound: string | undefined;
}

/** `undefined`: it keeps none. */
export function keptWork({ page }: App): Promise<KeptWork | undefined> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.addEventListener('success', () => resolve(request.result));
      });
    const database = await answer(indexedDB.open('stillmotion', 1));
    const store = database.transaction('work').objectStore('work');
    const kept = (await answer(store.get('last'))) as
      | (Pick<KeptWork, 'draft' | 'layers'> & { source: Pick<KeptWork, 'name' | 'names'> })
      | undefined;
    const sound = (await answer(store.get('last-sound'))) as { file: File } | undefined;
    database.close();
    if (kept === undefined) return undefined;
    const { name, names } = kept.source;
    return { name, names, draft: kept.draft, layers: kept.layers, sound: sound?.file.name };
  });
}
