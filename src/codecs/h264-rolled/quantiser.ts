/** normAdjust4x4( m, 0 … 2 ) by QP % 6: of places even in both, odd in both, and the rest (8.5.9). */
const NORM_ADJUST = [
  [10, 16, 13],
  [11, 18, 14],
  [13, 20, 16],
  [14, 23, 18],
  [16, 25, 20],
  [18, 29, 23],
];

/** QPC by QP, from QP 30 on; below they are the same (table 8-15). */
const CHROMA_QP_FROM_30 = [
  29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39,
];

/** chroma_qp_index_offset: chroma takes few bits, and browsers' encoders give it more than its share. */
export const CHROMA_QP_OFFSET = -1;

/** QP'C of a QP (8.5.8). */
export function chromaQp(qp: number): number {
  const index = Math.max(0, qp + CHROMA_QP_OFFSET);
  return CHROMA_QP_FROM_30[index - 30] ?? index;
}

/** Of a level: what saves most bits at the same error, and what errs least. */
export const ROUNDING = { cheap: 1 / 3, exact: 1 / 2 } as const;

/** By what a picture is quantized. */
export interface Quantiser {
  readonly qp: number;
  /** What is added to a level before it is cut. */
  readonly rounding: number;
}

/**
 * Writes what the kernel multiplies by, place for place (kernel/memory.wat): coefficient → level, times 2^shift; level
 * → coefficient, times 2^(qp / 6); what is added before the shift, so that levels are rounded: less than a half mostly, as
 * zeros are cheap; the shift.
 */
export function writeQuantiser(buffer: ArrayBuffer, at: number, { qp, rounding }: Quantiser): void {
  const factors = new Uint16Array(buffer, at, 16);
  const scales = new Uint16Array(buffer, at + 32, 16);
  const norms = NORM_ADJUST[qp % 6] ?? [];
  const sixth = Math.floor(qp / 6);
  for (let place = 0; place < 16; place++) {
    const odd = (place & 1) + ((place >> 2) & 1);
    const norm = norms[odd === 0 ? 0 : odd === 2 ? 1 : 2] ?? 0;
    // Both transforms together multiply by 4 · 4 at even places, by 5 · 5 at odd ones, by 4 · 5 between.
    factors[place] = Math.round(2 ** 21 / (norm * 4 ** (2 - odd) * 5 ** odd));
    scales[place] = norm << sixth;
  }
  const shift = 15 + sixth;
  new Uint32Array(buffer, at + 64, 2).set([Math.round(rounding * 2 ** shift), shift]);
}
