import type { Kernel } from './kernel.ts';

/** What of a slice's header is written. */
export interface HeaderBits {
  /** u(n) */
  u(bits: number, value: number): void;
  /** ue(v) */
  ue(value: number): void;
  /** se(v) */
  se(value: number): void;
}

/** A slice that the kernel writes, row of macroblocks by row. */
export class Slice implements HeaderBits {
  readonly #kernel: Kernel;
  readonly #written: Uint8Array;
  #bytes = new Uint8Array(1 << 18);
  #length = 0;

  /** Begins it. */
  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#written = new Uint8Array(kernel.memory.buffer);
    kernel.begin();
  }

  u(bits: number, value: number): void {
    this.#kernel.put(bits, value);
  }

  ue(value: number): void {
    this.#kernel.put(63 - 2 * Math.clz32(value + 1), value + 1);
  }

  se(value: number): void {
    this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Takes what is written so far: the kernel has room for a row of macroblocks. */
  endRow(): void {
    const row = this.#written.subarray(this.#kernel.at.bytes, this.#kernel.take());
    if (this.#length + row.length > this.#bytes.length) {
      const grown = new Uint8Array(2 * (this.#length + row.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(row, this.#length);
    this.#length += row.length;
  }

  /** @returns the slice's RBSP */
  finish(): Uint8Array {
    this.#kernel.finish();
    this.endRow();
    return this.#bytes.subarray(0, this.#length);
  }
}
