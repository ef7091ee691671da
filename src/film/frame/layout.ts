import { evenBelow } from '../../core/values/whole-numbers.ts';
import type { RenderSpec } from '../spec/spec.ts';
import type { Rect, Size } from '../../core/size.ts';
import { parseTitle } from '../../core/title.ts';
import { resolveCanvas } from '../../core/values/canvas.ts';
import type { Window } from '../../motions/motion.ts';
import { WHOLE } from '../../motions/movement.ts';
import { fitImage, type Fitted } from './fit.ts';

/** Where everything stands on the canvas, px from its left top corner. */
export interface Layout {
  readonly canvas: Size;
  /** Where the image is drawn. */
  readonly box: Rect;
  /** What of the image stands there when nothing moves. */
  readonly window: Window;
  readonly title: TitlePlace;
}

/** Where the title stands and how it is drawn, px. */
export interface TitlePlace {
  /** The middle of the text. */
  readonly centre: number;
  /** Of the last line; whole. */
  readonly baseline: number;
  readonly fontSize: number;
  readonly lines: number;
  /**
   * The rows that it takes, with its panel where it has one; even, as chroma has half of them. No height:
   * the canvas has no room for a title.
   */
  readonly top: number;
  readonly height: number;
  /** `plain` on an empty background, `overlay` on a black panel over the image. */
  readonly style: 'plain' | 'overlay';
}

const CENTRE = [0.5, 0.5] as const;
const FIGURE_CANVAS: Size = { width: 640, height: 480 };

/** Matplotlib's default axes (`figure.subplot.*`) as shares of the figure, from its left bottom corner. */
const AXES = { left: 0.125, right: 0.9, bottom: 0.11, top: 0.88 };
/** Matplotlib's title: 12 pt at 100 dpi, 6 pt above the axes, in a figure 480 px high. */
const TITLE_SIZE = (12 * 100) / 72 / 480;
const TITLE_PAD = (6 * 100) / 72 / 480;
/** How far letters rise above the baseline at most, and sink below it, as shares of the font size. */
const ASCENT = 1.2;
const DESCENT = 0.5;
/** From one baseline to the next, as a share of the font size. */
const LINE_HEIGHT = 1.2;

/**
 * Encoders move the picture in blocks of so many pixels: a panel that stands still over it costs them
 * least where it covers whole ones.
 */
export const BLOCK = 16;
/** Of a panel over the image, as shares of the font size: from the top, and its least height. */
const PANEL_TOP = 0.4;
const PANEL_HEIGHT = 1.3;
/** DejaVu Sans: how high capitals and digits are. */
const CAPITALS = 0.73;

/** `image` is the picture's size after `--size`, px. */
export function arrange(
  spec: Pick<RenderSpec, 'layout' | 'canvas' | 'title' | 'fit' | 'position' | 'focus'>,
  image: Size,
): Layout {
  const lines = parseTitle(spec.title ?? '').length;
  const canvas = spec.canvas === undefined ? undefined : resolveCanvas(spec.canvas, image);
  if (spec.layout === 'figure') return figure(canvas ?? FIGURE_CANVAS, image, lines);
  const { fit = 'cover', position = CENTRE } = spec;
  const fitted = fitImage(fit, position, image, canvas ?? image, spec.focus);
  return fill(canvas ?? image, fitted, lines);
}

/** From one baseline to the next, px; whole. */
export function lineHeight({ fontSize }: Pick<TitlePlace, 'fontSize'>): number {
  return Math.round(LINE_HEIGHT * fontSize);
}

/** The same place for smaller letters: on a panel they stay in its middle. */
export function withFontSize(place: TitlePlace, fontSize: number): TitlePlace {
  if (place.style === 'plain') return { ...place, fontSize };
  const inkHeight = (size: number) =>
    CAPITALS * size + (place.lines - 1) * lineHeight({ fontSize: size });
  const lower = (inkHeight(place.fontSize) - inkHeight(fontSize)) / 2;
  return { ...place, fontSize, baseline: Math.round(place.baseline - lower) };
}

function fill(canvas: Size, fitted: Fitted, lines: number): Layout {
  const fontSize = Math.max(10, Math.round(Math.min(canvas.width, canvas.height) / 20));
  return { canvas, ...fitted, title: overlay(canvas, fontSize, lines) };
}

/** On a panel at the top, in the middle of which its capitals stand. */
function overlay({ width, height: rows }: Size, fontSize: number, lines: number): TitlePlace {
  const more = (lines - 1) * lineHeight({ fontSize });
  const top = BLOCK * Math.round((PANEL_TOP * fontSize) / BLOCK);
  const panel = BLOCK * Math.ceil((PANEL_HEIGHT * fontSize + more) / BLOCK);
  const baseline = Math.round(top + (panel + CAPITALS * fontSize + more) / 2);
  // A panel whose text is cut off would only be in the way.
  const height = baseline <= rows ? panel : 0;
  return { centre: width / 2, baseline, fontSize, lines, top, height, style: 'overlay' };
}

/**
 * On nothing but the background.
 *
 * @param end the row at which the image begins
 */
function plain(
  centre: number,
  baselineAt: number,
  fontSize: number,
  lines: number,
  end: number,
): TitlePlace {
  const baseline = Math.round(baselineAt);
  const more = (lines - 1) * lineHeight({ fontSize });
  const top = Math.max(0, evenBelow(baseline - more - Math.ceil(ASCENT * fontSize)));
  const bottom = Math.min(end, baseline + Math.ceil(DESCENT * fontSize) + 1);
  const height = Math.max(0, evenBelow(bottom - top));
  return { centre, baseline, fontSize, lines, top, height, style: 'plain' };
}

/** The image contained and centred in the notebook's axes. */
function figure(canvas: Size, image: Size, lines: number): Layout {
  const axes = {
    left: AXES.left * canvas.width,
    bottom: AXES.bottom * canvas.height,
    width: (AXES.right - AXES.left) * canvas.width,
    height: (AXES.top - AXES.bottom) * canvas.height,
  };
  const scale = Math.min(axes.width / image.width, axes.height / image.height);
  const drawn = { width: image.width * scale, height: image.height * scale };
  const bottom = axes.bottom + (axes.height - drawn.height) / 2;
  const width = Math.max(1, Math.round(drawn.width));
  const height = Math.max(1, Math.round(drawn.height));
  const box = {
    x: Math.round(axes.left + (axes.width - drawn.width) / 2),
    // Matplotlib counts y from the bottom and rounds there.
    y: canvas.height - Math.round(bottom) - height,
    width,
    height,
  };
  const top = canvas.height - (bottom + drawn.height);
  return {
    canvas,
    box,
    window: WHOLE,
    title: plain(
      axes.left + axes.width / 2,
      top - TITLE_PAD * canvas.height,
      TITLE_SIZE * canvas.height,
      lines,
      box.y,
    ),
  };
}
