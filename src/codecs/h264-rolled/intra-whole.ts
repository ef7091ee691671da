/**
 * Intra prediction of whole macroblocks: luma 16×16 (clause 8.3.3) and chroma 8×8 (8.3.4), which differ in
 * how modes are numbered, in how DC is averaged and in the slope of planes.
 */

/** Intra16x16PredMode (table 8-4). */
export const MODE_16X16 = { vertical: 0, horizontal: 1, dc: 2, plane: 3 } as const;
/** intra_chroma_pred_mode (table 8-5). */
export const MODE_CHROMA = { dc: 0, horizontal: 1, vertical: 2, plane: 3 } as const;

/** Fills a square with the row above it. */
export function predictVertical(plane: Uint8Array, at: number, stride: number, size: number): void {
  const above = at - stride;
  for (let y = 0; y < size; y++, at += stride) {
    for (let x = 0; x < size; x++) plane[at + x] = plane[above + x] ?? 0;
  }
}

/** Fills a square with the column left of it. */
export function predictHorizontal(
  plane: Uint8Array,
  at: number,
  stride: number,
  size: number,
): void {
  for (let y = 0; y < size; y++, at += stride) {
    const value = plane[at - 1] ?? 0;
    for (let x = 0; x < size; x++) plane[at + x] = value;
  }
}

/** Fills a square with the mean of its neighbours, or of those there are (8.3.3.3). */
export function predictDc16x16(
  plane: Uint8Array,
  at: number,
  stride: number,
  left: boolean,
  top: boolean,
): void {
  fill(plane, at, stride, 16, meanAround(plane, at, stride, left, top));
}

/** The mean of a 16×16 square's neighbours. */
export function meanAround(
  plane: Uint8Array,
  at: number,
  stride: number,
  left: boolean,
  top: boolean,
): number {
  const sum =
    (left ? sumLeft(plane, at, stride, 16) : 0) + (top ? sumTop(plane, at, stride, 16) : 0);
  return left && top ? (sum + 16) >> 5 : left || top ? (sum + 8) >> 4 : 128;
}

/** Each block of 4×4 has a mean of its own, of what is nearest to it (8.3.4.1 to 8.3.4.3). */
export function predictDcChroma(
  plane: Uint8Array,
  at: number,
  stride: number,
  left: boolean,
  top: boolean,
): void {
  for (let block = 0; block < 4; block++) {
    const [x, y] = [block & 1, block >> 1];
    const corner = at + 4 * y * stride + 4 * x;
    const byLeft = left && (!top || x === y || y === 1);
    const byTop = top && (!left || x === y || x === 1);
    const sum =
      (byLeft ? sumLeft(plane, corner - 4 * x, stride, 4) : 0) +
      (byTop ? sumTop(plane, corner - 4 * y * stride, stride, 4) : 0);
    const mean = byLeft && byTop ? (sum + 4) >> 3 : left || top ? (sum + 2) >> 2 : 128;
    fill(plane, corner, stride, 4, mean);
  }
}

/**
 * A plane through the neighbours (8.3.3.4, 8.3.4.4).
 *
 * @param size 16 for luma, 8 for chroma
 */
export function predictPlane(plane: Uint8Array, at: number, stride: number, size: 8 | 16): void {
  const half = size / 2;
  const above = at - stride;
  let across = 0;
  let down = 0;
  for (let n = 1; n <= half; n++) {
    const [after, before] = [half - 1 + n, half - 1 - n];
    across += n * ((plane[above + after] ?? 0) - (plane[above + before] ?? 0));
    down += n * ((plane[at + after * stride - 1] ?? 0) - (plane[at + before * stride - 1] ?? 0));
  }
  const slope = (sum: number) => (size === 16 ? (5 * sum + 32) >> 6 : (34 * sum + 32) >> 6);
  const [right, below] = [slope(across), slope(down)];
  const last = size - 1;
  const corner = 16 * ((plane[at + last * stride - 1] ?? 0) + (plane[above + last] ?? 0));
  for (let y = 0; y < size; y++, at += stride) {
    let value = corner + below * (y - half + 1) - right * (half - 1) + 16;
    for (let x = 0; x < size; x++, value += right) {
      const sample = value >> 5;
      plane[at + x] = sample < 0 ? 0 : sample > 255 ? 255 : sample;
    }
  }
}

function sumLeft(plane: Uint8Array, at: number, stride: number, count: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += plane[at + n * stride - 1] ?? 0;
  return sum;
}

function sumTop(plane: Uint8Array, at: number, stride: number, count: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) sum += plane[at - stride + n] ?? 0;
  return sum;
}

function fill(plane: Uint8Array, at: number, stride: number, size: number, value: number): void {
  for (let y = 0; y < size; y++, at += stride) {
    for (let x = 0; x < size; x++) plane[at + x] = value;
  }
}
