import type { Size } from '../size.ts';

/** A frame as films keep it that are transparent: two pictures. */
export interface AlphaPlanes {
  /** Y′, Cb and Cr by the matrix of BT.601, limited range, 4:2:0, one plane behind the other; straight. */
  readonly color: Uint8Array<ArrayBuffer>;
  /** Alpha from 0 to 255 in the place of Y′, behind it Cb and Cr that say nothing. */
  readonly alpha: Uint8Array<ArrayBuffer>;
}

/**
 * Rec. ITU-R BT.601-7, 2.5.1: Firefox takes colours that have alpha beside them for these, whatever a film says of them, and
 * who reads what it says finds them so.
 */
const TO_BT601 = [
  [(0.299 * 219) / 255, (0.587 * 219) / 255, (0.114 * 219) / 255, 16],
  [(-0.299 / 1.772) * (224 / 255), (-0.587 / 1.772) * (224 / 255), (0.5 * 224) / 255, 128],
  [(0.5 * 224) / 255, (-0.587 / 1.402) * (224 / 255), (-0.114 / 1.402) * (224 / 255), 128],
] as const;
const NO_CHROMA = 128;

/**
 * Makes two pictures of what is drawn. Where nothing is to be seen, it is given the colours that are seen
 * beside it: a codec and a player mix neighbours, and an edge would darken otherwise.
 *
 * @param rgba four bytes a pixel, straight; colours of what isn't there are replaced
 */
export function alphaPlanes(rgba: Uint8ClampedArray, size: Size): AlphaPlanes {
  colorUnseen(rgba, size);
  const { width, height } = size;
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const bytes = width * height + 2 * half.width * half.height;
  const color = new Uint8Array(bytes);
  const alpha = new Uint8Array(bytes).fill(NO_CHROMA, width * height);
  for (let n = 0; n < width * height; n++) {
    color[n] = component(0, rgba[4 * n] ?? 0, rgba[4 * n + 1] ?? 0, rgba[4 * n + 2] ?? 0);
    alpha[n] = rgba[4 * n + 3] ?? 0;
  }
  writeChroma(rgba, size, half, color);
  return { color, alpha };
}

function component(plane: 0 | 1 | 2, red: number, green: number, blue: number): number {
  const weights = TO_BT601[plane];
  return Math.round(weights[0] * red + weights[1] * green + weights[2] * blue + weights[3]);
}

/** The mean of each two by two pixels, as much of each as is there; the last row and column are repeated. */
function writeChroma(rgba: Uint8ClampedArray, size: Size, half: Size, into: Uint8Array): void {
  const firstCb = size.width * size.height;
  const firstCr = firstCb + half.width * half.height;
  for (let y = 0; y < half.height; y++) {
    const rows = [2 * y, Math.min(2 * y + 1, size.height - 1)];
    for (let x = 0; x < half.width; x++) {
      const right = Math.min(2 * x + 1, size.width - 1);
      let [red, green, blue, weights] = [0, 0, 0, 0];
      for (const row of rows)
        for (let column = 2 * x; column < 2 * x + 2; column++) {
          const at = 4 * (row * size.width + Math.min(column, right));
          // What isn't there counts where nothing else is.
          const weight = (rgba[at + 3] ?? 0) + 1e-3;
          red += weight * (rgba[at] ?? 0);
          green += weight * (rgba[at + 1] ?? 0);
          blue += weight * (rgba[at + 2] ?? 0);
          weights += weight;
        }
      const at = y * half.width + x;
      into[firstCb + at] = component(1, red / weights, green / weights, blue / weights);
      into[firstCr + at] = component(2, red / weights, green / weights, blue / weights);
    }
  }
}

/** px: the blocks by which codecs mix what is seen with what isn't. */
const BLOCK = 16;
/** What a block's pixels sum up to: red, green, blue, each as much as is there, and alpha. */
const SUMS = 4;

/** Gives pixels that aren't there the mean of those around: of their block, else of the blocks beside it, else black. */
function colorUnseen(rgba: Uint8ClampedArray, { width, height }: Size): void {
  const columns = Math.ceil(width / BLOCK);
  const blockAt = (n: number) =>
    SUMS * (Math.floor(n / width / BLOCK) * columns + Math.floor((n % width) / BLOCK));
  const own = new Float64Array(SUMS * columns * Math.ceil(height / BLOCK));
  let unseen = false;
  for (let n = 0; n < width * height; n++) {
    const alpha = rgba[4 * n + 3] ?? 0;
    unseen ||= alpha === 0;
    if (alpha > 0) add(own, blockAt(n), rgba, 4 * n, alpha);
  }
  if (!unseen) return;
  const sums = withNeighbours(own, columns);
  for (let n = 0; n < width * height; n++) {
    if (rgba[4 * n + 3] !== 0) continue;
    const block = blockAt(n);
    const weight = sums[block + 3] || 1;
    for (let channel = 0; channel < 3; channel++)
      rgba[4 * n + channel] = (sums[block + channel] ?? 0) / weight;
  }
}

function add(
  sums: Float64Array,
  block: number,
  rgba: Uint8ClampedArray,
  pixel: number,
  alpha: number,
): void {
  for (let channel = 0; channel < 3; channel++)
    sums[block + channel] = (sums[block + channel] ?? 0) + alpha * (rgba[pixel + channel] ?? 0);
  sums[block + 3] = (sums[block + 3] ?? 0) + alpha;
}

/** Blocks of which nothing is seen get what is seen of those around. */
function withNeighbours(own: Float64Array, columns: number): Float64Array {
  const sums = own.slice();
  const rows = own.length / SUMS / columns;
  for (let block = 0; block < rows * columns; block++) {
    if (own[SUMS * block + 3] !== 0) continue;
    const [row, column] = [Math.floor(block / columns), block % columns];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
        for (let n = 0; n < SUMS; n++)
          sums[SUMS * block + n] =
            (sums[SUMS * block + n] ?? 0) + (own[SUMS * (y * columns + x) + n] ?? 0);
  }
  return sums;
}
