import { evenAbove, evenBelow } from '../core/even.ts';
import { BLOCK, type TitlePlace } from '../core/layout.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Span, TitleImage } from '../planes/title-strip.ts';
import type { Line, PlacedGlyph, Typesetter } from './typesetter.ts';

/** No columns at all. */
export const NO_COLUMNS: Span = { from: 0, to: 0 };
const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

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
  const spanOf = ({ glyphs, from, to }: Line): Span =>
    glyphs.every(isBlank)
      ? NO_COLUMNS
      : within(widen({ from: from - padding, to: to + padding }), canvasColumns);
  let line: Line = { glyphs: [], from: 0, to: 0 };
  let image = createImage(NO_COLUMNS, height);

  return {
    width,
    paint(index) {
      const before = line;
      line = typeset(index);
      const span = spanOf(line);
      const moved = span.from !== image.span.from || span.to !== image.span.to;
      image = moved
        ? createImage(span, height)
        : { ...image, changed: changedPart(before, line, span, height) };
      clear(image);
      for (const placed of line.glyphs) blend(image, placed);
      return image;
    },
  };
}

/** A new one has changed everywhere. */
function createImage(span: Span, height: number): TitleImage {
  const width = span.to - span.from;
  const coverage = new Uint8Array(width * height);
  return { coverage, span, changed: { x: 0, y: 0, width, height } };
}

function isBlank({ glyph }: PlacedGlyph): boolean {
  return glyph.top >= glyph.bottom;
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

/** What holds the glyphs that do not stand in both lines at the same place. */
function changedPart(before: Line, line: Line, { from, to }: Span, height: number): Rect {
  let [left, right] = [Infinity, -Infinity];
  let [top, bottom] = [Infinity, -Infinity];
  const count = Math.max(before.glyphs.length, line.glyphs.length);
  for (let n = 0; n < count; n++) {
    const [old, now] = [before.glyphs[n], line.glyphs[n]];
    if (old?.glyph === now?.glyph && old?.start === now?.start) continue;
    for (const placed of [old, now]) {
      if (placed === undefined || isBlank(placed)) continue;
      const { glyph, start } = placed;
      left = Math.min(left, start);
      right = Math.max(right, start + glyph.width);
      top = Math.min(top, glyph.top);
      bottom = Math.max(bottom, glyph.bottom);
    }
  }
  const x = evenBelow(Math.max(from, left) - from);
  const y = evenBelow(top);
  const width = evenAbove(Math.min(to, right) - from) - x;
  const rows = Math.min(height, evenAbove(bottom)) - y;
  return width > 0 && rows > 0 ? { x, y, width, height: rows } : NOTHING;
}

function clear({ coverage, span, changed: { x, y, width, height } }: TitleImage): void {
  const stride = span.to - span.from;
  for (let row = y; row < y + height; row++)
    coverage.fill(0, row * stride + x, row * stride + x + width);
}

/** Draws what has changed of a glyph; where it overlaps others, the most ink is seen. */
function blend({ coverage, span, changed }: TitleImage, { glyph, start }: PlacedGlyph): void {
  const stride = span.to - span.from;
  const left = start - span.from;
  const first = Math.max(0, changed.x - left);
  const last = Math.min(glyph.width, changed.x + changed.width - left);
  if (first >= last) return;
  for (let row = glyph.top; row < glyph.bottom; row++) {
    const at = row * stride + left;
    for (let column = first; column < last; column++) {
      const ink = glyph.coverage[row * glyph.width + column] ?? 0;
      if (ink > (coverage[at + column] ?? 0)) coverage[at + column] = ink;
    }
  }
}
