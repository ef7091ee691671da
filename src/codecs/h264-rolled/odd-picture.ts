import type { BitWriter } from './bits.ts';
import { BlockMap } from './block-map.ts';
import { writeChroma } from './chroma-levels.ts';
import { codeChromaResidual } from './chroma-residual.ts';
import type { Geometry } from './geometry.ts';
import { type CodedPicture, createPicture, type Planes } from './picture.ts';
import { placeIn } from './place.ts';
import { predictChroma } from './predict-chroma.ts';
import type { Quantiser } from './transform.ts';
import { createRow, predictVector, prediction, skip } from './vector-prediction.ts';
import { findVectors } from './vectors.ts';

/** coded_block_pattern of luma without levels, by that of chroma, in inter macroblocks (table 9-4). */
const PATTERN_CODES = [0, 1, 6];
/** More than any macroblock of chroma takes, bytes. */
const LARGEST_MACROBLOCK = 2048;

/**
 * Writes the pictures that frames an odd way from the key picture refer to. Vectors would give them the mean
 * of two samples of chroma; here the rest is added to it once, and all others show that.
 */
export class OddPictures {
  readonly #geometry: Geometry;
  readonly #quantiser: Quantiser;
  readonly #picture: CodedPicture;
  readonly #x: Int16Array;
  readonly #y: Int16Array;

  /** @param quantiser of chroma */
  constructor(geometry: Geometry, quantiser: Quantiser) {
    const { columns, rows } = geometry;
    this.#geometry = geometry;
    this.#quantiser = quantiser;
    this.#picture = createPicture(columns, rows, quantiser.qp);
    this.#x = new Int16Array(columns);
    this.#y = new Int16Array(rows);
  }

  /**
   * slice_data( ) of the P picture (7.3.4, 7.3.5)
   *
   * @param key what a decoder has of the key picture
   * @param source what is to be shown
   * @param x moved from the key picture on, quarters of a pixel
   */
  write(bits: BitWriter, key: Planes, source: Planes, x: number, y: number): void {
    const { columns, rows } = this.#geometry;
    findVectors(this.#geometry.x, x, this.#x, this.#geometry.x.remade);
    findVectors(this.#geometry.y, y, this.#y, this.#geometry.y.remade);
    const totals = [
      new BlockMap(2 * columns, 2 * rows),
      new BlockMap(2 * columns, 2 * rows),
    ] as const;
    let [above, own] = [createRow(columns), createRow(columns)];
    let skipped = 0;
    for (let row = 0; row < rows; row++) {
      [above, own] = [own, above];
      for (let column = 0; column < columns; column++) {
        predictVector(own, above, column, row, columns);
        const pattern = this.#code(key, source, column, row);
        const wanted = this.#isWanted(column, row);
        const vectorX = wanted ? (this.#x[column] ?? 0) : skip.x;
        const vectorY = wanted ? (this.#y[row] ?? 0) : skip.y;
        own.x[column] = vectorX;
        own.y[column] = vectorY;
        if (pattern === 0 && skip.x === vectorX && skip.y === vectorY) {
          for (const map of totals) map.fill(2 * column, 2 * row, 2, 0);
          skipped++;
          continue;
        }
        bits.reserve(LARGEST_MACROBLOCK);
        bits.ue(skipped); // mb_skip_run
        bits.ue(0); // mb_type: P_L0_16x16
        bits.se(vectorX - prediction.x); // mvd_l0
        bits.se(vectorY - prediction.y);
        bits.ue(PATTERN_CODES[pattern] ?? 0); // coded_block_pattern
        if (pattern > 0) bits.se(0); // mb_qp_delta
        writeChroma(bits, this.#picture, totals, column, row);
        skipped = 0;
      }
    }
    bits.reserve(8);
    if (skipped > 0) bits.ue(skipped);
    bits.trail();
  }

  #isWanted(column: number, row: number): boolean {
    const { x, y } = this.#geometry;
    return 16 * column < x.remade && 16 * row < y.remade;
  }

  /** @returns CodedBlockPatternChroma */
  #code(key: Planes, source: Planes, column: number, row: number): number {
    const { n } = placeIn(this.#geometry, column, row);
    this.#picture.patterns[n] = 0;
    if (!this.#isWanted(column, row)) return 0;
    const place = placeIn(this.#geometry, column, row);
    const [x, y] = [this.#x[column] ?? 0, this.#y[row] ?? 0];
    this.#picture.decoded.chroma.forEach((plane, p) => {
      predictChroma(key.chroma[p] ?? plane, plane, this.#geometry, place, x, y);
    });
    codeChromaResidual(source.chroma, this.#picture, place, this.#quantiser);
    return (this.#picture.patterns[n] ?? 0) >> 4;
  }
}
