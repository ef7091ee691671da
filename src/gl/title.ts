import { readableOn, type Rgb } from '../core/color.ts';
import { evenAbove, evenBelow } from '../core/even.ts';
import type { TitlePlace } from '../core/layout.ts';
import type { Size } from '../core/size.ts';
import type { Timeline } from '../core/timeline.ts';
import type { TitleRun } from '../core/title.ts';
import { createRasteriser, type Glyph, PHASES } from './glyphs.ts';

/** Columns of the canvas: from the first to before the last, counted in px. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A title drawn for one frame. */
export interface TitleImage {
  /** 0…255, a byte a pixel, for the columns of `span`. */
  readonly coverage: Uint8Array;
  /**
   * Even, and one beyond the canvas where that is odd. Holds this title and all that were painted before:
   * what one of them left is cleared away.
   */
  readonly span: Span;
  /** Where the panel behind an overlaid title begins and ends, px; not whole. */
  readonly panel: Span;
}

/** Draws titles from glyphs that are rasterised once. */
export interface TitlePainter {
  /** The canvas row of the first row of coverage, px. */
  readonly top: number;
  readonly height: number;
  /** No span is longer, px. */
  readonly width: number;
  /** The image is only valid until the next call: its memory is used again. */
  paint(index: number): TitleImage;
}

interface PlacedGlyph {
  readonly glyph: Glyph;
  /** The column of its first one, px. */
  readonly start: number;
}

/** Call after `loadTitleFont`. */
export function createTitlePainter(
  runs: readonly TitleRun[],
  place: TitlePlace,
  canvas: Size,
  timeline: Timeline,
): TitlePainter {
  const baseline = Math.round(place.baseline);
  const ascent = Math.ceil(1.2 * place.fontSize);
  // Even, so that chroma, which has half the rows, begins and ends with it.
  const top = Math.max(0, evenBelow(baseline - ascent));
  const height = evenBelow(baseline + Math.ceil(0.5 * place.fontSize) + 1 - top);
  const rasterise = createRasteriser(place.fontSize, baseline - top, height);
  const padding = place.fontSize / 2;
  const width = evenAbove(canvas.width);
  let span: Span = { from: width, to: 0 };
  let coverage = new Uint8Array();

  const cover = (columns: Span) => {
    const from = Math.min(span.from, Math.max(0, columns.from));
    const to = Math.max(span.to, Math.min(width, columns.to));
    if (from === span.from && to === span.to) coverage.fill(0);
    else coverage = new Uint8Array(Math.max(0, to - from) * height);
    span = { from, to };
  };

  return {
    top,
    height,
    width,
    paint(index) {
      const pieces = runs.flatMap((run) =>
        run.kind === 'text' ? [run.text] : run.format(index, timeline).split(''),
      );
      const length = pieces.reduce((sum, piece) => sum + rasterise(piece, 0).advance, 0);
      const left = place.centre - length / 2;
      const glyphs = setInRow(pieces, left, rasterise);
      const panel = { from: left - padding, to: left + length + padding };
      cover(spanOf(glyphs, panel));
      for (const placed of glyphs) blend(coverage, span, placed);
      return { coverage, span, panel };
    },
  };
}

function setInRow(
  pieces: readonly string[],
  left: number,
  rasterise: (text: string, phase: number) => Glyph,
): PlacedGlyph[] {
  let pen = left;
  return pieces.map((piece) => {
    const quarter = Math.round(pen * PHASES);
    const glyph = rasterise(piece, ((quarter % PHASES) + PHASES) % PHASES);
    pen += glyph.advance;
    return { glyph, start: Math.floor(quarter / PHASES) - glyph.bearing };
  });
}

/** Whole pairs of columns for all glyphs and the panel. */
function spanOf(glyphs: readonly PlacedGlyph[], panel: Span): Span {
  const ends = glyphs.map(({ glyph, start }) => start + glyph.width);
  return {
    from: evenBelow(Math.min(panel.from, ...glyphs.map(({ start }) => start))),
    to: evenAbove(Math.max(panel.to, ...ends)),
  };
}

/** Lays a glyph over the coverage of a span; what sticks out is cut off. */
function blend(coverage: Uint8Array, span: Span, { glyph, start }: PlacedGlyph): void {
  const width = span.to - span.from;
  const first = Math.max(0, span.from - start);
  const last = Math.min(glyph.width, span.to - start);
  for (let row = glyph.top; row < glyph.bottom; row++) {
    const line = row * width + start - span.from;
    for (let column = first; column < last; column++) {
      const ink = glyph.coverage[row * glyph.width + column] ?? 0;
      if (ink > (coverage[line + column] ?? 0)) coverage[line + column] = ink;
    }
  }
}

/** Black or white: what can be read on the background, or on the dark panel over the image. */
export function titleColor(style: TitlePlace['style'], background: Rgb): Rgb {
  return style === 'overlay' ? [1, 1, 1] : readableOn(background);
}
