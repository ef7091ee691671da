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
   * The macroblock comes again where all its neighbours are there (`copies.ts`), and must look the same: it
   * may use no prediction that takes what there is, which is DC at the picture's edges …
   */
  readonly recurs: boolean;
  /** … nor samples at the top right where there are none there. */
  readonly recursAtEnd: boolean;
}
