/** Reads bits, the first one highest in its byte (clauses 7.2 and 9.1). */
export class BitReader {
  readonly #bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next 1 to 25 bits, which stay; behind the last come zeros. */
  peek(bits: number): number {
    const at = this.position >> 3;
    const bytes = this.#bytes;
    const word =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0);
    return (word << (this.position & 7)) >>> (32 - bits);
  }

  /** u(n): 0 to 25 bits. */
  u(bits: number): number {
    if (bits === 0) return 0;
    const value = this.peek(bits);
    this.position += bits;
    return value;
  }

  /** How many bits are 0 before the next 1, which is read, too. */
  zeros(): number {
    let count = 0;
    for (let next = this.peek(25); next === 0; next = this.peek(25)) {
      count += 25;
      this.position += 25;
      if (this.position > 8 * this.#bytes.length) throw new Error('a code ends behind its slice');
    }
    const more = Math.clz32(this.peek(25)) - 7;
    this.position += more + 1;
    return count + more;
  }

  /** ue(v): Exp-Golomb (9.1). */
  ue(): number {
    const length = this.zeros();
    return 2 ** length - 1 + this.u(length);
  }

  /** se(v): 0, 1, -1, 2, -2 … (9.1.1) */
  se(): number {
    const code = this.ue();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
