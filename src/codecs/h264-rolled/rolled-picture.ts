import type { BitWriter } from '../h264-stream/bits.ts';
import { type Geometry, remadeOf } from './geometry.ts';
import { createRow, predictVector, prediction, type Row, skip } from './vector-prediction.ts';
import { findVectors, shownAlong } from './vectors.ts';

/**
 * Writes pictures that show the key picture from another place: vectors, and nothing else. A macroblock is
 * skipped where the vector that a decoder expects is the one that it has, or where nobody sees it.
 */
export class RolledPictures {
  readonly #geometry: Geometry;
  readonly #remade: Geometry;
  readonly #shownColumns: Uint8Array;
  readonly #shownRows: Uint8Array;
  readonly #wantedX: Int16Array;
  readonly #wantedY: Int16Array;
  #above: Row;
  #row: Row;
  readonly #written: Written;

  constructor(geometry: Geometry) {
    const { columns, rows } = geometry;
    this.#geometry = geometry;
    this.#remade = remadeOf(geometry);
    this.#shownColumns = shownAlong(geometry.x);
    this.#shownRows = shownAlong(geometry.y);
    this.#wantedX = new Int16Array(columns);
    this.#wantedY = new Int16Array(rows);
    this.#above = createRow(columns);
    this.#row = createRow(columns);
    this.#written = {
      count: 0,
      columns: new Uint16Array(columns),
      x: new Int16Array(columns),
      y: new Int16Array(columns),
    };
  }

  /**
   * slice_data( ) of a P picture (7.3.4)
   *
   * @param x moved from the picture that it refers to on, quarters of a pixel
   * @param reference what it refers to: the key picture, or one that was made of it
   */
  write(bits: BitWriter, x: number, y: number, reference: 'key' | 'odd'): void {
    const { columns, rows } = this.#geometry;
    const from = reference === 'key' ? this.#geometry : this.#remade;
    findVectors(from.x, x, this.#wantedX);
    findVectors(from.y, y, this.#wantedY);
    let skipped = 0;
    let settled = false;
    for (let row = 0; row < rows; row++) {
      if (!(settled && this.#wantsTheSame(row))) settled = this.#code(row);
      skipped = this.#writeRow(bits, skipped, columns);
    }
    if (skipped > 0) bits.ue(skipped); // mb_skip_run
    bits.trail();
  }

  /** True where a row wants the vectors of the one above. */
  #wantsTheSame(row: number): boolean {
    return (
      this.#wantedY[row] === this.#wantedY[row - 1] &&
      this.#shownRows[row] === this.#shownRows[row - 1]
    );
  }

  /**
   * Codes a row after the one above it.
   *
   * @returns whether it came out as that one, so that one more of the same will be written the same
   */
  #code(row: number): boolean {
    const { columns } = this.#geometry;
    [this.#above, this.#row] = [this.#row, this.#above];
    const written = this.#written;
    const y = this.#wantedY[row] ?? 0;
    written.count = 0;
    let same = row > 0;
    for (let column = 0; column < columns; column++) {
      const x = this.#wantedX[column] ?? 0;
      const shown = this.#shownRows[row] === 1 && this.#shownColumns[column] === 1;
      predictVector(this.#row, this.#above, column, row, columns);
      const skips = !shown || (skip.x === x && skip.y === y);
      if (!skips) {
        written.columns[written.count] = column;
        written.x[written.count] = x - prediction.x;
        written.y[written.count] = y - prediction.y;
        written.count++;
      }
      this.#row.x[column] = skips ? skip.x : x;
      this.#row.y[column] = skips ? skip.y : y;
      same &&=
        this.#row.x[column] === this.#above.x[column] &&
        this.#row.y[column] === this.#above.y[column];
    }
    return same;
  }

  /** @returns how many macroblocks were skipped since the last one that was not */
  #writeRow(bits: BitWriter, skipped: number, columns: number): number {
    const { count, columns: at, x, y } = this.#written;
    bits.reserve(16 * count + 16);
    let next = 0;
    for (let n = 0; n < count; n++) {
      const column = at[n] ?? 0;
      bits.ue(skipped + column - next); // mb_skip_run
      bits.ue(0); // mb_type: P_L0_16x16
      bits.se(x[n] ?? 0); // mvd_l0
      bits.se(y[n] ?? 0);
      bits.ue(0); // coded_block_pattern: no residual
      skipped = 0;
      next = column + 1;
    }
    return skipped + columns - next;
  }
}

/** The macroblocks of a row that are not skipped, with mvd_l0. */
interface Written {
  count: number;
  readonly columns: Uint16Array;
  readonly x: Int16Array;
  readonly y: Int16Array;
}
