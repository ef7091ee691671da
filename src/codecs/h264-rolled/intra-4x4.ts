/**
 * Intra 4×4 prediction of luma (clause 8.3.1.2). Whatever the mode, a predicted sample is a neighbour, the
 * mean of two or the weighted mean of three in a row. So all of these are computed once, and a mode is a
 * table of which one stands where.
 */

import {
  differenceOfColumns,
  differenceOfMean,
  differenceOfRows,
  differenceOfSamples,
} from './satd.ts';

/** Intra4x4PredMode (table 8-2). */
export const MODE_4X4 = {
  vertical: 0,
  horizontal: 1,
  dc: 2,
  diagonalDownLeft: 3,
  diagonalDownRight: 4,
  verticalRight: 5,
  horizontalDown: 6,
  verticalLeft: 7,
  horizontalUp: 8,
} as const;

/**
 * Neighbours around the block's corner in `values`: from the left, lowest first, over the corner to the
 * top and top right. p[ -1, y ] is at LEFT - y, p[ x, -1 ] at TOP + x.
 */
const LEFT = 3;
const CORNER = 4;
const TOP = 5;
const NEIGHBOURS = 13;
/** The mean of neighbour n and the next is at PAIRS + n. */
const PAIRS = NEIGHBOURS;
/** The weighted mean around neighbour n is at TRIPLES + n; at both ends the last neighbour counts twice. */
const TRIPLES = PAIRS + NEIGHBOURS;
const DC = TRIPLES + NEIGHBOURS;

const values = new Uint8Array(DC + 1);
/** For each mode and sample, row by row, where in `values` its prediction is. */
const sources = Uint8Array.from(
  Array.from({ length: 9 * 16 }, (_, n) => sourceOf(n >> 4, n & 3, (n >> 2) & 3)),
);

function sourceOf(mode: number, x: number, y: number): number {
  switch (mode) {
    case MODE_4X4.vertical:
      return TOP + x;
    case MODE_4X4.horizontal:
      return LEFT - y;
    case MODE_4X4.diagonalDownLeft:
      return TRIPLES + TOP + x + y + 1;
    case MODE_4X4.diagonalDownRight:
      return TRIPLES + CORNER + x - y;
    case MODE_4X4.verticalRight:
      if (2 * x - y < -1) return TRIPLES + TOP - y;
      return (y & 1 ? TRIPLES : PAIRS) + CORNER + x - (y >> 1);
    case MODE_4X4.horizontalDown:
      if (2 * y - x < -1) return TRIPLES + LEFT + x;
      return x & 1 ? TRIPLES + CORNER - y + (x >> 1) : PAIRS + LEFT - y + (x >> 1);
    case MODE_4X4.verticalLeft:
      return y & 1 ? TRIPLES + TOP + 1 + x + (y >> 1) : PAIRS + TOP + x + (y >> 1);
    case MODE_4X4.horizontalUp:
      if (x + 2 * y > 5) return 0;
      return (x & 1 ? TRIPLES : PAIRS) + 2 - y - (x >> 1);
    default:
      return DC;
  }
}

/** Which neighbours there are. */
export interface Neighbours {
  readonly left: boolean;
  readonly top: boolean;
  readonly topRight: boolean;
}

/** Reads what is around a block; call it before the other functions. */
export function readNeighbours(
  plane: Uint8Array,
  at: number,
  stride: number,
  { left, top, topRight }: Neighbours,
): void {
  if (left) {
    for (let y = 0; y < 4; y++) values[LEFT - y] = plane[at + y * stride - 1] ?? 0;
  }
  if (top) {
    const above = at - stride;
    for (let x = 0; x < 4; x++) values[TOP + x] = plane[above + x] ?? 0;
    for (let x = 4; x < 8; x++) values[TOP + x] = plane[above + (topRight ? x : 3)] ?? 0;
    if (left) values[CORNER] = plane[above - 1] ?? 0;
  }
  averageNeighbours();
  values[DC] = average(left, top);
}

function averageNeighbours(): void {
  let before = values[0] ?? 0;
  let here = before;
  for (let n = 0; n < NEIGHBOURS; n++) {
    const after = values[Math.min(n + 1, NEIGHBOURS - 1)] ?? 0;
    values[PAIRS + n] = (here + after + 1) >> 1;
    values[TRIPLES + n] = (before + 2 * here + after + 2) >> 2;
    before = here;
    here = after;
  }
}

/** (8.3.1.2.3) */
function average(left: boolean, top: boolean): number {
  let sum = 0;
  for (let n = 0; n < 4; n++) {
    if (left) sum += values[n] ?? 0;
    if (top) sum += values[TOP + n] ?? 0;
  }
  if (left && top) return (sum + 4) >> 3;
  return left || top ? (sum + 2) >> 2 : 128;
}

/** How different a mode's prediction is from a block of the source (`satd.ts`). */
export function differenceOf(mode: number, block: number): number {
  switch (mode) {
    case MODE_4X4.dc:
      return differenceOfMean(block, values[DC] ?? 0);
    case MODE_4X4.vertical:
      return differenceOfRows(
        block,
        values[TOP] ?? 0,
        values[TOP + 1] ?? 0,
        values[TOP + 2] ?? 0,
        values[TOP + 3] ?? 0,
      );
    case MODE_4X4.horizontal:
      return differenceOfColumns(
        block,
        values[LEFT] ?? 0,
        values[LEFT - 1] ?? 0,
        values[LEFT - 2] ?? 0,
        values[LEFT - 3] ?? 0,
      );
    default:
      predict4x4(mode, predicted, 0, 4);
      return differenceOfSamples(block, predicted, 0, 4);
  }
}

const predicted = new Uint8Array(16);

/** Writes a mode's prediction. */
export function predict4x4(mode: number, plane: Uint8Array, at: number, stride: number): void {
  for (let y = 0, s = 16 * mode; y < 4; y++, s += 4, at += stride) {
    plane[at] = values[sources[s] ?? 0] ?? 0;
    plane[at + 1] = values[sources[s + 1] ?? 0] ?? 0;
    plane[at + 2] = values[sources[s + 2] ?? 0] ?? 0;
    plane[at + 3] = values[sources[s + 3] ?? 0] ?? 0;
  }
}
