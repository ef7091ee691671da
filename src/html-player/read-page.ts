import { fromBase64, unpack } from '../core/streams/packed.ts';
import type { Files } from '../film/carried/spec-files.ts';
import { keptTypefaces } from '../titles/kept-typefaces.ts';
import type { Typefaces } from '../titles/typeface.ts';
import type { PageFilm } from './embedded-film.ts';

/** The film that a page holds. */
export function readFilm(page: Document): PageFilm {
  const text = page.querySelector('script[type="application/json"]')?.textContent ?? '';
  return JSON.parse(text) as PageFilm;
}

/** Its pictures, as they are encoded: those that it shows where nothing can be drawn. */
export function readPictures(page: Document): Blob[] {
  return [...page.images].map((image) => {
    const src = image.getAttribute('src') ?? '';
    const comma = src.indexOf(',');
    return new Blob([fromBase64(src.slice(comma + 1))]);
  });
}

/** What its effects read. */
export function readFiles({ files }: PageFilm): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, new Blob([fromBase64(text)])]),
  );
}

/** What its titles are drawn with. */
export async function readTypefaces({ titles }: PageFilm): Promise<Typefaces> {
  if (titles === undefined)
    return keptTypefaces({ colored: {}, faces: {}, bytes: new Uint8Array() });
  return keptTypefaces({ ...titles, bytes: new Uint8Array(await unpack(titles.bytes)) });
}
