import { StillmotionError } from '../core/errors.ts';
import { rangeLength } from '../film/plan.ts';
import { createOffscreenContext } from '../gl/context.ts';
import { openFilm } from './drawing.ts';
import type { PageFilm } from './embedded-film.ts';
import { readFilm } from './read-page.ts';
import type { PictureFile } from '../verify/decode-pictures.ts';

/**
 * An HTML page as the pictures that it shows, drawn from nothing but what its file holds.
 *
 * @throws StillmotionError `film-unreadable` where it holds no film, or forbids its own script
 */
export async function openPage(file: Blob): Promise<PictureFile> {
  // A page around this one may forbid styles in its elements, and would be told of each.
  const text = (await file.text()).replaceAll(/<style>[^<]*<\/style>/g, '');
  const page = new DOMParser().parseFromString(text, 'text/html');
  const film = readWhole(page);
  await assertRuns(page);
  const context = createOffscreenContext();
  try {
    const { plan, show, renderer, close } = await openFilm(context, film, page);
    return {
      frames: rangeLength(film.range),
      async decode(at) {
        const index = film.range.first + at;
        const data = show ? await show.pixels(index) : renderer().pixels(index);
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        return { ...plan.layout.canvas, bytes, duration: undefined };
      },
      close() {
        close();
        context.dispose();
      },
    };
  } catch (error) {
    context.dispose();
    throw error;
  }
}

function readWhole(page: Document): PageFilm {
  try {
    return readFilm(page);
  } catch (cause) {
    throw unreadable('what its film is drawn from', cause);
  }
}

/** A browser runs the script of which its policy has the digest. */
async function assertRuns(page: Document): Promise<void> {
  const script = page.querySelector('script:not([type])')?.textContent ?? '';
  const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  const expected = `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
  if (script === '' || !policy.includes(expected)) throw unreadable('its player');
}

function unreadable(what: string, cause?: unknown): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `The HTML page doesn't hold ${what}, whole, as it was written; make it again.`,
    { cause },
  );
}
