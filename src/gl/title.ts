import { evenAbove, evenBelow } from '../core/even.ts';
import { BLOCK, type TitlePlace } from '../core/layout.ts';
import type { Size } from '../core/size.ts';
import type { Span, TitleImage } from '../planes/title-strip.ts';
import type { Line, PlacedGlyph, Typesetter } from './typesetter.ts';

/** No columns at all. */
export const NO_COLUMNS: Span = { from: 0, to: 0 };

/** Draws the titles of frames, one at a time. */
export interface TitlePainter {
  /** No span is longer, px. */
  readonly width: number;
  /** The image is only valid until the next call: its memory is used again. */
  paint(index: number): TitleImage;
}

export function createTitlePainter(
  typeset: Typesetter,
  { style, fontSize, height }: TitlePlace,
  canvas: Size,
): TitlePainter {
  const padding = fontSize / 2;
  const width = evenAbove(canvas.width);
  const canvasColumns: Span = { from: 0, to: width };
  const widen = style === 'overlay' ? wholeBlocks : wholePairs;
  let line: Line = { glyphs: [], from: 0, to: 0 };
  let image: TitleImage = { coverage: new Uint8Array(), span: NO_COLUMNS, changed: NO_COLUMNS };

  return {
    width,
    paint(index) {
      const before = line;
      line = typeset(index);
      const span = isBlank(line)
        ? NO_COLUMNS
        : within(widen({ from: line.from - padding, to: line.to + padding }), canvasColumns);
      const moved = span.from !== image.span.from || span.to !== image.span.to;
      const changed = moved ? span : within(wholePairs(changedColumns(before, line)), span);
      const coverage = moved ? new Uint8Array((span.to - span.from) * height) : image.coverage;
      image = { coverage, span, changed };
      clear(image, height);
      for (const placed of line.glyphs) blend(image, placed);
      return image;
    },
  };
}

function isBlank({ glyphs }: Line): boolean {
  return glyphs.every(({ glyph }) => glyph.top >= glyph.bottom);
}

function wholeBlocks({ from, to }: Span): Span {
  return { from: BLOCK * Math.floor(from / BLOCK), to: BLOCK * Math.ceil(to / BLOCK) };
}

/** Chroma has half the columns. */
function wholePairs({ from, to }: Span): Span {
  return { from: evenBelow(from), to: evenAbove(to) };
}

function within(span: Span, outer: Span): Span {
  const from = Math.max(outer.from, span.from);
  const to = Math.min(outer.to, span.to);
  return from < to ? { from, to } : NO_COLUMNS;
}

/** The columns of the glyphs that do not stand in both lines at the same place. */
function changedColumns(before: Line, line: Line): Span {
  let from = Infinity;
  let to = -Infinity;
  const count = Math.max(before.glyphs.length, line.glyphs.length);
  for (let n = 0; n < count; n++) {
    const [old, now] = [before.glyphs[n], line.glyphs[n]];
    if (old?.glyph === now?.glyph && old?.start === now?.start) continue;
    for (const placed of [old, now]) {
      if (placed === undefined) continue;
      from = Math.min(from, placed.start);
      to = Math.max(to, placed.start + placed.glyph.width);
    }
  }
  return { from, to };
}

function clear({ coverage, span, changed }: TitleImage, height: number): void {
  const width = span.to - span.from;
  for (let row = 0; row < height; row++) {
    const start = row * width - span.from;
    coverage.fill(0, start + changed.from, start + changed.to);
  }
}

/** Draws the columns of a glyph that have changed; where it overlaps others, the most ink is seen. */
function blend({ coverage, span, changed }: TitleImage, { glyph, start }: PlacedGlyph): void {
  const width = span.to - span.from;
  const first = Math.max(0, changed.from - start);
  const last = Math.min(glyph.width, changed.to - start);
  for (let row = glyph.top; row < glyph.bottom; row++) {
    const at = row * width + start - span.from;
    for (let column = first; column < last; column++) {
      const ink = glyph.coverage[row * glyph.width + column] ?? 0;
      if (ink > (coverage[at + column] ?? 0)) coverage[at + column] = ink;
    }
  }
}
