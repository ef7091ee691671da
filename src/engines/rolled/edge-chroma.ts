import { parseColor, toYCbCr } from '../../core/picture/color.ts';
import type { Nv12 } from '../../core/planes/nv12.ts';
import { type Axis, extent, startOf, stridesAlong } from '../../core/size.ts';
import type { Layout } from '../../film/frame/layout.ts';
import { SUBTEXELS, texelAt, weightAt } from './positions.ts';
import type { Ring } from './ring.ts';

/** The cells of chroma at both ends of an image, of which it has one pixel of two along its motion. */
export interface EdgeChroma {
  readonly cells: readonly EdgeCell[];
  readonly background: readonly [cb: number, cr: number];
}

interface EdgeCell {
  readonly cell: number;
  /** Which pixel of the box the image has in it. */
  readonly pixel: number;
  /** That pixel's part of the cell; the rest is background. */
  readonly share: number;
}

/** @param background `#rrggbb` */
export function findEdgeChroma(
  { canvas, box }: Layout,
  axis: Axis,
  background: string,
): EdgeChroma {
  const start = startOf(box, axis);
  const length = extent(box, axis);
  const end = start + length;
  const cells: EdgeCell[] = [];
  if (start % 2 === 1) cells.push({ cell: (start - 1) / 2, pixel: 0, share: 0.5 });
  // The canvas's last pixel is repeated where the film goes on.
  const share = end === extent(canvas, axis) ? 1 : 0.5;
  if (end % 2 === 1) cells.push({ cell: (end - 1) / 2, pixel: length - 1, share });
  const [, cb, cr] = toYCbCr(parseColor(background));
  return { cells, background: [cb, cr] };
}

/** Mixes the edge cells of a frame that shows a ring from its place `first` on. */
export function mixEdgeChroma(
  { cells, background }: EdgeChroma,
  { image, length, positions }: Ring,
  first: number,
  { bytes, planes: [, { offset, stride }] }: Nv12,
): void {
  const { chroma, axis, acrossStart, acrossLength } = image;
  const count = acrossLength / 2;
  const { along, across } = stridesAlong(axis, stride, 2);
  for (const { cell, pixel, share } of cells) {
    const position = positions[(first + pixel) % length] ?? 0;
    const start = texelAt(position) * count;
    const weight = weightAt(position) / SUBTEXELS;
    let to = offset + cell * along + (acrossStart / 2) * across;
    for (let at = start; at < start + count; at++) {
      const [pair = 0, next = 0] = [chroma[at], chroma[at + count]];
      for (const [channel, grey] of background.entries()) {
        const a = (pair >> (16 * channel)) & 255;
        const b = (next >> (16 * channel)) & 255;
        bytes[to + channel] = Math.round(grey + (a + (b - a) * weight - grey) * share);
      }
      to += across;
    }
  }
}
