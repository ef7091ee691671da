import { firstOf, type Geometry, hasCopies } from './geometry.ts';

/** Where a macroblock stands, and what is known of its neighbours. */
export interface Place {
  /** mbAddr: counted row by row. */
  readonly n: number;
  readonly column: number;
  readonly row: number;
  /** The first sample of luma, and of chroma, in their planes. */
  readonly luma: number;
  readonly chroma: number;
  /** Samples from row to row of luma; chroma has half of it. */
  readonly stride: number;
  /** mbAddrA, mbAddrB and mbAddrC are there (6.4.9). */
  readonly left: boolean;
  readonly top: boolean;
  readonly topRight: boolean;
  /**
   * The macroblock comes again where all its neighbours are there (`contentOf`), and must look the same: it
   * may use no prediction that takes what there is, which is DC at the picture's edges …
   */
  readonly recurs: boolean;
  /** … nor samples at the top right where there are none there. */
  readonly recursAtEnd: boolean;
}

export function placeIn({ x, y, columns }: Geometry, column: number, row: number): Place {
  const stride = 16 * columns;
  const comesAgain =
    (hasCopies(x) && column === 0 && row > 0) || (hasCopies(y) && row === 0 && column > 0);
  return {
    n: row * columns + column,
    column,
    row,
    luma: 16 * row * stride + 16 * column,
    chroma: 4 * row * stride + 8 * column,
    stride,
    left: column > 0,
    top: row > 0,
    topRight: row > 0 && column < columns - 1,
    recurs: comesAgain,
    recursAtEnd: hasCopies(x) && firstOf(x, columns - 1) === column,
  };
}
