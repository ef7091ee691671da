import type { TitlePlace } from '../core/layout.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import { createCover } from '../planes/cover.ts';
import type { Span, TitleImage } from './title.ts';

/** BT.709 in limited range: black and white in the plane of Y′, grey in that of Cb and Cr. */
const BLACK = 16;
const WHITE = 235;
const GREY = 128;
/** What the panel leaves of the picture behind it, as in `scene.glsl`. */
const PANEL = 0.4;

/** How a title is laid over planes. */
export interface TitleLook {
  readonly style: TitlePlace['style'];
  /** The text is white, or else black. */
  readonly white: boolean;
  /** The canvas row of the first row of coverage, px; even, as `height` is. */
  readonly top: number;
  readonly height: number;
}

/** Lays titles over planes, one at a time. */
export interface TitleLayer {
  lay(planes: Nv12, film: Size, title: TitleImage): void;
  /** Gives back what the last title covers: its planes may be used again. */
  lift(): void;
}

/**
 * Lays titles over the NV12 planes of a frame as the shader lays them over RGB: mixing with black, white
 * and shade is the same in Y′CbCr as in RGB, up to a level of rounding; where a glyph ends between pixels
 * of one chroma sample that differ much, that sample is off by a few. It is done here because draw calls
 * for so few pixels cost as much as everything else that is done for a frame (docs/performance.md).
 */
export function createTitleLayer(look: TitleLook): TitleLayer {
  const cover = createCover();
  return {
    lay(planes, film, title) {
      const rows = Math.min(look.height, film.height - look.top);
      const x = title.span.from;
      cover.keep(planes, { x, y: look.top, width: columnsIn(film, title.span), height: rows });
      const shades = shadeOfColumns(title, look.style);
      layOverLuma(planes, film, title, look, shades, rows);
      layOverChroma(planes, film, title, look, shades, rows);
    },
    lift: () => cover.putBack(),
  };
}

/** What the panel leaves of each column of the title, 0…1. */
function shadeOfColumns({ span, panel }: TitleImage, style: TitlePlace['style']): Float32Array {
  const shades = new Float32Array(span.to - span.from).fill(1);
  if (style === 'plain') return shades;
  // A column belongs to the panel when its middle does.
  const first = Math.ceil(panel.from - 0.5) - span.from;
  const last = Math.ceil(panel.to - 0.5) - span.from;
  return shades.fill(PANEL, Math.max(0, first), last);
}

function layOverLuma(
  { bytes: planes, planes: [{ offset, stride }] }: Nv12,
  film: Size,
  { coverage, span }: TitleImage,
  { white, top }: TitleLook,
  shades: Float32Array,
  rows: number,
): void {
  const text = white ? WHITE : BLACK;
  const columns = columnsIn(film, span);
  for (let row = 0; row < rows; row++) {
    const covered = row * shades.length;
    const line = offset + (top + row) * stride + span.from;
    for (let column = 0; column < columns; column++) {
      const share = (coverage[covered + column] ?? 0) / 255;
      const shade = shades[column] ?? 1;
      if (share === 0 && shade === 1) continue;
      const behind = BLACK + ((planes[line + column] ?? 0) - BLACK) * shade;
      planes[line + column] = behind + (text - behind) * share + 0.5;
    }
  }
}

/** Each pair of Cb and Cr stands for 2×2 pixels; text and panel have no colour of their own. */
function layOverChroma(
  { bytes: planes, planes: [, { offset, stride }] }: Nv12,
  film: Size,
  { coverage, span }: TitleImage,
  { top }: TitleLook,
  shades: Float32Array,
  rows: number,
): void {
  const columns = columnsIn(film, span);
  for (let row = 0; row < rows; row += 2) {
    const upper = row * shades.length;
    const lower = upper + shades.length;
    const line = offset + ((top + row) / 2) * stride + span.from;
    for (let column = 0; column < columns; column += 2) {
      const first = 510 - (coverage[upper + column] ?? 0) - (coverage[lower + column] ?? 0);
      const second =
        510 - (coverage[upper + column + 1] ?? 0) - (coverage[lower + column + 1] ?? 0);
      const left = ((shades[column] ?? 1) * first + (shades[column + 1] ?? 1) * second) / 1020;
      if (left === 1) continue;
      planes[line + column] = GREY + ((planes[line + column] ?? 0) - GREY) * left + 0.5;
      planes[line + column + 1] = GREY + ((planes[line + column + 1] ?? 0) - GREY) * left + 0.5;
    }
  }
}

/** A title's columns are even in number; those of a film need not be. */
function columnsIn(film: Size, span: Span): number {
  return Math.min(span.to, film.width) - span.from;
}
