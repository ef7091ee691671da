import { evenAbove } from '../core/even.ts';
import type { TitlePlace } from '../core/layout.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { Rect, Size } from '../core/size.ts';
import { createCover } from './cover.ts';

/** BT.709 in limited range: black and white in the plane of Y′, grey in that of Cb and Cr. */
const BLACK = 16;
const WHITE = 235;
const GREY = 128;

/** Columns of the canvas: from the first to before the last, counted in px. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A title drawn for one frame. */
export interface TitleImage {
  /** 0…255, a byte a pixel, for the columns of `span` and the rows of its place. */
  readonly coverage: Uint8Array;
  /** The columns that it takes, with its panel where it has one. Even, and one beyond the canvas where that is odd. */
  readonly span: Span;
}

/** Lays titles over planes, one at a time. */
export interface TitleLayer {
  lay(planes: Nv12, film: Size, title: TitleImage): void;
  /** Gives back what the last title covers: its planes may be used again. */
  lift(): void;
}

/**
 * Lays titles over the NV12 planes of a frame as the shader lays them over RGB: mixing with black and white
 * is the same in Y′CbCr as in RGB, up to a level of rounding; where a glyph ends between pixels of one
 * chroma sample that differ much, that sample is off by a few. It is done here because draw calls for so
 * few pixels cost as much as everything else that is done for a frame (docs/performance.md).
 *
 * @param white the text; otherwise it is black
 */
export function createTitleLayer({ style, top, height }: TitlePlace, white: boolean): TitleLayer {
  const cover = createCover();
  const ink = white ? WHITE : BLACK;
  return {
    lay(planes, film, title) {
      const { from, to } = title.span;
      // A title's columns are even in number; those of a film need not be.
      const width = Math.min(to, film.width) - from;
      const area: Rect = { x: from, y: top, width, height: Math.min(height, film.height - top) };
      cover.keep(planes, area);
      if (style === 'overlay') blacken(planes, area);
      inkLuma(planes, title, area, ink);
      // On black there is no colour that text could cover.
      if (style === 'plain') fadeChroma(planes, title, area);
    },
    lift: () => cover.putBack(),
  };
}

/** The panel. */
function blacken({ bytes, planes: [luma, chroma] }: Nv12, { x, y, width, height }: Rect): void {
  for (let row = y; row < y + height; row++) {
    const start = luma.offset + row * luma.stride + x;
    bytes.fill(BLACK, start, start + width);
  }
  for (let row = y / 2; row < (y + height) / 2; row++) {
    const start = chroma.offset + row * chroma.stride + x;
    bytes.fill(GREY, start, start + evenAbove(width));
  }
}

function inkLuma(
  { bytes, planes: [{ offset, stride }] }: Nv12,
  { coverage, span }: TitleImage,
  { x, y, width, height }: Rect,
  ink: number,
): void {
  for (let row = 0; row < height; row++) {
    const covered = row * (span.to - span.from);
    const start = offset + (y + row) * stride + x;
    for (let column = 0; column < width; column++) {
      const share = coverage[covered + column] ?? 0;
      if (share === 0) continue;
      const behind = bytes[start + column] ?? 0;
      bytes[start + column] = behind + ((ink - behind) * share) / 255 + 0.5;
    }
  }
}

/** Each pair of Cb and Cr stands for 2×2 pixels; text has no colour of its own. */
function fadeChroma(
  { bytes, planes: [, { offset, stride }] }: Nv12,
  { coverage, span }: TitleImage,
  { x, y, width, height }: Rect,
): void {
  const covered = (row: number, column: number) =>
    coverage[row * (span.to - span.from) + column] ?? 0;
  for (let row = 0; row < height; row += 2) {
    const start = offset + ((y + row) / 2) * stride + x;
    for (let column = 0; column < width; column += 2) {
      const ink =
        covered(row, column) +
        covered(row, column + 1) +
        covered(row + 1, column) +
        covered(row + 1, column + 1);
      if (ink === 0) continue;
      const left = 1 - ink / 1020;
      for (const at of [start + column, start + column + 1])
        bytes[at] = GREY + ((bytes[at] ?? 0) - GREY) * left + 0.5;
    }
  }
}
