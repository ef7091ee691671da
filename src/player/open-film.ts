import { withoutGroups } from '../film/options/option-values.ts';
import { movementOf, planRender, type RenderPlan } from '../film/plan.ts';
import type { Pictures } from '../film/time/show.ts';
import { keepTransparent } from '../film/encoding/keep-transparent.ts';
import { isLeftToPicture } from '../film/spec/seen-through.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import { formatSize, isSameSize } from '../core/size.ts';
import type { Files } from '../film/carried/spec-files.ts';
import { closeFiles, decodeFiles } from '../gl/files.ts';
import { decodePicture, partOf } from '../gl/decode.ts';
import { withFocus } from '../gl/focus.ts';
import { builtInPicture, builtInSize } from '../gl/built-in.ts';
import { createRenderer, type Renderer } from '../renderers/renderer.ts';
import type { FilmGuard } from './guard-film.ts';
import type { Film, FilmFiles, FilmStage, Picture } from './film.ts';
import { withTitleNotes } from '../titles/title-notes.ts';
import type { Titles } from '../titles/titles.ts';

/**
 * @param given files that effects read, by the names that the spec has for them
 * @param known the film before, whose files need not be read again
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`, `frame-too-large`, `file-undecodable`, `usage`
 */
export async function openFilm(
  stage: FilmStage,
  blob: Pictures,
  spec: RenderSpec,
  given: Files = {},
  known?: Film,
): Promise<Film> {
  const files = await readFiles(stage, spec, given, known);
  let decoded: Picture['decoded'] = null;
  try {
    if (blob instanceof Blob)
      decoded = await decodePicture(blob, stage.context.maxTextureSize, spec);
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
  if (Array.isArray(picture.blob) || spec.pictures !== undefined)
    return openFilm(stage, picture.blob, spec, given, film);
  // A picture larger than any texture was cut and scaled down as it was wanted.
  if (isShrunk(picture) && wantedOf(spec) !== wantedOf(film.plan.spec))
    return openFilm(stage, picture.blob, spec, given, film);
  const plan = await planFor(picture, spec);
  const files = await readFiles(stage, spec, given, film);
  if (drawingOf(plan) === drawingOf(film.plan) && readsSame(files, film.files))
    return { ...film, files, spec, plan: withTitleNotes(plan, film.titles) };
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
export function rebuildFilm(stage: FilmStage, { picture, spec, files }: Film): Promise<Film> {
  return createFilm(stage, picture, spec, files);
}

/** Frees what a film has and the one in its place has not. */
export function releaseFilm(film: Film, next?: Film): void {
  if (film.renderer !== next?.renderer) {
    film.guard?.dispose();
    film.renderer.dispose();
  }
  if (film.picture !== next?.picture) film.picture.decoded?.bitmap.close();
  closeFiles(film.files.decoded, next?.files.decoded);
}

async function createFilm(
  stage: FilmStage,
  picture: Picture,
  spec: RenderSpec,
  files: FilmFiles,
): Promise<Film> {
  if (Array.isArray(picture.blob)) {
    const { openShowFilm } = await import('./show-film.ts');
    return openShowFilm(stage, picture.blob as readonly Blob[], spec, files);
  }
  const { context, assertShows, signal } = stage;
  const plan = await planFor(picture, spec);
  assertShows(plan.layout.canvas);
  const titles = await titlesFor(plan);
  const shown = picture.decoded ?? (await builtInPicture());
  const renderer = createRenderer(context, shown, plan, titles, files.decoded);
  try {
    const guard = await openGuard(renderer, plan, signal);
    return {
      picture,
      files,
      spec,
      plan: withTitleNotes(plan, titles),
      titles,
      renderer,
      guard,
    };
  } catch (error) {
    renderer.dispose();
    throw error;
  }
}

/** Loaded with the first title. */
async function titlesFor(plan: RenderPlan): Promise<Titles | undefined> {
  if (plan.spec.title === undefined) return undefined;
  const { openTitles } = await import('../titles/titles.ts');
  const { drawnTypefaces } = await import('../titles/drawn-typefaces.ts');
  return openTitles(plan, drawnTypefaces);
}

/** Loaded with the first film whose frames may take long: what tries them before they are shown. */
async function openGuard(
  { trialled }: Renderer,
  plan: RenderPlan,
  signal: AbortSignal,
): Promise<FilmGuard | undefined> {
  const { width, height } = plan.layout.canvas;
  const isPlain = plan.spec.effects.length === 0 && plan.exposures.length === 0;
  if (isPlain && width * height <= SURELY_QUICK) return undefined;
  const { guardFilm } = await import('./guard-film.ts');
  return guardFilm(trialled, plan, signal);
}

/** Pixels of a frame without effects and exposures. */
const SURELY_QUICK = 3840 * 2160;

async function planFor({ decoded }: Picture, asked: RenderSpec): Promise<RenderPlan> {
  const focused = await withFocus(asked, decoded);
  const spec = await withBackground(focused, decoded);
  return planRender(spec, decoded?.size ?? builtInSize(spec));
}

/** A picture that is transparent stays so, where its film keeps that. */
async function withBackground(spec: RenderSpec, picture: Picture['decoded']): Promise<RenderSpec> {
  if (picture === null || picture.isOpaque || !isLeftToPicture(spec)) return spec;
  const transparent = keepTransparent(spec);
  if (transparent === undefined) return spec;
  // Most films are opaque.
  const { hasTransparentPixels } = await import('../gl/transparent-pixels.ts');
  return hasTransparentPixels(picture.bitmap, partOf(picture, spec.crop)) ? transparent : spec;
}

function isShrunk({ decoded }: Picture): boolean {
  return decoded !== null && !isSameSize(decoded.bitmap, decoded.size);
}

function wantedOf({ crop = '', size }: RenderSpec): string {
  return `${crop} ${size === undefined ? '' : formatSize(size)}`;
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
