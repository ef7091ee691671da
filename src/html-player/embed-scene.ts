import { StillmotionError } from '../core/errors.ts';
import { pack, unpack } from '../core/streams/packed.ts';
import { pictureType } from '../core/picture/picture-size.ts';
import type { SceneData } from '../core/scene-data.ts';
import { frames } from '../core/timeline.ts';
import { embedSpec } from '../film/carried/embedded-spec.ts';
import { usesFocus } from '../film/frame/focus.ts';
import { planPicture, type RenderPlan, specOfPicture } from '../film/plan.ts';
import { shownAt } from '../film/time/show.ts';
import { fileNamesIn, type Files } from '../film/carried/spec-files.ts';
import type { PictureSpec } from '../film/spec/show-fields.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { Size } from '../core/size.ts';
import type { EmbeddedFilm } from './embedded-film.ts';
import { drawnTypefaces } from '../titles/drawn-typefaces.ts';
import { recordTypefaces } from '../titles/kept-typefaces.ts';
import { openTitles, type Titles } from '../titles/titles.ts';
import { toBase64 } from '../core/streams/to-base64.ts';

/** Pictures and files that are put into one file at most, bytes: more is nothing that browsers open well. */
const MOST_BYTES = 64 * 2 ** 20;

/** What is seen of one of several pictures. */
export interface Looked {
  readonly size: Size;
  /** Its point of interest, where something goes by that. */
  readonly focus: RenderSpec['focus'];
}

/**
 * Gathers all that a film is drawn from.
 *
 * @param look decodes one of several pictures
 * @throws StillmotionError `usage` where that is more than a file can hold
 */
export async function embedScene(
  plan: RenderPlan,
  spec: RenderSpec,
  pictures: readonly Blob[],
  given: Files,
  look: (picture: number) => Promise<Looked>,
): Promise<SceneData> {
  const names = fileNamesIn(spec);
  const files = names.map((name) => given[name] ?? new Blob());
  assertSmall([...pictures, ...files]);
  // A browser that scales pictures otherwise would find other points of interest.
  const found = await withFoci(plan, spec, look);
  // What files are called, and where they are, is nobody's business.
  const embedded = embedSpec(found, (name) => `file-${names.indexOf(name) + 1}`);
  const encoded: EmbeddedFilm = {
    ...(JSON.parse(embedded) as Pick<EmbeddedFilm, 'spec'>),
    files: Object.fromEntries(
      await Promise.all(
        files.map(async (file, n) => [`file-${n + 1}`, await toBase64(await bytesOf(file))]),
      ),
    ),
    ...(await embedTitles(plan, look)),
  };
  return {
    pictures: await Promise.all(pictures.map(embedPicture)),
    film: encoded,
    player: await loadPlayer(),
  };
}

async function withFoci(
  plan: RenderPlan,
  spec: RenderSpec,
  look: (picture: number) => Promise<Looked>,
): Promise<RenderSpec> {
  if (spec.pictures === undefined) {
    const { focus = plan.spec.focus } = spec;
    return { ...spec, ...(focus && { focus }) };
  }
  const pictures: PictureSpec[] = [];
  for (const [n, own] of spec.pictures.entries()) {
    const asked = specOfPicture(plan, n);
    const isOpen = asked.focus === undefined && usesFocus(asked);
    // oxlint-disable-next-line no-await-in-loop -- one is in memory at once
    const { focus } = isOpen ? await look(n) : own;
    pictures.push({ ...own, ...(focus && { focus }) });
  }
  return { ...spec, pictures };
}

function assertSmall(files: readonly Blob[]): void {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= MOST_BYTES) return;
  const inMiB = (count: number) => Math.ceil(count / 2 ** 20);
  throw new StillmotionError(
    'usage',
    `The pictures and the files of effects have ${inMiB(bytes)} MiB, and a file that draws its frames itself carries at most ${inMiB(MOST_BYTES)} MiB of them; make them smaller with another program first, or choose another format.`,
  );
}

async function embedPicture(picture: Blob) {
  const bytes = await bytesOf(picture);
  return { type: pictureType(bytes), data: await toBase64(bytes) };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** Draws every letter that a title of the film has, once: its font is larger than all the rest. */
async function embedTitles(
  plan: RenderPlan,
  look: (picture: number) => Promise<Looked>,
): Promise<Pick<EmbeddedFilm, 'titles'>> {
  const { typefaces, kept } = recordTypefaces(drawnTypefaces);
  const opened = new Map<number, Titles | undefined>();
  const open = async (picture: number) => {
    const own = plan.show ? planPicture(plan, picture, (await look(picture)).size) : plan;
    return openTitles({ ...own, frameCount: plan.frameCount }, typefaces);
  };
  for (const { index } of frames(plan, plan.range)) {
    for (const picture of picturesAt(plan, index)) {
      if (!opened.has(picture)) opened.set(picture, await open(picture));
      opened.get(picture)?.ask(index);
    }
  }
  const { bytes, ...letters } = kept();
  if (bytes.byteLength === 0) return {};
  const packed = new Uint8Array(await pack(bytes));
  return { titles: { ...letters, bytes: await toBase64(packed) } };
}

function picturesAt({ show }: RenderPlan, index: number): number[] {
  if (show === undefined) return [0];
  const { picture, next } = shownAt(show, index);
  return next === undefined ? [picture] : [picture, next.picture];
}

async function loadPlayer(): Promise<string> {
  const { default: packed } = await import('./main.ts?script');
  return new TextDecoder().decode(await unpack(packed));
}
