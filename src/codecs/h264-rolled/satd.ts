/**
 * How different a prediction is from the source, as SATD: the sum of the absolute values of the transformed
 * difference, which tells what it takes to code it better than the difference itself. The transform is the
 * Hadamard one, 4×4 samples at a time, whose sums are 16 times what they stand for on average. As it is linear, a
 * prediction whose rows or columns are alike is compared in the few values that it has in the transform.
 */

/** The source of a macroblock's luma, transformed: 16 blocks in the order of luma4x4BlkIdx. */
const spectrum = new Int32Array(256);
/** Of each block, the sum of all absolute values but those of the first row, the first column, the first. */
const belowRow = new Int32Array(16);
const besideColumn = new Int32Array(16);
const besideFirst = new Int32Array(16);
const scratch = new Int32Array(16);

/** Reads a block of the source; the functions below compare with it. */
export function readSource(block: number, source: Uint8Array, at: number, stride: number): void {
  const start = 16 * block;
  transformRows(source, at, stride);
  let all = 0;
  let row = 0;
  let column = 0;
  for (let n = 0; n < 4; n++) {
    const a = scratch[n] ?? 0;
    const b = scratch[n + 4] ?? 0;
    const c = scratch[n + 8] ?? 0;
    const d = scratch[n + 12] ?? 0;
    const first = a + b + c + d;
    const second = a - b + c - d;
    const third = a + b - c - d;
    const fourth = a - b - c + d;
    spectrum[start + n] = first;
    spectrum[start + n + 4] = second;
    spectrum[start + n + 8] = third;
    spectrum[start + n + 12] = fourth;
    const rest = Math.abs(second) + Math.abs(third) + Math.abs(fourth);
    row += Math.abs(first);
    if (n === 0) column = Math.abs(first) + rest;
    all += Math.abs(first) + rest;
  }
  belowRow[block] = all - row;
  besideColumn[block] = all - column;
  besideFirst[block] = all - Math.abs(spectrum[start] ?? 0);
}

/** From a block whose rows are all a, b, c, d. */
export function differenceOfRows(
  block: number,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  return (belowRow[block] ?? 0) + differenceOfLine(16 * block, 1, a, b, c, d);
}

/** From a block whose columns are all a, b, c, d. */
export function differenceOfColumns(
  block: number,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  return (besideColumn[block] ?? 0) + differenceOfLine(16 * block, 4, a, b, c, d);
}

/** From a block of one value. */
export function differenceOfMean(block: number, mean: number): number {
  return (besideFirst[block] ?? 0) + Math.abs((spectrum[16 * block] ?? 0) - 16 * mean);
}

function differenceOfLine(
  at: number,
  step: number,
  a: number,
  b: number,
  c: number,
  d: number,
): number {
  return (
    Math.abs((spectrum[at] ?? 0) - 4 * (a + b + c + d)) +
    Math.abs((spectrum[at + step] ?? 0) - 4 * (a - b + c - d)) +
    Math.abs((spectrum[at + 2 * step] ?? 0) - 4 * (a + b - c - d)) +
    Math.abs((spectrum[at + 3 * step] ?? 0) - 4 * (a - b - c + d))
  );
}

/** From a block of samples, those of a row side by side. */
export function differenceOfSamples(
  block: number,
  samples: Uint8Array,
  at: number,
  stride: number,
): number {
  transformRows(samples, at, stride);
  let sum = 0;
  for (let n = 0, s = 16 * block; n < 4; n++, s++) {
    const a = scratch[n] ?? 0;
    const b = scratch[n + 4] ?? 0;
    const c = scratch[n + 8] ?? 0;
    const d = scratch[n + 12] ?? 0;
    sum +=
      Math.abs((spectrum[s] ?? 0) - (a + b + c + d)) +
      Math.abs((spectrum[s + 4] ?? 0) - (a - b + c - d)) +
      Math.abs((spectrum[s + 8] ?? 0) - (a + b - c - d)) +
      Math.abs((spectrum[s + 12] ?? 0) - (a - b - c + d));
  }
  return sum;
}

/** The first half of the transform, into `scratch`. */
function transformRows(samples: Uint8Array, at: number, stride: number): void {
  for (let row = 0; row < 16; row += 4, at += stride) {
    const a = samples[at] ?? 0;
    const b = samples[at + 1] ?? 0;
    const c = samples[at + 2] ?? 0;
    const d = samples[at + 3] ?? 0;
    scratch[row] = a + b + c + d;
    scratch[row + 1] = a - b + c - d;
    scratch[row + 2] = a + b - c - d;
    scratch[row + 3] = a - b - c + d;
  }
}
