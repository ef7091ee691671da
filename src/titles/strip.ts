import { type Rgb, toYCbCr } from '../core/picture/color.ts';
import { createNv12, type Nv12 } from '../core/planes/nv12.ts';
import type { TitleColors } from './colors.ts';
import { printColors } from './colored-strip.ts';
import type { TitleImage } from './image.ts';

/** Titles as planes, of nothing but their own columns and rows. */
export interface TitleStrip {
  /** The title that was printed last; valid until the next one. */
  readonly planes: Nv12;
  /** Takes each title in turn, as what one has in common with the one before is left as it is. */
  print(title: TitleImage): void;
}

/** @param height of titles, px; even */
export function createTitleStrip(height: number, { paper, luma, chroma }: Printing): TitleStrip {
  let planes = createNv12({ width: 0, height });
  let width = 0;
  return {
    get planes() {
      return planes;
    },
    print(title) {
      const { from, to } = title.span;
      if (width !== to - from) planes = createNv12({ width: (width = to - from), height });
      if (title.channels === 4) printColors(planes, title, paper);
      else {
        printLuma(planes, title, luma);
        printChroma(planes, title, chroma);
      }
    },
  };
}

/**
 * What titles are printed with: the bytes of paper that is inked so far, in 255 steps for a pixel, in 4 · 255 for a
 * cell of four. Mixing is the same in Y′CbCr as in RGB, up to a level of rounding.
 */
export interface Printing {
  readonly paper: Rgb;
  readonly luma: Uint8Array;
  readonly chroma: readonly [cb: Uint8Array, cr: Uint8Array];
}

export function mixColors({ paper, ink }: TitleColors): Printing {
  const [bare, full] = [toYCbCr(paper), toYCbCr(ink)];
  const between = (channel: 0 | 1 | 2, steps: number) =>
    Uint8Array.from({ length: steps + 1 }, (_, inked) =>
      Math.round(bare[channel] + ((full[channel] - bare[channel]) * inked) / steps),
    );
  return { paper, luma: between(0, 255), chroma: [between(1, 1020), between(2, 1020)] };
}

function printLuma(
  { bytes, planes: [{ offset, stride }] }: Nv12,
  { bytes: coverage, span, changed: { x, y, width, height } }: TitleImage,
  mix: Uint8Array,
): void {
  const columns = span.to - span.from;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      const inked = coverage[row * columns + column] ?? 0;
      bytes[offset + row * stride + column] = mix[inked] ?? 0;
    }
  }
}

function printChroma(
  { bytes, planes: [, { offset, stride }] }: Nv12,
  { bytes: coverage, span, changed: { x, y, width, height } }: TitleImage,
  [mixCb, mixCr]: readonly [Uint8Array, Uint8Array],
): void {
  const columns = span.to - span.from;
  for (let row = y; row < y + height; row += 2) {
    for (let column = x; column < x + width; column += 2) {
      const at = row * columns + column;
      const upper = (coverage[at] ?? 0) + (coverage[at + 1] ?? 0);
      const lower = (coverage[at + columns] ?? 0) + (coverage[at + columns + 1] ?? 0);
      const to = offset + (row / 2) * stride + column;
      bytes[to] = mixCb[upper + lower] ?? 0;
      bytes[to + 1] = mixCr[upper + lower] ?? 0;
    }
  }
}
