import { withoutGroups } from '../film/option-values.ts';
import { movementOf, planRender, type RenderPlan } from '../film/plan.ts';
import type { RenderSpec } from '../film/spec.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { Files } from '../film/spec-files.ts';
import { closeFiles, type DecodedFiles, decodeFiles } from '../gl/files.ts';
import { decodePicture } from '../gl/decode.ts';
import { withFocus } from '../gl/focus.ts';
import { BUILT_IN_SIZE } from '../gl/image.ts';
import { createRenderer, type Renderer } from '../renderer.ts';
import { type AssertAffordable, createGuard } from './affordable.ts';
import { drawnTypefaces } from '../titles/drawn-typefaces.ts';
import { openTitles, type Titles, withTitleNotes } from '../titles/titles.ts';

/** A picture and a job, ready to be drawn. */
export interface Film {
  readonly picture: Picture;
  /** What its effects read. */
  readonly files: FilmFiles;
  readonly plan: RenderPlan;
  readonly titles: Titles | undefined;
  readonly renderer: Renderer;
  readonly assertAffordable: AssertAffordable;
}

/** Files as they were given, and those of them that the spec names, read. */
interface FilmFiles {
  readonly given: Files;
  readonly decoded: DecodedFiles;
}

/** What a film is drawn on. */
export interface FilmStage {
  readonly context: GraphicsContext;
  /** @throws StillmotionError `frame-too-large` for a canvas that can't be shown, before anything is made for it */
  readonly assertShows: (canvas: Size) => void;
}

/** A picture that is kept decoded, so that a changed job can be drawn at once. */
interface Picture {
  /** As it came; `null` is the built-in one, which has no bitmap and no size of its own. */
  readonly blob: Blob | null;
  readonly decoded: { readonly bitmap: ImageBitmap; readonly size: Size } | null;
}

/**
 * @param given files that effects read, by the names that the spec has for them
 * @param known the film before, whose files need not be read again
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`, `frame-too-large`, `file-undecodable`, `usage`
 */
export async function openFilm(
  stage: FilmStage,
  blob: Blob | null,
  spec: RenderSpec,
  given: Files = {},
  known?: Film,
): Promise<Film> {
  const files = await readFiles(stage, spec, given, known);
  let decoded: Picture['decoded'] = null;
  try {
    decoded = blob && (await decodePicture(blob, stage.context.maxTextureSize, spec.size));
    return await createFilm(stage, { blob, decoded }, spec, files);
  } catch (error) {
    decoded?.bitmap.close();
    closeFiles(files.decoded, known?.files.decoded);
    throw error;
  }
}

/**
 * The same picture in another job. What draws alike is kept: a change of rate or codec costs nothing.
 *
 * @throws StillmotionError as `openFilm`
 */
export async function changeFilm(
  stage: FilmStage,
  film: Film,
  spec: RenderSpec,
  given: Files = film.files.given,
): Promise<Film> {
  const { picture } = film;
  // A picture larger than any texture was scaled down for the size that it was wanted in.
  if (isShrunk(picture) && keyOf(spec.size) !== keyOf(film.plan.spec.size))
    return openFilm(stage, picture.blob, spec, given, film);
  const plan = planFor(picture, spec);
  const files = await readFiles(stage, spec, given, film);
  if (drawingOf(plan) === drawingOf(film.plan) && readsSame(files, film.files))
    return { ...film, files, plan: withTitleNotes(plan, film.titles) };
  try {
    return await createFilm(stage, picture, spec, files);
  } catch (error) {
    closeFiles(files.decoded, film.files.decoded);
    throw error;
  }
}

async function readFiles(
  { context }: FilmStage,
  spec: RenderSpec,
  given: Files,
  known: Film | undefined,
): Promise<FilmFiles> {
  const before = known?.files.decoded;
  return { given, decoded: await decodeFiles(spec, given, context.maxTextureSize, before) };
}

function readsSame({ decoded }: FilmFiles, { decoded: before }: FilmFiles): boolean {
  return [...decoded].every(([key, file]) => before.get(key) === file);
}

/** The same film on a context that has come back empty. */
export function rebuildFilm(stage: FilmStage, { picture, plan, files }: Film): Promise<Film> {
  return createFilm(stage, picture, plan.spec, files);
}

/** Frees what a film has and the one in its place has not. */
export function releaseFilm(film: Film, next?: Film): void {
  if (film.renderer !== next?.renderer) film.renderer.dispose();
  if (film.picture !== next?.picture) film.picture.decoded?.bitmap.close();
  closeFiles(film.files.decoded, next?.files.decoded);
}

async function createFilm(
  { context, assertShows }: FilmStage,
  picture: Picture,
  spec: RenderSpec,
  files: FilmFiles,
): Promise<Film> {
  const plan = planFor(picture, spec);
  assertShows(plan.layout.canvas);
  const titles = await openTitles(plan, drawnTypefaces);
  const renderer = createRenderer(
    context,
    picture.decoded?.bitmap ?? null,
    plan,
    titles,
    undefined,
    files.decoded,
  );
  try {
    const assertAffordable = createGuard(renderer, plan);
    return {
      picture,
      files,
      plan: withTitleNotes(plan, titles),
      titles,
      renderer,
      assertAffordable,
    };
  } catch (error) {
    renderer.dispose();
    throw error;
  }
}

function planFor({ decoded }: Picture, spec: RenderSpec): RenderPlan {
  return planRender(withFocus(spec, decoded?.bitmap), decoded?.size ?? spec.size ?? BUILT_IN_SIZE);
}

function isShrunk({ decoded }: Picture): boolean {
  return decoded !== null && !isSameSize(decoded.bitmap, decoded.size);
}

function keyOf(size: Size | undefined): string {
  return size === undefined ? '' : formatSize(size);
}

/** All that the pixels of a plan's frames depend on. */
function drawingOf(plan: RenderPlan): string {
  const { spec, picture, layout, fps, frameCount, cycle } = plan;
  const drawn = withoutGroups(spec, ['timing', 'film']);
  // A title may name the frame count and the time; a motion and effects may go by them, too.
  const goesByTime = !movementOf(plan).goesByFrames || spec.effects.length > 0;
  const timeline = spec.title !== undefined || goesByTime ? [fps, frameCount, cycle] : [];
  return JSON.stringify([drawn, picture, layout, timeline]);
}
