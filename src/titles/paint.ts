import { evenAbove, evenBelow } from '../core/even.ts';
import { BLOCK, type TitlePlace } from '../film/layout.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Span, TitleImage } from './strip.ts';
import type { Line, PlacedGlyph, Typesetter } from './typeset.ts';

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
  // Chroma has half the columns.
  const unit = style === 'overlay' ? BLOCK : 2;
  let line: Line = { glyphs: [], from: 0, to: 0 };
  let image = createImage(NO_COLUMNS, height);

  return {
    width,
    paint(index) {
      const before = line;
      line = typeset(index);
      const blank = line.glyphs.every(isBlank);
      const from = blank ? 0 : Math.max(0, unit * Math.floor((line.from - padding) / unit));
      const to = blank ? 0 : Math.min(width, unit * Math.ceil((line.to + padding) / unit));
      const stays = from === image.span.from && to === image.span.to;
      if (stays) findChanges(before, line, image, height);
      else image = createImage({ from, to }, height);
      clear(image);
      for (const placed of line.glyphs) blend(image, placed);
      return image;
    },
  };
}

/** Its memory is used again for as long as the title stays where it is. */
interface OpenImage extends TitleImage {
  readonly changed: { -readonly [K in keyof Rect]: Rect[K] };
}

/** A new one has changed everywhere. */
function createImage(span: Span, height: number): OpenImage {
  const width = span.to - span.from;
  const coverage = new Uint8Array(width * height);
  return { coverage, span, changed: { x: 0, y: 0, width, height } };
}

function isBlank({ glyph }: PlacedGlyph): boolean {
  return glyph.top >= glyph.bottom;
}

/** Says what holds the glyphs that do not stand in both lines at the same place. */
function findChanges(
  before: Line,
  line: Line,
  { span: { from, to }, changed }: OpenImage,
  height: number,
): void {
  let left = to;
  let right = from;
  let top = height;
  let bottom = 0;
  const include = (placed: PlacedGlyph | undefined) => {
    if (placed === undefined || isBlank(placed)) return;
    const { glyph, start } = placed;
    left = Math.min(left, start);
    right = Math.max(right, start + glyph.width);
    top = Math.min(top, glyph.top);
    bottom = Math.max(bottom, glyph.bottom);
  };
  const count = Math.max(before.glyphs.length, line.glyphs.length);
  for (let n = 0; n < count; n++) {
    const old = before.glyphs[n];
    const now = line.glyphs[n];
    if (old?.glyph === now?.glyph && old?.start === now?.start) continue;
    include(old);
    include(now);
  }
  changed.x = evenBelow(Math.max(from, left) - from);
  changed.y = evenBelow(top);
  changed.width = Math.max(0, evenAbove(Math.min(to, right) - from) - changed.x);
  changed.height = Math.max(0, Math.min(height, evenAbove(bottom)) - changed.y);
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
