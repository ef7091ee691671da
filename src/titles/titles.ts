import { parseColor } from '../core/color.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Size } from '../core/size.ts';
import { parseTitle } from '../core/title.ts';
import { titleColors } from './colors.ts';
import { loadTitleFont } from './font.ts';
import { createTypeface } from './glyphs.ts';
import { createTitleLayer } from './layer.ts';
import { createTitlePainter, type TitlePainter } from './paint.ts';
import { createTypesetter } from './typeset.ts';

/** A plan's titles, for both ways in which frames are made: drawn by `scene`, or as planes. */
export interface Titles {
  /** For the texture that `scene` shows. All painters share the glyphs. */
  createPainter(): TitlePainter;
  /** Lays the title of a frame over its planes. */
  lay(index: number, planes: Nv12, film: Size): void;
  /** Gives back what the last title covers: its planes may be used again. */
  lift(): void;
}

/** Loads what titles take, if there are any. */
export async function openTitles(plan: RenderPlan): Promise<Titles | undefined> {
  const { spec, layout } = plan;
  const { title: place, canvas } = layout;
  if (spec.title === undefined || place.height === 0) return undefined;
  await loadTitleFont();
  const runs = parseTitle(spec.title);
  const typeface = createTypeface(place.fontSize, place.baseline - place.top, place.height);
  const createPainter = () =>
    createTitlePainter(createTypesetter(runs, place.centre, plan, typeface), place, canvas);
  const painter = createPainter();
  const layer = createTitleLayer(place, titleColors(place.style, parseColor(spec.background)));
  return {
    createPainter,
    lay: (index, planes, film) => layer.lay(planes, film, painter.paint(index)),
    lift: () => layer.lift(),
  };
}
