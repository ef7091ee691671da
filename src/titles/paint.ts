import { evenAbove, evenBelow } from '../core/values/whole-numbers.ts';
import { BLOCK, type TitlePlace } from '../film/frame/layout.ts';
import type { Rect, Size } from '../core/size.ts';
import { NO_COLUMNS, type Span, type TitleImage } from './image.ts';
import type { Channels } from './typeface.ts';
import { NOTHING_SET, type PlacedGlyph, type SetTitle, type Typesetter } from './typeset.ts';

/** Draws the titles of frames, one at a time. */
export interface TitlePainter {
  /** No span is longer, px. */
  readonly width: number;
  readonly channels: Channels;
  /** The image is only valid until the next call: its memory is used again. */
  paint(index: number): TitleImage;
}

export function createTitlePainter(
  typeset: Typesetter,
  { style, fontSize, height }: TitlePlace,
  canvas: Size,
  channels: Channels,
): TitlePainter {
  const padding = fontSize / 2;
  const width = evenAbove(canvas.width);
  // Chroma has half the columns.
  const unit = style === 'overlay' ? BLOCK : 2;
  let title = NOTHING_SET;
  let image = createImage(NO_COLUMNS, height, channels);

  return {
    width,
    channels,
    paint(index) {
      const before = title;
      title = typeset(index);
      const blank = title.glyphs.every(isBlank);
      const from = blank ? 0 : Math.max(0, unit * Math.floor((title.from - padding) / unit));
      const to = blank ? 0 : Math.min(width, unit * Math.ceil((title.to + padding) / unit));
      const stays = from === image.span.from && to === image.span.to;
      if (stays) findChanges(before, title, image, height);
      else image = createImage({ from, to }, height, channels);
      clear(image);
      for (const placed of title.glyphs) blend(image, placed);
      return image;
    },
  };
}

/** Its memory is used again for as long as the title stays where it is. */
interface OpenImage extends TitleImage {
  readonly changed: { -readonly [K in keyof Rect]: Rect[K] };
}

/** A new one has changed everywhere. */
function createImage(span: Span, height: number, channels: Channels): OpenImage {
  const width = span.to - span.from;
  const bytes = new Uint8Array(width * height * channels);
  return { bytes, channels, span, height, changed: { x: 0, y: 0, width, height } };
}

function isBlank({ glyph }: PlacedGlyph): boolean {
  return glyph.top >= glyph.bottom;
}

/** Says what holds the glyphs that do not stand in both titles at the same place. */
function findChanges(
  before: SetTitle,
  title: SetTitle,
  { span: { from, to }, changed }: OpenImage,
  height: number,
): void {
  let left = to;
  let right = from;
  let top = height;
  let bottom = 0;
  const include = (placed: PlacedGlyph | undefined) => {
    if (placed === undefined || isBlank(placed)) return;
    const { glyph, start, row } = placed;
    left = Math.min(left, start);
    right = Math.max(right, start + glyph.width);
    top = Math.min(top, glyph.top + row);
    bottom = Math.max(bottom, glyph.bottom + row);
  };
  const count = Math.max(before.glyphs.length, title.glyphs.length);
  for (let n = 0; n < count; n++) {
    const old = before.glyphs[n];
    const now = title.glyphs[n];
    if (old?.glyph === now?.glyph && old?.start === now?.start && old?.row === now?.row) continue;
    include(old);
    include(now);
  }
  changed.x = evenBelow(Math.max(from, left) - from);
  changed.y = evenBelow(Math.max(0, top));
  changed.width = Math.max(0, evenAbove(Math.min(to, right) - from) - changed.x);
  changed.height = Math.max(0, Math.min(height, evenAbove(bottom)) - changed.y);
}

function clear({ bytes, channels, span, changed: { x, y, width, height } }: TitleImage): void {
  const stride = span.to - span.from;
  for (let row = y; row < y + height; row++) {
    const start = channels * (row * stride + x);
    bytes.fill(0, start, start + channels * width);
  }
}

/** Draws what has changed of a glyph; where it overlaps others, the most ink is seen. */
function blend(image: OpenImage, { glyph, start, row: below }: PlacedGlyph): void {
  const { bytes, channels, span, height, changed } = image;
  const stride = span.to - span.from;
  const left = start - span.from;
  const first = Math.max(0, changed.x - left);
  const last = Math.min(glyph.width, changed.x + changed.width - left);
  if (first >= last) return;
  const bottom = Math.min(glyph.bottom, height - below);
  const blendRow = channels === 1 ? blendCoverage : blendColors;
  for (let row = Math.max(glyph.top, -below); row < bottom; row++) {
    const from = row * glyph.width + first;
    const to = (row + below) * stride + left + first;
    blendRow(glyph.bytes, from, bytes, to, last - first);
  }
}

function blendCoverage(
  glyph: Uint8Array,
  from: number,
  bytes: Uint8Array,
  to: number,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    const ink = glyph[from + n] ?? 0;
    if (ink > (bytes[to + n] ?? 0)) bytes[to + n] = ink;
  }
}

/** @param from pixels, as all of them */
function blendColors(
  glyph: Uint8Array,
  from: number,
  bytes: Uint8Array,
  to: number,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    const source = 4 * (from + n);
    const target = 4 * (to + n);
    if ((glyph[source + 3] ?? 0) <= (bytes[target + 3] ?? 0)) continue;
    for (let channel = 0; channel < 4; channel++)
      bytes[target + channel] = glyph[source + channel] ?? 0;
  }
}
