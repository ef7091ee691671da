/**
 * Transforms of residuals, 4×4 samples at a time: the inverse ones as clause 8.5 has them, the forward ones
 * that belong to them. Blocks are 16 numbers row by row.
 */

/** normAdjust4x4( m, 0 … 2 ) by QP % 6: of places even in both, odd in both, and the rest (8.5.9). */
const NORM_ADJUST = [
  [10, 16, 13],
  [11, 18, 14],
  [13, 20, 16],
  [14, 23, 18],
  [16, 25, 20],
  [18, 29, 23],
];

/** Where in a block the n-th level of the zig-zag scan stands (table 8-2). */
export const ZIG_ZAG = Uint8Array.of(0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);

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

/** Of a level; what saves most bits at the same error. */
const ROUNDING = 1 / 3;

/** What a quantiser multiplies by, place for place. */
export interface Quantiser {
  readonly qp: number;
  /** Level → coefficient, times 2^(qp / 6). */
  readonly scale: Int32Array;
  /** Coefficient → level, times 2^shift. */
  readonly factor: Int32Array;
  readonly shift: number;
  /** Added before the shift, so that levels are rounded: less than a half, as zeros are cheap. */
  readonly rounding: number;
  /** The smallest coefficient whose level is not 0. */
  readonly threshold: Int32Array;
}

export function createQuantiser(qp: number): Quantiser {
  const norms = NORM_ADJUST[qp % 6] ?? [];
  const scale = new Int32Array(16);
  const factor = new Int32Array(16);
  const sixth = Math.floor(qp / 6);
  for (let place = 0; place < 16; place++) {
    const odd = (place & 1) + ((place >> 2) & 1);
    const norm = norms[odd === 0 ? 0 : odd === 2 ? 1 : 2] ?? 0;
    scale[place] = norm << sixth;
    // Both transforms together multiply by 4 · 4 at even places, by 5 · 5 at odd ones, by 4 · 5 between.
    factor[place] = Math.round(2 ** 21 / (norm * 4 ** (2 - odd) * 5 ** odd));
  }
  const shift = 15 + sixth;
  const rounded = Math.round(ROUNDING * 2 ** shift);
  const threshold = factor.map((each) => Math.ceil((2 ** shift - rounded) / each));
  return { qp, scale, factor, shift, rounding: rounded, threshold };
}

/**
 * The residual of a block, source less prediction, transformed.
 *
 * @param at of the block's first sample in both planes
 * @param start of the block in `out`
 */
export function transformResidual(
  source: Uint8Array,
  prediction: Uint8Array,
  at: number,
  stride: number,
  out: Int32Array,
  start: number,
): void {
  for (let row = start; row < start + 16; row += 4, at += stride) {
    const a = (source[at] ?? 0) - (prediction[at] ?? 0);
    const b = (source[at + 1] ?? 0) - (prediction[at + 1] ?? 0);
    const c = (source[at + 2] ?? 0) - (prediction[at + 2] ?? 0);
    const d = (source[at + 3] ?? 0) - (prediction[at + 3] ?? 0);
    out[row] = a + d + b + c;
    out[row + 1] = 2 * (a - d) + b - c;
    out[row + 2] = a + d - b - c;
    out[row + 3] = a - d - 2 * (b - c);
  }
  for (let column = start; column < start + 4; column++) {
    const a = out[column] ?? 0;
    const b = out[column + 4] ?? 0;
    const c = out[column + 8] ?? 0;
    const d = out[column + 12] ?? 0;
    out[column] = a + d + b + c;
    out[column + 4] = 2 * (a - d) + b - c;
    out[column + 8] = a + d - b - c;
    out[column + 12] = a - d - 2 * (b - c);
  }
}

/**
 * Coefficients → levels in zig-zag order, and coefficients as a decoder will have them (8.5.12.1).
 *
 * @param from where the block's coefficients begin
 * @param first the first place of the scan that is taken: 1 leaves DC alone
 * @param levels of the block, from `start` on
 * @returns how many levels are not 0; where none is, neither levels nor coefficients are written
 */
export function quantise(
  coefficients: Int32Array,
  from: number,
  { scale, factor, shift, rounding, threshold }: Quantiser,
  first: 0 | 1,
  levels: Int16Array,
  start: number,
): number {
  if (isSmall(coefficients, from, threshold, first)) return 0;
  let total = 0;
  for (let n = first; n < 16; n++) {
    const place = ZIG_ZAG[n] ?? 0;
    const coefficient = coefficients[from + place] ?? 0;
    const magnitude = (Math.abs(coefficient) * (factor[place] ?? 0) + rounding) >> shift;
    const level = coefficient < 0 ? -magnitude : magnitude;
    levels[start + n] = level;
    coefficients[from + place] = level * (scale[place] ?? 0);
    if (level !== 0) total++;
  }
  return total;
}

function isSmall(
  coefficients: Int32Array,
  from: number,
  threshold: Int32Array,
  first: 0 | 1,
): boolean {
  for (let n = first; n < 16; n++) {
    if (Math.abs(coefficients[from + n] ?? 0) >= (threshold[n] ?? 0)) return false;
  }
  return true;
}

/** Adds the residual to the prediction, in place (8.5.12.2, 8.5.14). */
export function addResidual(
  coefficients: Int32Array,
  from: number,
  plane: Uint8Array,
  at: number,
  stride: number,
): void {
  for (let row = from; row < from + 16; row += 4) {
    const even = coefficients[row] ?? 0;
    const b = coefficients[row + 1] ?? 0;
    const middle = coefficients[row + 2] ?? 0;
    const d = coefficients[row + 3] ?? 0;
    const inner = (b >> 1) - d;
    const outer = b + (d >> 1);
    coefficients[row] = even + middle + outer;
    coefficients[row + 1] = even - middle + inner;
    coefficients[row + 2] = even - middle - inner;
    coefficients[row + 3] = even + middle - outer;
  }
  for (let column = from; column < from + 4; column++, at++) {
    const even = (coefficients[column] ?? 0) + 32;
    const b = coefficients[column + 4] ?? 0;
    const middle = coefficients[column + 8] ?? 0;
    const d = coefficients[column + 12] ?? 0;
    const inner = (b >> 1) - d;
    const outer = b + (d >> 1);
    add(plane, at, (even + middle + outer) >> 6);
    add(plane, at + stride, (even - middle + inner) >> 6);
    add(plane, at + 2 * stride, (even - middle - inner) >> 6);
    add(plane, at + 3 * stride, (even + middle - outer) >> 6);
  }
}

/** `addResidual` where all coefficients but DC are 0. */
export function addMean(dc: number, plane: Uint8Array, at: number, stride: number): void {
  const residual = (dc + 32) >> 6;
  if (residual === 0) return;
  for (let y = 0; y < 4; y++, at += stride) {
    for (let x = 0; x < 4; x++) add(plane, at + x, residual);
  }
}

function add(plane: Uint8Array, at: number, residual: number): void {
  const sample = (plane[at] ?? 0) + residual;
  plane[at] = sample < 0 ? 0 : sample > 255 ? 255 : sample;
}

/** The 4×4 transform of sums and differences, its own inverse but for a factor of 16 (8.5.10). */
export function hadamard4x4(values: Int32Array): void {
  for (let row = 0; row < 16; row += 4) butterfly(values, row, 1);
  for (let column = 0; column < 4; column++) butterfly(values, column, 4);
}

function butterfly(values: Int32Array, at: number, step: number): void {
  const a = values[at] ?? 0;
  const b = values[at + step] ?? 0;
  const c = values[at + 2 * step] ?? 0;
  const d = values[at + 3 * step] ?? 0;
  values[at] = a + b + c + d;
  values[at + step] = a + b - c - d;
  values[at + 2 * step] = a - b - c + d;
  values[at + 3 * step] = a - b + c - d;
}

/**
 * The DC coefficients of an Intra 16×16 macroblock's blocks, row by row (8.5.10).
 *
 * @returns how many levels are not 0; `values` are as a decoder will have them
 */
export function codeLumaDc(
  values: Int32Array,
  quantiser: Quantiser,
  levels: Int16Array,
  start: number,
): number {
  hadamard4x4(values);
  // Half of the sums are quantised, by twice the step.
  let total = 0;
  for (let n = 0; n < 16; n++) {
    const place = ZIG_ZAG[n] ?? 0;
    const level = quantiseDc((values[place] ?? 0) / 2, quantiser);
    levels[start + n] = level;
    values[place] = level;
    if (level !== 0) total++;
  }
  hadamard4x4(values);
  const scale = quantiser.scale[0] ?? 0;
  for (let n = 0; n < 16; n++) values[n] = ((values[n] ?? 0) * scale + 2) >> 2;
  return total;
}

/** The DC coefficients of a chroma plane's four blocks (8.5.11); as `codeLumaDc`. */
export function codeChromaDc(
  values: Int32Array,
  quantiser: Quantiser,
  levels: Int16Array,
  start: number,
): number {
  hadamard2x2(values);
  let total = 0;
  for (let n = 0; n < 4; n++) {
    const level = quantiseDc(values[n] ?? 0, quantiser);
    levels[start + n] = level;
    values[n] = level;
    if (level !== 0) total++;
  }
  hadamard2x2(values);
  const scale = quantiser.scale[0] ?? 0;
  for (let n = 0; n < 4; n++) values[n] = ((values[n] ?? 0) * scale) >> 1;
  return total;
}

function hadamard2x2(values: Int32Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = values;
  values[0] = a + b + c + d;
  values[1] = a - b + c - d;
  values[2] = a + b - c - d;
  values[3] = a - b - c + d;
}

/** What level_prefix 15 can say (9.2.2.1); a longer one is not for Baseline. */
const LARGEST_LEVEL = 2063;

function quantiseDc(value: number, { factor, shift, rounding }: Quantiser): number {
  const scaled = Math.abs(value) * (factor[0] ?? 0) + 2 * rounding;
  const magnitude = Math.min(LARGEST_LEVEL, Math.floor(scaled / 2 ** (shift + 1)));
  return value < 0 ? -magnitude : magnitude;
}
