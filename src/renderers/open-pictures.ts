import { StillmotionError } from '../core/errors.ts';
import type { Decided } from './decide-background.ts';
import { planPictures, planRender, type RenderPlan } from '../film/plan.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { GraphicsContext } from '../gl/context.ts';
import { type DecodedPicture, decodePicture } from '../gl/decode.ts';
import { type DeepenedPicture, deepenPicture, hasMoreBits } from '../gl/deep-picture.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { withFocus } from '../gl/focus.ts';
import { builtInPicture, builtInSize } from '../gl/built-in.ts';
import { chooseEngine } from '../engines/index.ts';
import type { Watched } from './gentle.ts';
import { createPlanesRenderer, type PlanesRenderer } from './planes-renderer.ts';
import { createShowRenderer, type ShowRenderer } from './show-renderer.ts';
import { withTitleNotes } from '../titles/title-notes.ts';
import { tryTransitions } from './try-transitions.ts';
import { openTitles } from '../titles/titles.ts';
import type { Typefaces } from '../titles/typeface.ts';

/** What draws a job, as far as it has been needed, and how its pictures are freed. */
export interface Opened {
  readonly plan: RenderPlan;
  readonly renderer: () => PlanesRenderer;
  readonly show?: ShowRenderer;
  readonly close: () => void;
}

/**
 * The picture of a film, or the built-in one.
 *
 * @param decide what the picture decides; left out: all of it is decided already
 */
export async function openPicture(
  context: GraphicsContext,
  picture: Blob | null,
  spec: RenderSpec,
  files: DecodedFiles,
  typefaces: Typefaces,
  decide?: Decide,
): Promise<Opened> {
  const decoded = picture && (await decodePicture(picture, context.maxTextureSize, spec));
  const { planned, titles, isOpaque } = await planPicture(spec, decoded, typefaces, decide).catch(
    (error: unknown) => {
      decoded?.bitmap.close();
      throw error;
    },
  );
  const { picture: read, note } =
    picture && decoded && planned.deep
      ? await deepenPicture(decoded, picture)
      : { picture: decoded && { ...decoded, isOpaque }, note: undefined };
  const plan = withNotes(withTitleNotes(planned, titles), note === undefined ? [] : [note]);
  const shown = read ?? (await builtInPicture());
  // The work begins with the first frame: what can't be encoded is refused before anything is drawn.
  let begun: PlanesRenderer | undefined;
  return {
    plan,
    renderer: () =>
      (begun ??= createPlanesRenderer(
        context,
        shown,
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

function withNotes(plan: RenderPlan, notes: readonly string[]): RenderPlan {
  return notes.length === 0 ? plan : { ...plan, notes: [...plan.notes, ...notes] };
}

type Decide = (spec: RenderSpec, picture: DecodedPicture) => Decided;

async function planPicture(
  asked: RenderSpec,
  decoded: DecodedPicture | null,
  typefaces: Typefaces,
  decide: Decide = (spec) => ({ spec, notes: [] }),
) {
  const focused = await withFocus(asked, decoded);
  const decided: Decided = decoded ? decide(focused, decoded) : { spec: focused, notes: [] };
  const { spec, notes, isOpaque = decoded?.isOpaque === true } = decided;
  const plan = planRender(spec, decoded?.size ?? builtInSize(spec));
  const planned = withNotes(plan, notes);
  // What is known of its pixels the graphics need not find out.
  return { planned, isOpaque, titles: await openTitles(planned, typefaces) };
}

/**
 * The first one says how large the film is; each is decoded when it is shown.
 *
 * @param watched left out: nobody waits for anything else meanwhile
 * @throws StillmotionError `shader-failed` where a transition doesn't compile
 */
export async function openPictures(
  context: GraphicsContext,
  pictures: readonly Blob[],
  spec: RenderSpec,
  files: DecodedFiles,
  typefaces: Typefaces,
  watched?: Watched,
): Promise<Opened> {
  if (pictures.length !== spec.pictures?.length)
    throw new StillmotionError(
      'usage',
      `The spec has ${spec.pictures?.length ?? 'no'} pictures, and ${pictures.length} were given.`,
    );
  const nameOf = (n: number) => spec.pictures?.[n]?.file ?? `picture ${n + 1}`;
  const blobOf = (n: number) => {
    const picture = pictures[n];
    if (picture === undefined) throw new Error(`there is no picture ${n}`);
    return picture;
  };
  const decode = async (n: number) => {
    const wanted = { crop: spec.pictures?.[n]?.crop ?? spec.crop };
    return decodePicture(blobOf(n), context.maxTextureSize, wanted).catch((error: unknown) => {
      throw ofPicture(error, nameOf(n));
    });
  };
  const deepen = async (n: number) => deepenPicture(await decode(n), blobOf(n));
  const { bitmap, size } = await decode(0);
  bitmap.close();
  const planned = planPictures(spec, size);
  tryTransitions(context, planned, files);
  const plan = withNotes(planned, planned.deep ? await notesOf(pictures, deepen, nameOf) : []);
  const load = planned.deep ? async (n: number) => (await deepen(n)).picture : decode;
  const show = createShowRenderer(context, plan, load, typefaces, files, watched);
  return {
    plan,
    show,
    renderer() {
      throw new Error('a film of several pictures is drawn by its own renderer');
    },
    close: () => show.dispose(),
  };
}

/** What is to be said of those that have more than eight bits a colour. */
async function notesOf(
  pictures: readonly Blob[],
  deepen: (picture: number) => Promise<DeepenedPicture>,
  nameOf: (picture: number) => string,
): Promise<string[]> {
  const notes: string[] = [];
  for (const [n, blob] of pictures.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one is in memory at once
    if (!(await hasMoreBits(blob))) continue;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { picture, note } = await deepen(n);
    picture.bitmap.close();
    if (note !== undefined) notes.push(`${nameOf(n)}: ${note}`);
  }
  return notes;
}

function ofPicture(error: unknown, name: string): unknown {
  if (!(error instanceof StillmotionError)) return error;
  return new StillmotionError(error.code, `${name}: ${error.message}`, { cause: error });
}
