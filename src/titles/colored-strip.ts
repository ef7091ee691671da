import { type Rgb, toYCbCr } from '../core/picture/color.ts';
import type { Nv12 } from '../core/planes/nv12.ts';
import type { TitleImage } from './image.ts';

/** Prints what has changed of a title whose pixels have colours of their own, as scene.glsl mixes them. */
export function printColors(
  { bytes, planes: [luma, chroma] }: Nv12,
  title: TitleImage,
  paper: Rgb,
): void {
  const { x, y, width, height } = title.changed;
  const columns = title.span.to - title.span.from;
  const colorAt = (column: number, row: number) =>
    mix(title.bytes, 4 * (row * columns + column), paper);
  for (let row = y; row < y + height; row += 2) {
    for (let column = x; column < x + width; column += 2) {
      const cell = [
        colorAt(column, row),
        colorAt(column + 1, row),
        colorAt(column, row + 1),
        colorAt(column + 1, row + 1),
      ];
      const at = luma.offset + row * luma.stride + column;
      for (const [n, color] of cell.entries())
        bytes[at + (n % 2) + (n < 2 ? 0 : luma.stride)] = toYCbCr(color)[0];
      const [, cb, cr] = toYCbCr(meanOf(cell));
      const to = chroma.offset + (row / 2) * chroma.stride + column;
      bytes[to] = cb;
      bytes[to + 1] = cr;
    }
  }
}

/** Premultiplied ink over paper, 0…1. */
function mix(bytes: Uint8Array, at: number, [red, green, blue]: Rgb): Rgb {
  const bare = 1 - (bytes[at + 3] ?? 0) / 255;
  return [
    red * bare + (bytes[at] ?? 0) / 255,
    green * bare + (bytes[at + 1] ?? 0) / 255,
    blue * bare + (bytes[at + 2] ?? 0) / 255,
  ];
}

function meanOf(colors: readonly Rgb[]): Rgb {
  const mean = (channel: 0 | 1 | 2) =>
    colors.reduce((sum, color) => sum + color[channel], 0) / colors.length;
  return [mean(0), mean(1), mean(2)];
}
