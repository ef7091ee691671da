import { readableOn, type Rgb } from '../core/color.ts';
import { evenAbove, evenBelow } from '../core/even.ts';
import { BLOCK, type TitlePlace } from '../core/layout.ts';
import type { Size } from '../core/size.ts';
import type { Timeline } from '../core/timeline.ts';
import type { TitleRun } from '../core/title.ts';
import type { Span, TitleImage } from '../planes/title-layer.ts';
import { createRasteriser, type Glyph, PHASES } from './glyphs.ts';

/** Where nothing is to be read. */
export const NO_TITLE: Span = { from: 0, to: 0 };

/** Draws titles from glyphs that are rasterised once. */
export interface TitlePainter {
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
  const { height, fontSize } = place;
  const rasterise = createRasteriser(fontSize, place.baseline - place.top, height);
  const padding = fontSize / 2;
  const width = evenAbove(canvas.width);
  const spanOf = place.style === 'overlay' ? wholeBlocks : wholePairs;
  let coverage = new Uint8Array();

  return {
    width,
    paint(index) {
      const pieces = runs.flatMap((run) =>
        run.kind === 'text' ? [run.text] : run.format(index, timeline).split(''),
      );
      const length = pieces.reduce((sum, piece) => sum + rasterise(piece, 0).advance, 0);
      const left = place.centre - length / 2;
      const blank = pieces.every((piece) => piece.trim() === '');
      const span = blank
        ? NO_TITLE
        : within(width, spanOf(left - padding, left + length + padding));
      const size = (span.to - span.from) * height;
      if (coverage.length === size) coverage.fill(0);
      else coverage = new Uint8Array(size);
      for (const placed of setInRow(pieces, left, rasterise)) blend(coverage, span, placed);
      return { coverage, span };
    },
  };
}

function wholeBlocks(from: number, to: number): Span {
  return { from: BLOCK * Math.floor(from / BLOCK), to: BLOCK * Math.ceil(to / BLOCK) };
}

/** Chroma has half the columns. */
function wholePairs(from: number, to: number): Span {
  return { from: evenBelow(from), to: evenAbove(to) };
}

function within(width: number, { from, to }: Span): Span {
  return { from: Math.max(0, from), to: Math.min(width, to) };
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

/** Black or white: what can be read on the background, or on the black panel over the image. */
export function titleColor(style: TitlePlace['style'], background: Rgb): Rgb {
  return style === 'overlay' ? [1, 1, 1] : readableOn(background);
}
