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
  const places = findEmulated(rbsp);
  const unit = new Uint8Array(1 + rbsp.length + places.length);
  unit[0] = (refIdc << 5) | type;
  let at = 1;
  let from = 0;
  for (const place of places) {
    unit.set(rbsp.subarray(from, place), at);
    at += place - from;
    unit[at++] = EMULATION_PREVENTION;
    from = place;
  }
  unit.set(rbsp.subarray(from), at);
  return unit;
}

/** Where a byte comes in between: before one of at most 3 behind two zeros. */
function findEmulated(rbsp: Uint8Array): number[] {
  const places: number[] = [];
  for (let zero = rbsp.indexOf(0); zero >= 0;) {
    const [next = 1, third = 4] = [rbsp[zero + 1], rbsp[zero + 2]];
    const emulated = next === 0 && third <= 3;
    if (emulated) places.push(zero + 2);
    zero = rbsp.indexOf(0, zero + (emulated ? 2 : 1));
  }
  return places;
}

/** A sample of one NAL unit, with its length in four bytes before it (ISO/IEC 14496-15, 5.3.2). */
export function lengthPrefixed(unit: Uint8Array): Uint8Array {
  const sample = new Uint8Array(4 + unit.length);
  new DataView(sample.buffer).setUint32(0, unit.length);
  sample.set(unit, 4);
  return sample;
}
