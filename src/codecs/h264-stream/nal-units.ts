/** nal_unit_type, as far as they are read here (Rec. ITU-T H.264, table 7-1). */
export const READ_UNIT = { slice: 1, idrSlice: 5, sequence: 7, picture: 8 } as const;

export function typeOf(unit: Uint8Array): number {
  return (unit[0] ?? 0) & 31;
}

/** nal_ref_idc: whether other pictures refer to it. */
export function isReference(unit: Uint8Array): boolean {
  return ((unit[0] ?? 0) & 96) > 0;
}

/** NAL units of a sample, each with its length in four bytes before it (ISO/IEC 14496-15, 5.3.2). */
export function* unitsOf(sample: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  for (let at = 0; at + 4 <= sample.length;) {
    const length = view.getUint32(at);
    yield sample.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
}

/** Parameter sets of an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
export function* unitsOfRecord(record: Uint8Array): Generator<Uint8Array> {
  let at = 5;
  for (const mask of [31, 255]) {
    for (let left = (record[at++] ?? 0) & mask; left > 0; left--) {
      const length = ((record[at] ?? 0) << 8) | (record[at + 1] ?? 0);
      yield record.subarray(at + 2, at + 2 + length);
      at += 2 + length;
    }
  }
}

/**
 * The first bytes of a NAL unit's RBSP: without its header, and without the bytes that keep start codes away (7.4.1), as
 * memory of its own.
 *
 * @param most bytes
 */
export function rbspOf(unit: Uint8Array, most: number): Uint8Array {
  const rbsp = new Uint8Array(Math.min(most, unit.length));
  let length = 0;
  let zeros = 0;
  for (let n = 1; n < unit.length && length < rbsp.length; n++) {
    const byte = unit[n] ?? 0;
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    rbsp[length++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return rbsp.subarray(0, length);
}
