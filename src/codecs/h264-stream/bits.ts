/**
 * Writes bits, the first one highest in its byte, into memory that grows (clauses 7.2 and 9.1). Between
 * two calls of `reserve` no call looks at how much room is left.
 */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  /** The last bits, in the low end of a word of 32. */
  #word = 0;
  #free = 32;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  reset(): void {
    this.#length = 0;
    this.#word = 0;
    this.#free = 32;
  }

  /** Makes room for so many bytes more. */
  reserve(bytes: number): void {
    if (this.#length + bytes + 8 <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#length + bytes + 8));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  /** u(n): 0 to 31 bits; `value` has no bits above them. */
  u(bits: number, value: number): void {
    if (bits < this.#free) {
      this.#word = (this.#word << bits) | value;
      this.#free -= bits;
      return;
    }
    const rest = bits - this.#free;
    // A shift by 32 is one by 0 in JavaScript; the word is empty then, and 31 bits don't fill it.
    this.#flush((this.#word << this.#free) | (value >>> rest));
    this.#word = value;
    this.#free = 32 - rest;
  }

  /** ue(v): Exp-Golomb, 0 to 2^31 - 2 (9.1). */
  ue(value: number): void {
    const length = 31 - Math.clz32(value + 1);
    this.u(length, 0);
    this.u(1, 1);
    this.u(length, (value + 1) ^ (1 << length));
  }

  /** se(v): 0, 1, -1, 2, -2 … (9.1.1) */
  se(value: number): void {
    this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** rbsp_trailing_bits( ) (7.3.2.11) */
  trail(): void {
    this.u(1, 1);
    this.u(this.#free % 8, 0);
  }

  /** What was written, a whole number of bytes; valid until the next call. */
  finish(): Uint8Array {
    this.reserve(8);
    const left = (32 - this.#free) / 8;
    for (let n = 0; n < left; n++)
      this.#bytes[this.#length + n] = this.#word >>> (8 * (left - 1 - n));
    return this.#bytes.subarray(0, this.#length + left);
  }

  #flush(word: number): void {
    const bytes = this.#bytes;
    const at = this.#length;
    bytes[at] = word >>> 24;
    bytes[at + 1] = word >>> 16;
    bytes[at + 2] = word >>> 8;
    bytes[at + 3] = word;
    this.#length = at + 4;
  }
}
