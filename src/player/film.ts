import type { RenderPlan } from '../film/plan.ts';
import type { Pictures } from '../film/time/show.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { Size } from '../core/size.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { Files } from '../film/carried/spec-files.ts';
import type { DecodedFiles } from '../gl/files.ts';
import type { DecodedPicture } from '../gl/decode.ts';
import type { Renderer } from '../renderers/renderer.ts';
import type { FilmGuard } from './guard-film.ts';
import type { Titles } from '../titles/titles.ts';

/** A picture and a job, ready to be drawn. */
export interface Film {
  readonly picture: Picture;
  /** What its effects read. */
  readonly files: FilmFiles;
  /** As it was asked for. */
  readonly spec: RenderSpec;
  readonly plan: RenderPlan;
  readonly titles: Titles | undefined;
  readonly renderer: FilmRenderer;
  /** Left out: its frames are surely quick. */
  readonly guard?: FilmGuard | undefined;
}

/** What draws a film on a screen. */
export interface FilmRenderer extends Pick<Renderer, 'draw' | 'pixels' | 'dispose'> {
  /** Whether what a frame shows is there to be drawn; left out: it always is. */
  readonly isThere?: (frame: number) => boolean;
  /** Gets it. */
  readonly bring?: (frame: number) => Promise<void>;
}

/** Files as they were given, and those of them that the spec names, read. */
export interface FilmFiles {
  readonly given: Files;
  readonly decoded: DecodedFiles;
}

/** What a film is drawn on. */
export interface FilmStage {
  readonly context: GraphicsContext;
  /** @throws StillmotionError `frame-too-large` for a canvas that can't be shown, before anything is made for it */
  readonly assertShows: (canvas: Size) => void;
  /** Ended when nobody plays on it any more. */
  readonly signal: AbortSignal;
}

/** A picture that is kept decoded, so that a changed job can be drawn at once. */
export interface Picture {
  /** As it came; `null` is the built-in one, which has no bitmap and no size of its own. */
  readonly blob: Pictures;
  /** Of several none: each is decoded when it is shown. */
  readonly decoded: DecodedPicture | null;
}
