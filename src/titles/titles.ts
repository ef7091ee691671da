import type { Rgb } from '../core/picture/color.ts';
import type { Nv12 } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import { formatLine, parseTitle } from '../core/title.ts';
import { backgroundColor } from '../film/frame/background.ts';
import type { TitlePlace } from '../film/frame/layout.ts';
import type { RenderPlan } from '../film/plan.ts';
import { titleColors } from './colors.ts';
import { describeFit, fitTitle } from './fit.ts';
import { createTitleLayer } from './layer.ts';
import { createTitlePainter, type TitlePainter } from './paint.ts';
import { createSaveUnder } from './save-under.ts';
import { mixColors } from './strip.ts';
import type { Typeface, Typefaces } from './typeface.ts';
import { createAsker, createTypesetter, type Typesetter } from './typeset.ts';

/** A plan's titles, for both ways in which frames are made: drawn by `scene`, or as planes. */
export interface Titles {
  /** What a person should know about how they are drawn here, a sentence each. */
  readonly notes: readonly string[];
  /** For the texture that `scene` shows. All painters share the glyphs. */
  createPainter(): TitlePainter;
  /** Asks the typefaces for what a frame's title is drawn with, and no more than once for what others are, too. */
  ask(index: number): void;
  /**
   * What lays titles over the planes of frames, for a row of these: from frame to frame as little changes as can.
   * Of all rows together one title lies over planes at a time.
   */
  createLayer(): LayTitle;
  /** Gives back what the last title covers, of whatever row: its planes may be used again. */
  lift(): void;
}

/** Lays the title of a frame over its planes. */
export type LayTitle = (index: number, planes: Nv12, filmSize: Size) => void;

/**
 * Loads what titles take, if there are any.
 *
 * @param typefaces what their letters come from
 * @throws StillmotionError `font-unavailable`
 */
export async function openTitles(
  plan: RenderPlan,
  typefaces: Typefaces,
): Promise<Titles | undefined> {
  const { spec, layout } = plan;
  const { title: asked, canvas } = layout;
  if (spec.title === undefined || asked.height === 0) return undefined;
  await typefaces.load();
  const lines = parseTitle(spec.title);
  const lastFrame = plan.frameCount - 1;
  const text = lines.map((runs) => formatLine(runs, lastFrame, plan)).join('');
  const { colored, notes } = typefaces.examine(text);
  const colors = titleColors(asked.style, backgroundColor(spec.background));
  const ink = colored ? cssColor(colors.ink) : undefined;

  const openTypeface = (place: TitlePlace) =>
    typefaces.open({ ...place, baseline: place.baseline - place.top, ink });
  const openTypesetter = (at: TitlePlace, typeface: Typeface) =>
    createTypesetter(lines, at, plan, typeface);

  const asAsked = openTypeface(asked);
  // Numbers only grow.
  const place = fitTitle(asked, canvas, lengthOf(openTypesetter(asked, asAsked), lastFrame));
  const typeface = place === asked ? asAsked : openTypeface(place);
  const createPainter = () =>
    createTitlePainter(openTypesetter(place, typeface), place, canvas, typeface.channels);
  const under = createSaveUnder();
  const printing = mixColors(colors);
  return {
    notes: [...notes, ...describeFit(asked, place)],
    createPainter,
    ask: createAsker(lines, openTypesetter(place, typeface), typeface),
    createLayer() {
      const painter = createPainter();
      const lay = createTitleLayer(place, printing, under);
      return (index, planes, filmSize) => lay(planes, filmSize, painter.paint(index));
    },
    lift: () => under.restore(),
  };
}

/** The same titles for frames that have other numbers. */
export function titlesOf(titles: Titles, numberOf: (index: number) => number): Titles {
  return {
    ...titles,
    createPainter() {
      const painter = titles.createPainter();
      return { ...painter, paint: (index) => painter.paint(numberOf(index)) };
    },
    ask: (index) => titles.ask(numberOf(index)),
    createLayer() {
      const lay = titles.createLayer();
      return (index, planes, filmSize) => lay(numberOf(index), planes, filmSize);
    },
  };
}

function lengthOf(typeset: Typesetter, index: number): number {
  const { from, to } = typeset(index);
  return to - from;
}

function cssColor([red, green, blue]: Rgb): string {
  return `rgb(${255 * red} ${255 * green} ${255 * blue})`;
}
