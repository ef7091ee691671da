import { BitReader } from './bit-reader.ts';
import { isReference, rbspOf, READ_UNIT, typeOf, unitsOf } from './nal-units.ts';
import { type StreamFormat, unknown } from './stream-format.ts';

/** What is read of a slice's header. */
export interface SliceHeader {
  readonly isIdr: boolean;
  /** Others may refer to its picture. */
  readonly isReference: boolean;
  /** pic_parameter_set_id */
  readonly pictureSet: number;
  readonly frameNum: number;
  /** pic_order_cnt_lsb, and the bit of the RBSP that it begins at. */
  readonly pocLsb: number;
  readonly pocAt: number;
  /** It says itself which pictures are kept to be referred to. */
  readonly marks: boolean;
  /** By what it begins to be quantized: SliceQP_Y (7.4.3). */
  readonly qp: number;
}

/** More bytes than slices' headers have up to what is read of them. */
const HEADER_BYTES = 128;

export function isSlice(unit: Uint8Array): boolean {
  const type = typeOf(unit);
  return type === READ_UNIT.slice || type === READ_UNIT.idrSlice;
}

/**
 * The headers of a picture's slices.
 *
 * @throws Error where there is none
 */
export function slicesOf(sample: Uint8Array, format: StreamFormat): SliceHeader[] {
  const slices = [...unitsOf(sample)]
    .filter(isSlice)
    .map((unit) => readSliceHeader(unit, rbspOf(unit, HEADER_BYTES), format));
  if (slices.length === 0) throw unknown('has a picture without slices');
  return slices;
}

/**
 * slice_header( ) (7.3.3) up to slice_qp_delta, of I and P.
 *
 * @param rbsp of the unit, as much of it as its header takes at least
 */
export function readSliceHeader(
  unit: Uint8Array,
  rbsp: Uint8Array,
  format: StreamFormat,
): SliceHeader {
  const bits = new BitReader(rbsp);
  const isIdr = typeOf(unit) === READ_UNIT.idrSlice;
  bits.ue(); // first_mb_in_slice
  const type = bits.ue() % 5;
  if (type !== 0 && type !== 2) throw unknown('has slices that are neither I nor P');
  const pictureSet = bits.ue();
  const frameNum = bits.u(format.frameNumBits);
  if (isIdr) bits.ue(); // idr_pic_id
  const pocAt = bits.position;
  const pocLsb = bits.u(format.pocLsbBits);
  if (type === 0) skipReferences(bits);
  const marks = isReference(unit) && readMarking(bits, isIdr);
  if (format.isCabac && type === 0) bits.ue(); // cabac_init_idc
  const qp = format.initialQp + bits.se();
  return {
    isIdr,
    isReference: isReference(unit),
    pictureSet,
    frameNum,
    pocLsb,
    pocAt,
    marks,
    qp,
  };
}

/** num_ref_idx_active_override_flag and ref_pic_list_modification( ) (7.3.3.1) */
function skipReferences(bits: BitReader): void {
  if (bits.u(1) === 1) bits.ue();
  if (bits.u(1) === 0) return;
  while (bits.ue() !== 3) bits.ue();
}

/**
 * dec_ref_pic_marking( ) (7.3.3.3)
 *
 * @returns whether it says anything but what is usual
 */
function readMarking(bits: BitReader, isIdr: boolean): boolean {
  if (isIdr) return bits.u(2) % 2 === 1; // long_term_reference_flag
  if (bits.u(1) === 0) return false;
  for (let operation = bits.ue(); operation !== 0; operation = bits.ue()) {
    if (operation !== 5) bits.ue();
    if (operation === 3) bits.ue();
  }
  return true;
}
