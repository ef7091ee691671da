import type { Geometry } from './geometry.ts';
import type { Picture } from './picture.ts';
import type { Slice } from './slice.ts';
import { createRow, predictVector, prediction, skip } from './vector-prediction.ts';
import { findVectors } from './vectors.ts';

/** coded_block_pattern of luma without levels, by that of chroma, in inter macroblocks (table 9-4). */
const PATTERN_CODES = [0, 1, 6];

/**
 * Writes the pictures that frames an odd way from the key picture refer to. Vectors would give them the mean
 * of two samples of chroma; here the rest is added to it once, and all others show that.
 */
export class OddPictures {
  readonly #geometry: Geometry;
  readonly #x: Int16Array;
  readonly #y: Int16Array;

  constructor(geometry: Geometry) {
    this.#geometry = geometry;
    this.#x = new Int16Array(geometry.columns);
    this.#y = new Int16Array(geometry.rows);
  }

  /**
   * slice_data( ) of the P picture (7.3.4, 7.3.5)
   *
   * @param picture `source` is what is to be shown, `decoded` what a decoder has of the key picture
   * @param x moved from the key picture on, quarters of a pixel
   */
  write(slice: Slice, picture: Picture, x: number, y: number): void {
    const { columns, rows } = this.#geometry;
    const { kernel } = picture;
    findVectors(this.#geometry.x, x, this.#x, this.#geometry.x.remade);
    findVectors(this.#geometry.y, y, this.#y, this.#geometry.y.remade);
    let [above, own] = [createRow(columns), createRow(columns)];
    let skipped = 0;
    for (let row = 0; row < rows; row++) {
      [above, own] = [own, above];
      kernel.beginRow();
      for (let column = 0; column < columns; column++) {
        predictVector(own, above, column, row, columns);
        const wanted = this.#isWanted(column, row);
        const vectorX = wanted ? (this.#x[column] ?? 0) : skip.x;
        const vectorY = wanted ? (this.#y[row] ?? 0) : skip.y;
        const pattern = wanted ? kernel.codeMoved(column, row, vectorX, vectorY) : 0;
        own.x[column] = vectorX;
        own.y[column] = vectorY;
        if (pattern === 0 && skip.x === vectorX && skip.y === vectorY) skipped++;
        else {
          slice.ue(skipped); // mb_skip_run
          slice.ue(0); // mb_type: P_L0_16x16
          slice.se(vectorX - prediction.x); // mvd_l0
          slice.se(vectorY - prediction.y);
          slice.ue(PATTERN_CODES[pattern] ?? 0); // coded_block_pattern
          if (pattern > 0) slice.se(0); // mb_qp_delta
          skipped = 0;
        }
        kernel.writeMoved(row * columns + column, column, pattern);
      }
      slice.endRow();
    }
    if (skipped > 0) slice.ue(skipped);
  }

  #isWanted(column: number, row: number): boolean {
    const { x, y } = this.#geometry;
    return 16 * column < x.remade && 16 * row < y.remade;
  }
}
