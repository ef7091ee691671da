import type { Size } from '../core/size.ts';
import { openPictures } from '../renderers/open-pictures.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { ShowRenderer, ViewedFrame } from '../renderers/show-renderer.ts';
import { drawnTypefaces } from '../titles/drawn-typefaces.ts';
import { WHOLE } from './gauge.ts';
import { type FilmGuard, guardFilm } from './guard-film.ts';
import type { Film, FilmFiles, FilmStage } from './film.ts';

/**
 * A film of several pictures: what a frame shows is got when it is due, and drawn when it is there.
 *
 * @throws StillmotionError as `openFilm`
 */
export async function openShowFilm(
  { context, assertShows, signal }: FilmStage,
  pictures: readonly Blob[],
  spec: RenderSpec,
  files: FilmFiles,
): Promise<Film> {
  const { plan, show, close } = await openPictures(
    context,
    pictures,
    spec,
    files.decoded,
    drawnTypefaces,
  );
  if (show === undefined) throw new Error('several pictures were opened as one');
  try {
    assertShows(plan.layout.canvas);
    const tried = createShowGuard(show, signal);
    const drawing = createDrawing(show, tried);
    await drawing.bring(0);
    return {
      picture: { blob: pictures, decoded: null },
      files,
      spec,
      plan,
      titles: undefined,
      guard: tried.guard,
      renderer: { ...drawing, dispose: close },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** What a frame needs besides its pictures. */
interface Tried {
  readonly prepare: (view: ViewedFrame) => Promise<void>;
  /** Whether that is there. */
  readonly isReady: (view: ViewedFrame) => boolean;
}

function createDrawing(show: ShowRenderer, { prepare, isReady }: Tried) {
  const viewOf = (index: number): ViewedFrame => {
    const view = show.viewed(index);
    if (view === undefined) throw new Error(`what frame ${index} shows is not there`);
    return view;
  };
  /** One after the other: a show's pictures come for one caller at a time. */
  let work: Promise<unknown> = Promise.resolve();
  return {
    isThere(index: number) {
      const view = show.viewed(index);
      return view !== undefined && isReady(view);
    },
    bring(index: number): Promise<void> {
      const brought = work.then(() => show.bring(index)).then(() => prepare(viewOf(index)));
      work = brought.catch(() => {});
      return brought;
    },
    draw(index: number, size?: Size, coarseness?: number, nth?: number) {
      const { renderer, frame } = viewOf(index);
      renderer.draw(frame, size, coarseness, nth);
    },
    pixels(index: number, coarseness?: number, nth?: number) {
      const { renderer, frame } = viewOf(index);
      return renderer.pixels(frame, coarseness, nth);
    },
  };
}

/** Tries each picture's film, and each transition, when it has been brought. */
function createShowGuard(
  show: ShowRenderer,
  signal: AbortSignal,
): Tried & { readonly guard: FilmGuard } {
  let current:
    | { readonly of: ViewedFrame['renderer']; readonly guard: FilmGuard | undefined }
    | undefined;
  const isReady = ({ renderer }: ViewedFrame) => current?.of === renderer;
  const end = () => {
    current?.guard?.dispose();
    current = undefined;
  };
  const guardOf = (view: ViewedFrame) => (isReady(view) ? current?.guard : undefined);
  const guard: FilmGuard = {
    assertAffordable(index) {
      const view = show.viewed(index);
      if (view) guardOf(view)?.assertAffordable(view.frame);
    },
    gaugeAt(index) {
      const view = show.viewed(index);
      return (view && guardOf(view)?.gaugeAt(view.frame)) ?? { seconds: 0, detail: WHOLE };
    },
    refine(index, ...how) {
      const view = show.viewed(index);
      return view && guardOf(view)?.refine(view.frame, ...how);
    },
    dispose: end,
  };
  return {
    guard,
    isReady,
    async prepare(view) {
      if (isReady(view)) return;
      end();
      current = {
        of: view.renderer,
        guard: await guardFilm(view.renderer.trialled, view.plan, signal),
      };
    },
  };
}
