import type { DeepFrame, MakeDeepPlanes } from '../core/planes/deep-planes.ts';
import type { FramePlanes } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import { type Frame, frameAt } from '../core/timeline.ts';
import { planRender, type RenderPlan, specOfPicture } from '../film/plan.ts';
import { standsStill } from '../film/frame/still.ts';
import { filmFrame, passingSpec, type Shown } from '../film/time/show.ts';
import { passingAt } from '../film/spec/transition.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DecodedPicture } from '../gl/decode.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { withFocus } from '../gl/focus.ts';
import { createPassing, type Passed } from './passing.ts';
import type { Coming, Watched } from './gentle.ts';
import {
  createPlanesRenderer,
  deepPlanesOf,
  type Making,
  type PlanesRenderer,
} from './planes-renderer.ts';
import { keyOf, picturesOf, placeOf, rowsOf, shownIn } from './shown-rows.ts';
import { createShownTogether } from './shown-together.ts';
import { chooseEngine } from '../engines/index.ts';
import { openTitles, titlesOf } from '../titles/titles.ts';
import type { Typefaces } from '../titles/typeface.ts';

/**
 * Draws any frame of a film of several pictures, in any order, as a pure function of its index. At most two pictures are on the
 * GPU (those of frames that are made again come to them), and one more is decoded ahead.
 */
export interface ShowRenderer {
  /** As `Renderer.draw`, onto a canvas of the plan's size; for one caller at a time, while no planes are made. */
  draw(index: number): Promise<void>;
  /** For one caller at a time, while no planes are made. */
  pixels(index: number): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** What draws a frame, and as which of its own; `undefined` where its pictures aren't there: `bring` gets them. */
  viewed(index: number): ViewedFrame | undefined;
  bring(index: number): Promise<void>;
  /**
   * As `PlanesRenderer.planes`. Of several rows of frames that are made at once, those of later frames have to be
   * asked for later.
   *
   * @param take makes of planes what is wanted of them, at once: others take their place before anybody who waits
   *   for them sees them
   */
  readonly planes: <T>(
    frames: Iterable<Frame>,
    filmSize: Size,
    take: (made: FramePlanes) => T,
  ) => AsyncIterable<T>;
  /** The same; of frames that show the same only the first is made, and so many more, and `undefined` stands for the rest. */
  readonly settled: <T>(
    frames: Iterable<Frame>,
    filmSize: Size,
    take: (made: FramePlanes) => T,
    most: number,
  ) => AsyncIterable<T | undefined>;
  /** As `PlanesRenderer.deepPlanes`; of one row of frames at a time. */
  readonly deepPlanes: (...asked: Parameters<MakeDeepPlanes>) => AsyncIterable<DeepFrame>;
  /** Frees what it has on the GPU and in memory; the context stays. */
  dispose(): void;
}

/** A frame as one of the film that its picture, or a transition, is by itself. */
export interface ViewedFrame extends View {
  readonly frame: number;
  /** One picture goes over into the next. */
  readonly passes: boolean;
}

/** What draws frames that show the same pictures, and the film that these frames are of. */
interface View {
  readonly renderer: PlanesRenderer;
  readonly plan: RenderPlan;
}

/**
 * @param load decodes a picture, by its number
 * @param typefaces of titles
 * @param files that effects and transitions read
 * @param watched left out: nobody waits for anything else meanwhile
 */
export function createShowRenderer(
  context: GraphicsContext,
  plan: RenderPlan,
  load: (picture: number) => Promise<DecodedPicture>,
  typefaces: Typefaces,
  files?: DecodedFiles,
  watched?: Watched,
): ShowRenderer {
  const makingOf = (renderer: PlanesRenderer): Making =>
    watched ? renderer.gently(watched) : renderer;
  const together = createShownTogether();
  const cast = createCast(context, plan, load, typefaces, files, (picture) =>
    together.shows((shown) => picturesOf(shown).includes(picture)),
  );
  // Several, by their pictures, where frames are made again that come before those of other rows.
  const passing = new Map<string, View>();
  const endPassing = (isOver: (key: string) => boolean) => {
    for (const [key, { renderer }] of passing) {
      if (!isOver(key)) continue;
      renderer.dispose();
      passing.delete(key);
    }
  };
  const viewOf = async (shown: Shown): Promise<View> => {
    const wanted = keyOf(shown);
    endPassing((key) => key !== wanted && !together.shows((other) => keyOf(other) === key));
    const [from, to = from] = await cast.bring(shown);
    if (shown.next === undefined || from === undefined || to === undefined) return from as View;
    const view = passing.get(wanted) ?? openPassing(context, plan, shown, from, to, files);
    passing.set(wanted, view);
    return view;
  };
  /** What is taken of the planes of frames, each row of them by the view that shows them. */
  async function* inRows<Planes, T>(
    frames: Iterable<Frame>,
    make: (making: Making, own: readonly Frame[]) => Coming<{ readonly planes: Planes }>,
    take: (made: Omit<FramePlanes, 'planes'> & { readonly planes: Planes }) => T,
    most: number,
  ): AsyncGenerator<T | undefined> {
    const turn = together.begin();
    let key = '';
    let repeats = 0;
    try {
      for (const row of rowsOf(frames, plan)) {
        const shown = row.map(({ index }) => shownIn(plan, index));
        const [first] = shown;
        if (first === undefined) continue;
        await turn.goOn(first);
        const view = await viewOf(first);
        const own = shown.map((each) => frameAt(placeOf(each), view.plan));
        const stands = standsStill(view.plan);
        if (keyOf(first) !== key) repeats = 0;
        key = keyOf(first);
        const made = stands ? own.slice(0, Math.max(0, most + 1 - repeats)) : own;
        let n = 0;
        const takeNext = ({ planes }: { readonly planes: Planes }): T => {
          const taken = take({ frame: row[n++] as Frame, planes, repeats });
          if (stands) repeats++;
          return taken;
        };
        const making = make(makingOf(view.renderer), made);
        // What is made at once is taken at once: nobody comes between.
        if (Symbol.iterator in making) for (const each of making) yield takeNext(each);
        else for await (const each of making) yield takeNext(each);
        for (; n < row.length; n++) yield undefined;
      }
    } finally {
      turn.end();
    }
  }
  return {
    viewed(index) {
      const shown = shownIn(plan, index);
      const isPassing = shown.next !== undefined;
      const view = isPassing ? passing.get(keyOf(shown)) : cast.there.get(shown.picture);
      return view && { ...view, frame: placeOf(shown), passes: isPassing };
    },
    async bring(index) {
      await viewOf(shownIn(plan, index));
    },
    async draw(index) {
      const shown = shownIn(plan, index);
      await makingOf((await viewOf(shown)).renderer).draw(placeOf(shown), plan.layout.canvas);
    },
    async pixels(index) {
      const shown = shownIn(plan, index);
      return makingOf((await viewOf(shown)).renderer).pixels(placeOf(shown));
    },
    planes: <T>(frames: Iterable<Frame>, filmSize: Size, take: (made: FramePlanes) => T) =>
      inRows(frames, planesOf(filmSize), take, Infinity) as AsyncGenerator<T>,
    settled: (frames, filmSize, take, most) => inRows(frames, planesOf(filmSize), take, most),
    deepPlanes: (frames, filmSize, sampling) =>
      inRows(
        frames,
        (making, own) => deepPlanesOf(making)(own, filmSize, sampling),
        (made) => made,
        Infinity,
      ) as AsyncGenerator<DeepFrame>,
    dispose() {
      endPassing(() => true);
      cast.dispose();
    },
  };
}

function planesOf(filmSize: Size) {
  return (making: Making, own: readonly Frame[]) => making.planes(own, filmSize);
}

/**
 * Pictures, each as a film by itself: those that are brought together are there, and those that are shown.
 *
 * @param isShown whether somebody shows it, who has brought it before
 */
function createCast(
  context: GraphicsContext,
  film: RenderPlan,
  load: (picture: number) => Promise<DecodedPicture>,
  typefaces: Typefaces,
  files: DecodedFiles | undefined,
  isShown: (picture: number) => boolean,
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
      const spec = await withFocus(specOfPicture(film, picture), decoded);
      const plan = planRender(spec, decoded.size);
      const titles = await openTitles({ ...plan, frameCount: film.frameCount }, typefaces);
      const counted = titles && titlesOf(titles, (frame) => filmFrame(film, picture, frame));
      const { engine } = chooseEngine(plan);
      return {
        plan,
        renderer: createPlanesRenderer(context, decoded, plan, engine, counted, files),
      };
    } finally {
      // What is drawn is on the GPU.
      decoded.bitmap.close();
    }
  };
  const bring = async (shown: Shown): Promise<View[]> => {
    const wanted = picturesOf(shown);
    for (const [other, { renderer }] of there) {
      if (wanted.includes(other) || isShown(other)) continue;
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
    const following = (shown.picture + 1) % (film.spec.pictures?.length ?? 1);
    // Nobody frees what comes when all is freed.
    if (isOver) free();
    else if (wanted.length === 1 && (following > 0 || film.show?.closed)) loadAhead(following);
    return views;
  };
  let isOver = false;
  const free = () => {
    for (const { renderer } of there.values()) renderer.dispose();
    there.clear();
    discard(ahead);
    ahead = undefined;
  };
  let brought: Promise<unknown> = Promise.resolve();
  return {
    there,
    /** For one after the other: each finds what was brought before. */
    async bring(shown: Shown): Promise<View[]> {
      const bringing = brought.then(() => bring(shown));
      brought = bringing.catch(() => {});
      return bringing;
    },
    dispose() {
      isOver = true;
      free();
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
  return { renderer, plan, first, still: standsStill(plan) };
}
