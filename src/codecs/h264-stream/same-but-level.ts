/** Where a level stands in an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1), and in the sequence parameter set behind its start. */
const LEVELS = new Set([3, 11]);

/** Whether two such records say the same but for the level: one parameter set then holds for both streams. */
export function isSameButLevel(record: Uint8Array, other: Uint8Array): boolean {
  return (
    record.length === other.length && record.every((byte, n) => byte === other[n] || LEVELS.has(n))
  );
}
