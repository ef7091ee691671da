import { parseColor, toYCbCr } from '../core/color.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import { extent } from '../core/size.ts';
import { PARTS, texelAt, weightAt } from './line.ts';
import type { Turn } from './turn.ts';

/** A cell of chroma of which the image has one pixel of two, along the axis of the motion. */
interface RimCell {
  readonly cell: number;
  /** Which pixel of the box that is. */
  readonly pixel: number;
  /** Its part of the cell; the rest is background. */
  readonly share: number;
}

/** Lays the chroma of the cells at both ends of the image, as it begins at a place of a turn. */
export type LayRim = (turn: Turn, first: number, frame: Nv12) => void;

export function createRim(plan: RenderPlan): LayRim {
  const rim = findRim(plan);
  const [, ...background] = toYCbCr(parseColor(plan.spec.background));
  return ({ image, length, line }, first, { bytes, planes: [, { offset, stride }] }) => {
    const { chroma, axis, acrossStart, acrossLength } = image;
    const count = acrossLength / 2;
    const [cellStep, pairStep] = axis === 'x' ? [2, stride] : [stride, 2];
    for (const { cell, pixel, share } of rim) {
      const place = line[(first + pixel) % length] ?? 0;
      const start = texelAt(place) * count;
      const weight = weightAt(place) / PARTS;
      let to = offset + cell * cellStep + (acrossStart / 2) * pairStep;
      for (let at = start; at < start + count; at++) {
        const [pair = 0, next = 0] = [chroma[at], chroma[at + count]];
        for (const [channel, grey] of background.entries()) {
          const a = (pair >> (16 * channel)) & 255;
          const b = (next >> (16 * channel)) & 255;
          bytes[to + channel] = Math.round(grey + (a + (b - a) * weight - grey) * share);
        }
        to += pairStep;
      }
    }
  };
}

function findRim({ spec, layout: { canvas, box } }: RenderPlan): RimCell[] {
  const { axis } = spec.motion;
  const start = axis === 'x' ? box.x : box.y;
  const length = extent(box, axis);
  const end = start + length;
  const cells: RimCell[] = [];
  if (start % 2 === 1) cells.push({ cell: (start - 1) / 2, pixel: 0, share: 0.5 });
  // The canvas's last pixel is repeated where the film goes on.
  const share = end === extent(canvas, axis) ? 1 : 0.5;
  if (end % 2 === 1) cells.push({ cell: (end - 1) / 2, pixel: length - 1, share });
  return cells;
}
