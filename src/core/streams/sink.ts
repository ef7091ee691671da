/** Where the bytes of a film go. Positions may come in any order; gaps are filled later. */
export interface Sink {
  /** True where each write goes behind the one before: a pipe. The container then begins without an index. */
  readonly sequential?: boolean;
  /**
   * Told how many bytes there will be at least, as soon as that is known and when more is.
   *
   * @throws where there is no room for them
   */
  expect?(bytes: number): Promise<void>;
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** There where a film may be many files: writes one of them, whole, in the place of `write`. */
  writeFile?(number: number, bytes: Uint8Array): Promise<void>;
  /** Everything is written: make it final. */
  close(): Promise<void>;
  /** Give up: leave nothing behind. */
  abort(): Promise<void>;
}

/** A film in memory. */
export class MemorySink implements Sink {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;

  async write(bytes: Uint8Array, position: number): Promise<void> {
    const end = position + bytes.byteLength;
    if (end > this.#bytes.byteLength) this.#grow(end);
    this.#bytes.set(bytes, position);
    this.#length = Math.max(this.#length, end);
  }

  async close(): Promise<void> {}

  async abort(): Promise<void> {
    this.#bytes = new Uint8Array();
    this.#length = 0;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(atLeast: number): void {
    const larger = new Uint8Array(Math.max(atLeast, 2 * this.#bytes.byteLength));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
