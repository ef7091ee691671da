import type { Rect, Size } from '../core/size.ts';

/** A piece takes about so long, ms: in between a page is drawn, and answers. */
export const PIECE = 40;
/** The side of the first piece, px: even of a frame of hundreds of reads a pixel it takes little. */
const FIRST_SIDE = 16;
/** Sides are its multiples, so that nothing that is drawn in blocks is drawn twice. */
const MULTIPLE = 4;
const LEAST_SIDE = 16;

/** Texels a millisecond, by what draws. */
const speeds = new WeakMap<object, number>();

/**
 * Rectangles that cover it one after the other, each as large as takes `PIECE`: whoever draws it asks for the next once it is
 * drawn, and so tells how long that took.
 *
 * @param by what draws: it is as quick as it was before
 */
export function* pieces(by: object, { width, height }: Size): Generator<Rect> {
  for (let y = 0; y < height;) {
    const rows = Math.min(height - y, multiple(Math.sqrt(areaFor(by))));
    for (let x = 0; x < width;) {
      const columns = Math.min(width - x, multiple(areaFor(by) / rows));
      const begun = performance.now();
      yield { x, y, width: columns, height: rows };
      learn(by, columns * rows, performance.now() - begun);
      x += columns;
    }
    y += rows;
  }
}

function multiple(length: number): number {
  return Math.max(LEAST_SIDE, MULTIPLE * Math.floor(length / MULTIPLE));
}

function areaFor(by: object): number {
  return (speeds.get(by) ?? 0) * PIECE || FIRST_SIDE ** 2;
}

function learn(by: object, area: number, took: number): void {
  // What draws first is compiled first, which says nothing of the next.
  speeds.set(by, speeds.has(by) ? area / Math.max(took, 1) : FIRST_SIDE ** 2 / PIECE);
}
