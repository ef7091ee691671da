import { createKernel, type Kernel } from './kernel.ts';

/** 8 bits of Y′, Cb and Cr, 4:2:0, of a whole number of macroblocks. */
export interface Planes {
  readonly columns: number;
  readonly rows: number;
  /** 16 · columns × 16 · rows */
  readonly luma: Uint8Array;
  /** 8 · columns × 8 · rows each */
  readonly chroma: readonly [cb: Uint8Array, cr: Uint8Array];
}

/** How a macroblock is coded: mb_type as far as the kernel tells it apart. */
export const KIND = { intra4x4: 0, intra16x16: 1, raw: 2 } as const;

/** An intra picture as it goes into the stream, macroblock by macroblock, in the kernel's memory. */
export interface Picture {
  readonly kernel: Kernel;
  readonly columns: number;
  readonly rows: number;
  /** What is to be shown. */
  readonly source: Planes;
  /** What a decoder gets. */
  readonly decoded: Planes;
  /** One of `KIND` each. */
  readonly kinds: Uint8Array;
}

export function createPicture(columns: number, rows: number): Picture {
  const kernel = createKernel(columns, rows);
  const { at, memory } = kernel;
  const count = columns * rows;
  const bytes = (start: number, each: number) => new Uint8Array(memory.buffer, start, each * count);
  return {
    kernel,
    columns,
    rows,
    source: {
      columns,
      rows,
      luma: bytes(at.sourceLuma, 256),
      chroma: [bytes(at.sourceCb, 64), bytes(at.sourceCr, 64)],
    },
    decoded: {
      columns,
      rows,
      luma: bytes(at.decodedLuma, 256),
      chroma: [bytes(at.decodedCb, 64), bytes(at.decodedCr, 64)],
    },
    kinds: bytes(at.kinds, 1),
  };
}
