import type { RenderPlan } from '../film/plan.ts';
import { createContext, type GraphicsContext } from '../gl/context.ts';
import { closeFiles, decodeFiles } from '../gl/files.ts';
import { type Opened, openPicture, openPictures } from '../renderers/open-pictures.ts';
import { watchContext } from '../player/context-loss.ts';
import type { PageFilm } from './embedded-film.ts';
import { readFiles, readPictures, readTypefaces } from './read-page.ts';

/** Draws frames of a film onto its canvas. */
export interface Drawing {
  readonly plan: RenderPlan;
  /** Draws a frame; `false` while the graphics are lost. */
  readonly draw: (frame: number) => Promise<boolean>;
}

/** What is told of the graphics. */
interface GraphicsListeners {
  /** They are lost, or empty again. */
  readonly changed: () => void;
  readonly failed: (error: unknown) => void;
}

/** @throws StillmotionError where the browser can't draw it */
export async function openDrawing(
  canvas: HTMLCanvasElement,
  film: PageFilm,
  on: GraphicsListeners,
): Promise<Drawing> {
  const context = createContext(canvas);
  let opened: Opened | undefined = await openFilm(context, film, document);
  const { plan } = opened;
  context.resize(plan.layout.canvas);
  const reopen = async () => {
    opened = await openFilm(context, film, document);
    on.changed();
  };
  watchContext(canvas, new AbortController().signal, {
    lost() {
      opened?.close();
      opened = undefined;
      on.changed();
    },
    restored: () => void reopen().catch(on.failed),
    gone: on.failed,
  });
  return {
    plan,
    async draw(frame) {
      if (opened === undefined) return false;
      const { show, renderer } = opened;
      if (show) await show.draw(frame);
      else renderer().draw(frame);
      return true;
    },
  };
}

/**
 * Opens the film that a page holds.
 *
 * @throws StillmotionError where the browser can't draw it
 */
export async function openFilm(
  context: GraphicsContext,
  film: PageFilm,
  page: Document,
): Promise<Opened> {
  const { spec } = film;
  const pictures = readPictures(page);
  const [first = null] = pictures;
  const typefaces = await readTypefaces(film);
  const files = await decodeFiles(spec, readFiles(film), context.maxTextureSize);
  const opened = await (spec.pictures
    ? openPictures(context, pictures, spec, files, typefaces)
    : openPicture(context, first, spec, files, typefaces));
  return {
    ...opened,
    close() {
      opened.close();
      closeFiles(files);
    },
  };
}
