/** The vectors that a row of macroblocks got. */
export interface Row {
  readonly x: Int16Array;
  readonly y: Int16Array;
}

export function createRow(columns: number): Row {
  return { x: new Int16Array(columns), y: new Int16Array(columns) };
}

/** mvpLX of a macroblock, and the vector that it has when it is skipped. */
export const prediction = { x: 0, y: 0 };
export const skip = { x: 0, y: 0 };

/**
 * Luma vector prediction (8.4.1.3) and P_Skip (8.4.1.1), where all macroblocks refer to the same picture:
 * A is left, B above, C above to the right, or to the left at the end of a row.
 */
export function predictVector(
  own: Row,
  above: Row,
  column: number,
  row: number,
  columns: number,
): void {
  const a = column > 0;
  const b = row > 0;
  if (!b) {
    prediction.x = a ? (own.x[column - 1] ?? 0) : 0;
    prediction.y = a ? (own.y[column - 1] ?? 0) : 0;
  } else if (columns === 1) {
    prediction.x = above.x[0] ?? 0;
    prediction.y = above.y[0] ?? 0;
  } else {
    const c = column < columns - 1 ? column + 1 : column - 1;
    const left = column - 1;
    prediction.x = median(a ? (own.x[left] ?? 0) : 0, above.x[column] ?? 0, above.x[c] ?? 0);
    prediction.y = median(a ? (own.y[left] ?? 0) : 0, above.y[column] ?? 0, above.y[c] ?? 0);
  }
  const still =
    !a ||
    !b ||
    (own.x[column - 1] === 0 && own.y[column - 1] === 0) ||
    (above.x[column] === 0 && above.y[column] === 0);
  skip.x = still ? 0 : prediction.x;
  skip.y = still ? 0 : prediction.y;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
