import { rbspOf, READ_UNIT, typeOf, unitsOfRecord } from './nal-units.ts';
import { directInferenceAt, SET_BYTES } from './stream-format.ts';

/** Where AVCLevelIndication stands in an AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
const LEVEL = 3;
/** Bytes of a record before its sets, but for how many there are of each kind. */
const HEAD = 5;
/** Where level_idc stands in a sequence parameter set, behind its header. */
const LEVEL_IDC = 2;

/**
 * Whether two such records say the same but for the level, and for direct_8x8_inference_flag, which encoders set by the
 * level (A.3.3) and which speaks of pictures between others alone: one parameter set then holds for both streams, which have none.
 */
export function isSameButLevel(record: Uint8Array, other: Uint8Array): boolean {
  if (record.length !== other.length) return false;
  try {
    return levelless(record) === levelless(other);
  } catch {
    // What isn't read here may say anything.
    return false;
  }
}

/** All that it says besides, as text. */
function levelless(record: Uint8Array): string {
  const sets = [...unitsOfRecord(record)];
  const head = record.slice(0, HEAD).fill(0, LEVEL, LEVEL + 1);
  const end = sets.reduce((at, { length }) => at + 2 + length, HEAD + 2);
  return [head, ...sets.map(withoutLevel), record.subarray(end)].join(';');
}

function withoutLevel(set: Uint8Array): Uint8Array | string {
  if (typeOf(set) !== READ_UNIT.sequence) return set;
  const rbsp = rbspOf(set, SET_BYTES);
  rbsp[LEVEL_IDC] = 0;
  const at = directInferenceAt(rbsp);
  rbsp[at >> 3] = (rbsp[at >> 3] ?? 0) & ~(0x80 >> (at & 7));
  return `${set[0]},${rbsp.join()}`;
}
