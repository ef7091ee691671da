/** nal_unit_type, as far as they occur here (table 7-1). */
export const NAL_UNIT = { slice: 1, idrSlice: 5, sequence: 7, picture: 8 } as const;

/** The next three bytes would be read as a start code or as the end of a NAL unit (7.4.1). */
const EMULATION_PREVENTION = 3;

/**
 * A NAL unit of an RBSP: its header, then the bytes with those in between that keep start codes away
 * (7.3.1, 7.4.1).
 *
 * @param refIdc nal_ref_idc: 0 where no other picture refers to it
 */
export function nalUnit(
  refIdc: number,
  type: (typeof NAL_UNIT)[keyof typeof NAL_UNIT],
  rbsp: Uint8Array,
): Uint8Array {
  const unit = new Uint8Array(1 + rbsp.length + countEmulated(rbsp));
  unit[0] = (refIdc << 5) | type;
  let at = 1;
  let zeros = 0;
  for (let n = 0; n < rbsp.length; n++) {
    const byte = rbsp[n] ?? 0;
    if (zeros === 2 && byte <= 3) {
      unit[at++] = EMULATION_PREVENTION;
      zeros = 0;
    }
    unit[at++] = byte;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return unit;
}

function countEmulated(rbsp: Uint8Array): number {
  let count = 0;
  let zeros = 0;
  for (let n = 0; n < rbsp.length; n++) {
    const byte = rbsp[n] ?? 0;
    if (zeros === 2 && byte <= 3) {
      count++;
      zeros = 0;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return count;
}

/** A sample of one NAL unit, with its length in four bytes before it (ISO/IEC 14496-15, 5.3.2). */
export function lengthPrefixed(unit: Uint8Array): Uint8Array {
  const sample = new Uint8Array(4 + unit.length);
  new DataView(sample.buffer).setUint32(0, unit.length);
  sample.set(unit, 4);
  return sample;
}
