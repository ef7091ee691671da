/**
 * Intra 4×4 prediction of luma (clause 8.3.1.2). Whatever the mode, a predicted sample is a neighbour, the
 * mean of two or the weighted mean of three in a row. So the kernel computes all of these once, and a mode is a
 * table of which one stands where.
 */

/** Intra4x4PredMode (table 8-2). */
const MODE = {
  vertical: 0,
  horizontal: 1,
  dc: 2,
  diagonalDownLeft: 3,
  diagonalDownRight: 4,
  verticalRight: 5,
  horizontalDown: 6,
  verticalLeft: 7,
  horizontalUp: 8,
} as const;
const MODES = 9;

/**
 * Where neighbours are in a vector of bytes, around the block's corner: from the left, lowest first, over the corner
 * to the top and top right (kernel/luma-neighbours.wat). p[ -1, y ] is at LEFT - y, p[ x, -1 ] at TOP + x.
 */
const LEFT = 6;
const CORNER = 7;
const TOP = 8;
const LOWEST = LEFT - 3;
/** The mean of all is before them. */
const DC = 0;

/** Vectors: of neighbours, of the mean of neighbour n and the next at n, of the weighted mean around n at n. */
const VECTOR = { neighbours: 0, pairs: 1, triples: 2 } as const;
type Source = readonly [vector: number, n: number];

/** Where a sample's prediction is. */
function sourceOf(mode: number, x: number, y: number): Source {
  const { neighbours, pairs, triples } = VECTOR;
  switch (mode) {
    case MODE.vertical:
      return [neighbours, TOP + x];
    case MODE.horizontal:
      return [neighbours, LEFT - y];
    case MODE.diagonalDownLeft:
      return [triples, TOP + x + y + 1];
    case MODE.diagonalDownRight:
      return [triples, CORNER + x - y];
    case MODE.verticalRight:
      if (2 * x - y < -1) return [triples, TOP - y];
      return [y & 1 ? triples : pairs, CORNER + x - (y >> 1)];
    case MODE.horizontalDown:
      if (2 * y - x < -1) return [triples, LEFT + x];
      return x & 1 ? [triples, CORNER - y + (x >> 1)] : [pairs, LEFT - y + (x >> 1)];
    case MODE.verticalLeft:
      return y & 1 ? [triples, TOP + 1 + x + (y >> 1)] : [pairs, TOP + x + (y >> 1)];
    case MODE.horizontalUp:
      if (x + 2 * y > 5) return [neighbours, LOWEST];
      return [x & 1 ? triples : pairs, LEFT - 1 - y - (x >> 1)];
    default:
      return [neighbours, DC];
  }
}

/** No byte of a vector. */
const NONE = 0x80;

/** For each mode and vector, which byte of it stands in each of the 16 samples, row by row. */
export function predictionTables(): Uint8Array {
  const tables = new Uint8Array(MODES * 48).fill(NONE);
  for (let mode = 0; mode < MODES; mode++) {
    for (let sample = 0; sample < 16; sample++) {
      const [vector, n] = sourceOf(mode, sample & 3, sample >> 2);
      tables[48 * mode + 16 * vector + sample] = n;
    }
  }
  return tables;
}
