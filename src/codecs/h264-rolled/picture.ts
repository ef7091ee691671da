/** 8 bits of Y′, Cb and Cr, 4:2:0, of a whole number of macroblocks. */
export interface Planes {
  readonly columns: number;
  readonly rows: number;
  /** 16 · columns × 16 · rows */
  readonly luma: Uint8Array;
  /** 8 · columns × 8 · rows each */
  readonly chroma: readonly [cb: Uint8Array, cr: Uint8Array];
}

export function createPlanes(columns: number, rows: number): Planes {
  const chroma = () => new Uint8Array(64 * columns * rows);
  return {
    columns,
    rows,
    luma: new Uint8Array(256 * columns * rows),
    chroma: [chroma(), chroma()],
  };
}

/** How a macroblock is coded. */
export const KIND = { intra4x4: 0, intra16x16: 1, raw: 2 } as const;

/** A macroblock's levels: 16 blocks of luma, luma's DC, chroma's DC, 4 + 4 blocks of chroma. */
export const LUMA_DC = 256;
export const CHROMA_DC_AT = 272;
export const CHROMA_AC = 280;
export const LEVELS = 408;

/** How many levels of a block are not 0: of 16 blocks of luma, luma's DC, chroma's DC, 4 + 4 blocks of chroma. */
export const LUMA_DC_TOTAL = 16;
export const CHROMA_DC_TOTAL = 17;
export const CHROMA_AC_TOTAL = 19;
export const TOTALS = 27;

/** An intra picture as it goes into the stream, macroblock by macroblock. */
export interface CodedPicture {
  readonly qp: number;
  readonly columns: number;
  readonly rows: number;
  /** One of `KIND` each. */
  readonly kinds: Uint8Array;
  /** 16 each: Intra4x4PredMode by block, or Intra16x16PredMode in the first. */
  readonly modes: Uint8Array;
  /** intra_chroma_pred_mode */
  readonly chromaModes: Uint8Array;
  /** CodedBlockPattern: luma's four bits, then chroma's two. */
  readonly patterns: Uint8Array;
  /** `LEVELS` each, in scanning order. */
  readonly levels: Int16Array;
  /** `TOTALS` each. */
  readonly totals: Uint8Array;
  /** What a decoder gets. */
  readonly decoded: Planes;
}

export function createPicture(columns: number, rows: number, qp: number): CodedPicture {
  const count = columns * rows;
  return {
    qp,
    columns,
    rows,
    kinds: new Uint8Array(count),
    modes: new Uint8Array(16 * count),
    chromaModes: new Uint8Array(count),
    patterns: new Uint8Array(count),
    levels: new Int16Array(LEVELS * count),
    totals: new Uint8Array(TOTALS * count),
    decoded: createPlanes(columns, rows),
  };
}

/** Column and row of a block of 4×4 in its macroblock, by luma4x4BlkIdx (6.4.3). */
export const BLOCK_X = Uint8Array.of(0, 1, 0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 2, 3, 2, 3);
export const BLOCK_Y = Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3);
