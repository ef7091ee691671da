import { StillmotionError } from './core/errors.ts';
import { planPictures, planRender, type RenderPlan } from './film/plan.ts';
import type { RenderSpec } from './film/spec.ts';
import type { GraphicsContext } from './gl/context.ts';
import { decodePicture } from './gl/decode.ts';
import type { DecodedFiles } from './gl/files.ts';
import { withFocus } from './gl/focus.ts';
import { builtInSize } from './gl/image.ts';
import { chooseEngine } from './engines/index.ts';
import { createPlanesRenderer, type PlanesRenderer } from './planes-renderer.ts';
import { createShowRenderer, type ShowRenderer } from './show-renderer.ts';
import { withTitleNotes } from './titles/title-notes.ts';
import { openTitles } from './titles/titles.ts';
import type { Typefaces } from './titles/typeface.ts';

/** What draws a job, as far as it has been needed, and how its pictures are freed. */
export interface Opened {
  readonly plan: RenderPlan;
  readonly renderer: () => PlanesRenderer;
  readonly show?: ShowRenderer;
  readonly close: () => void;
}

/** The picture of a film, or the built-in one. */
export async function openPicture(
  context: GraphicsContext,
  picture: Blob | null,
  spec: RenderSpec,
  files: DecodedFiles,
  typefaces: Typefaces,
): Promise<Opened> {
  const decoded = picture && (await decodePicture(picture, context.maxTextureSize, spec));
  const planned = planRender(await withFocus(spec, decoded), decoded?.size ?? builtInSize(spec));
  const titles = await openTitles(planned, typefaces);
  const plan = withTitleNotes(planned, titles);
  // The work begins with the first frame: what can't be encoded is refused before anything is drawn.
  let begun: PlanesRenderer | undefined;
  return {
    plan,
    renderer: () =>
      (begun ??= createPlanesRenderer(
        context,
        decoded,
        plan,
        chooseEngine(plan).engine,
        titles,
        files,
      )),
    close() {
      begun?.dispose();
      decoded?.bitmap.close();
    },
  };
}

/** The first one says how large the film is; each is decoded when it is shown. */
export async function openPictures(
  context: GraphicsContext,
  pictures: readonly Blob[],
  spec: RenderSpec,
  files: DecodedFiles,
  typefaces: Typefaces,
): Promise<Opened> {
  if (pictures.length !== spec.pictures?.length)
    throw new StillmotionError(
      'usage',
      `The spec has ${spec.pictures?.length ?? 'no'} pictures, and ${pictures.length} were given.`,
    );
  const load = async (n: number) => {
    const picture = pictures[n];
    if (picture === undefined) throw new Error(`there is no picture ${n}`);
    const wanted = { crop: spec.pictures?.[n]?.crop ?? spec.crop };
    return decodePicture(picture, context.maxTextureSize, wanted).catch((error: unknown) => {
      throw ofPicture(error, spec.pictures?.[n]?.file ?? `picture ${n + 1}`);
    });
  };
  const { bitmap, size } = await load(0);
  bitmap.close();
  const plan = planPictures(spec, size);
  const show = createShowRenderer(context, plan, load, typefaces, files);
  return {
    plan,
    show,
    renderer() {
      throw new Error('a film of several pictures is drawn by its own renderer');
    },
    close: () => show.dispose(),
  };
}

function ofPicture(error: unknown, name: string): unknown {
  if (!(error instanceof StillmotionError)) return error;
  return new StillmotionError(error.code, `${name}: ${error.message}`, { cause: error });
}
