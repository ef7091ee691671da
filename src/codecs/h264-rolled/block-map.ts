import { MODE_4X4 } from './intra-4x4.ts';

/** What is found around the picture. */
const OUTSIDE = 255;

/** A number for each block of 4×4 of a plane. */
export class BlockMap {
  readonly #stride: number;
  readonly #values: Uint8Array;

  constructor(columns: number, rows: number) {
    this.#stride = columns + 1;
    this.#values = new Uint8Array(this.#stride * (rows + 1)).fill(OUTSIDE);
  }

  set(x: number, y: number, value: number): void {
    this.#values[this.#at(x, y)] = value;
  }

  get(x: number, y: number): number {
    return this.#values[this.#at(x, y)] ?? 0;
  }

  /** Sets all in a square. */
  fill(x: number, y: number, size: number, value: number): void {
    for (let row = 0; row < size; row++) {
      const at = this.#at(x, y + row);
      this.#values.fill(value, at, at + size);
    }
  }

  /** nC, where the numbers are how many levels are not 0: the mean of those left and above (9.2.1). */
  context(x: number, y: number): number {
    const at = this.#at(x, y);
    const left = this.#values[at - 1] ?? 0;
    const top = this.#values[at - this.#stride] ?? 0;
    if (left === OUTSIDE) return top === OUTSIDE ? 0 : top;
    return top === OUTSIDE ? left : (left + top + 1) >> 1;
  }

  /** predIntra4x4PredMode, where the numbers are modes (8.3.1.1). */
  predictedMode(x: number, y: number): number {
    const at = this.#at(x, y);
    const left = this.#values[at - 1] ?? 0;
    const top = this.#values[at - this.#stride] ?? 0;
    return left === OUTSIDE || top === OUTSIDE ? MODE_4X4.dc : Math.min(left, top);
  }

  #at(x: number, y: number): number {
    return (y + 1) * this.#stride + x + 1;
  }
}
