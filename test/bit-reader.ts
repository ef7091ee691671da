/** Reads as clauses 7.2 and 9.1 of Rec. ITU-T H.264 tell it, bit by bit. */
export function createReader(bytes: Uint8Array) {
  let position = 0;
  const u = (bits: number) => {
    let value = 0;
    for (let n = 0; n < bits; n++, position++) {
      value = 2 * value + (((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
    }
    return value;
  };
  /** How many bits are 0 before the next 1, which is read as well. */
  const zeros = () => {
    let count = 0;
    while (u(1) === 0) if (++count > 32) throw new Error('no code');
    return count;
  };
  const ue = () => {
    const length = zeros();
    return 2 ** length - 1 + u(length);
  };
  const se = () => {
    const code = ue();
    return code % 2 === 1 ? (code + 1) / 2 : code === 0 ? 0 : -code / 2;
  };
  return { u, ue, se, zeros, left: () => 8 * bytes.length - position };
}
