import type { DeepFrame, MakeDeepPlanes } from './core/deep-planes.ts';
import type { FramePlanes } from './core/nv12.ts';
import type { Size } from './core/size.ts';
import { type Frame, frameAt } from './core/timeline.ts';
import { planPicture, planRender, type RenderPlan } from './film/plan.ts';
import { standsStill } from './film/still.ts';
import { filmFrame, passingSpec, type Shown, shownAt } from './film/show.ts';
import { passingAt } from './film/transition.ts';
import type { GraphicsContext } from './gl/context.ts';
import type { DecodedPicture } from './gl/decode.ts';
import type { DecodedFiles } from './gl/files.ts';
import { createPassing, type Passed } from './passing.ts';
import { createRenderer, type Renderer } from './renderer.ts';
import { chooseEngine } from './engines/index.ts';
import { openTitles, titlesOf } from './titles/titles.ts';
import type { Typefaces } from './titles/typeface.ts';

/**
 * Draws any frame of a film of several pictures, in any order, as a pure function of its index; for one caller at
 * a time. At most two pictures are on the GPU, and one more is decoded ahead.
 */
export interface ShowRenderer {
  /** As `Renderer.draw`, onto a canvas of the plan's size. */
  draw(index: number): Promise<void>;
  pixels(index: number): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** As `Renderer.planes`. */
  readonly planes: (frames: Iterable<Frame>, filmSize: Size) => AsyncIterable<FramePlanes>;
  /** As `Renderer.deepPlanes`. */
  readonly deepPlanes: (...asked: Parameters<MakeDeepPlanes>) => AsyncIterable<DeepFrame>;
  /** Frees what it has on the GPU and in memory; the context stays. */
  dispose(): void;
}

/** What draws frames that show the same pictures, and the film that these frames are of. */
interface View {
  readonly renderer: Renderer;
  readonly plan: RenderPlan;
}

/**
 * @param load decodes a picture, by its number
 * @param typefaces of titles
 * @param files that effects and transitions read
 */
export function createShowRenderer(
  context: GraphicsContext,
  plan: RenderPlan,
  load: (picture: number) => Promise<DecodedPicture>,
  typefaces: Typefaces,
  files?: DecodedFiles,
): ShowRenderer {
  const cast = createCast(context, plan, load, typefaces, files);
  let passing: (View & { readonly key: string }) | undefined;
  const endPassing = () => {
    passing?.renderer.dispose();
    passing = undefined;
  };
  const viewOf = async (shown: Shown): Promise<View> => {
    const key = keyOf(shown);
    if (passing !== undefined && passing.key !== key) endPassing();
    const [from, to = from] = await cast.bring(shown);
    if (shown.next === undefined || from === undefined || to === undefined) return from as View;
    passing ??= { key, ...openPassing(context, plan, shown, from, to, files) };
    return passing;
  };
  /** Planes of frames, each row of them by the view that shows them. */
  async function* inRows<Planes>(
    frames: Iterable<Frame>,
    make: (renderer: Renderer, own: readonly Frame[]) => Iterable<{ readonly planes: Planes }>,
  ): AsyncGenerator<{ readonly frame: Frame; readonly planes: Planes }> {
    for (const row of rowsOf(frames, plan)) {
      const shown = row.map(({ index }) => shownIn(plan, index));
      const [first] = shown;
      if (first === undefined) continue;
      const view = await viewOf(first);
      const own = shown.map((each) => frameAt(placeOf(each), view.plan));
      let n = 0;
      for (const { planes } of make(view.renderer, own)) {
        const frame = row[n++];
        if (frame !== undefined) yield { frame, planes };
      }
    }
  }
  return {
    async draw(index) {
      const shown = shownIn(plan, index);
      (await viewOf(shown)).renderer.draw(placeOf(shown));
    },
    async pixels(index) {
      const shown = shownIn(plan, index);
      return (await viewOf(shown)).renderer.pixels(placeOf(shown));
    },
    planes: (frames, filmSize) => inRows(frames, (renderer, own) => renderer.planes(own, filmSize)),
    deepPlanes: (frames, filmSize, sampling) =>
      inRows(frames, (renderer, own) => deepPlanesOf(renderer)(own, filmSize, sampling)),
    dispose() {
      endPassing();
      cast.dispose();
    },
  };
}

/** Of a film of ten bits. */
export function deepPlanesOf({ deepPlanes }: Renderer): MakeDeepPlanes {
  if (deepPlanes === undefined) throw new Error('this film is drawn with eight bits');
  return deepPlanes;
}

function shownIn({ show }: RenderPlan, index: number): Shown {
  if (show === undefined) throw new Error('a film of one picture is drawn by its renderer');
  return shownAt(show, index);
}

/** Frames with the same key are drawn by the same view. */
function keyOf({ picture, next }: Shown): string {
  return next === undefined ? `${picture}` : `${picture} ${next.picture}`;
}

/** The frame of its view that shows it. */
function placeOf({ frame, next }: Shown): number {
  return next === undefined ? frame : next.step;
}

/** Frames that are taken at once at most: a picture may stand for hours. */
const LONGEST_ROW = 240;

/** Frames in rows that one view draws. */
function* rowsOf(frames: Iterable<Frame>, plan: RenderPlan): Generator<Frame[]> {
  let row: Frame[] = [];
  let key = '';
  for (const frame of frames) {
    const own = keyOf(shownIn(plan, frame.index));
    if (row.length === LONGEST_ROW || (row.length > 0 && own !== key)) {
      yield row;
      row = [];
    }
    key = own;
    row.push(frame);
  }
  if (row.length > 0) yield row;
}

/** Pictures, each as a film by itself: two of them are there at once at most. */
function createCast(
  context: GraphicsContext,
  film: RenderPlan,
  load: (picture: number) => Promise<DecodedPicture>,
  typefaces: Typefaces,
  files: DecodedFiles | undefined,
) {
  const there = new Map<number, View>();
  let ahead: { readonly picture: number; readonly decoded: Promise<DecodedPicture> } | undefined;
  const discard = (unused: typeof ahead) =>
    void unused?.decoded.then(({ bitmap }) => bitmap.close()).catch(() => {});
  const loadAhead = (picture: number) => {
    if (ahead?.picture === picture || there.has(picture)) return;
    discard(ahead);
    const decoded = load(picture);
    // It fails where it is needed.
    decoded.catch(() => {});
    ahead = { picture, decoded };
  };
  const open = async (picture: number): Promise<View> => {
    const taken = ahead?.picture === picture ? ahead.decoded : load(picture);
    if (ahead?.picture === picture) ahead = undefined;
    const decoded = await taken;
    try {
      const plan = planPicture(film, picture, decoded.size);
      const titles = await openTitles({ ...plan, frameCount: film.frameCount }, typefaces);
      const counted = titles && titlesOf(titles, (frame) => filmFrame(film, picture, frame));
      const { engine } = chooseEngine(plan);
      return { plan, renderer: createRenderer(context, decoded, plan, counted, engine, files) };
    } finally {
      // What is drawn is on the GPU.
      decoded.bitmap.close();
    }
  };
  return {
    async bring({ picture, next }: Shown): Promise<View[]> {
      const wanted = next === undefined ? [picture] : [picture, next.picture];
      for (const [other, { renderer }] of there) {
        if (wanted.includes(other)) continue;
        renderer.dispose();
        there.delete(other);
      }
      const views: View[] = [];
      for (const each of wanted) {
        // oxlint-disable-next-line no-await-in-loop -- one is in memory at once
        const view = there.get(each) ?? (await open(each));
        there.set(each, view);
        views.push(view);
      }
      const following = (picture + 1) % (film.spec.pictures?.length ?? 1);
      if (next === undefined && (following > 0 || film.show?.closed)) loadAhead(following);
      return views;
    },
    dispose() {
      for (const { renderer } of there.values()) renderer.dispose();
      there.clear();
      discard(ahead);
      ahead = undefined;
    },
  };
}

function openPassing(
  context: GraphicsContext,
  film: RenderPlan,
  { picture, next, frame }: Shown,
  from: View,
  to: View,
  files: DecodedFiles | undefined,
): View {
  if (next === undefined) throw new Error('there is no transition to be opened');
  const { effect, comes } = passingAt(film.spec.transitions, picture);
  const { canvas } = film.layout;
  const plan = planRender(passingSpec(film.spec, canvas, next.steps, effect), canvas);
  const goes = passedBy(from, frame - next.step);
  const coming = passedBy(to, next.frame - next.step);
  const [image, second] = comes ? [coming, goes] : [goes, coming];
  return { plan, renderer: createPassing(context, plan, image, second, files) };
}

function passedBy({ renderer, plan }: View, first: number): Passed {
  return { renderer, first, still: standsStill(plan) };
}
