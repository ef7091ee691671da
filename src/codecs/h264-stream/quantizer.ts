import { BitReader } from './bit-reader.ts';
import { isReference, rbspOf, READ_UNIT, typeOf, unitsOf, unitsOfRecord } from './nal-units.ts';

/** What of a stream's parameter sets its slices' quantizers are read by. */
export interface StreamFormat {
  readonly frameNumBits: number;
  readonly pocLsbBits: number;
  readonly isCabac: boolean;
  readonly initialQp: number;
}

/** More bytes than parameter sets and slices' headers have up to what is read of them. */
const HEADER_BYTES = 128;
/** Profiles whose sequence parameter sets say how colours are sampled (7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244]);

/**
 * Reads the parameter sets of an AVCDecoderConfigurationRecord.
 *
 * @throws Error where they have what no encoder of a browser's writes: fields, scaling lists, groups of slices
 */
export function readStreamFormat(record: Uint8Array): StreamFormat {
  const units = [...unitsOfRecord(record)];
  const readerOf = (type: number) => {
    const unit = units.find((each) => typeOf(each) === type);
    if (unit === undefined) throw unknown('lacks a parameter set');
    return new BitReader(rbspOf(unit, HEADER_BYTES));
  };
  return {
    ...readSequence(readerOf(READ_UNIT.sequence)),
    ...readPicture(readerOf(READ_UNIT.picture)),
  };
}

/** seq_parameter_set_data( ) (7.3.2.1.1) */
function readSequence(bits: BitReader): Pick<StreamFormat, 'frameNumBits' | 'pocLsbBits'> {
  const profile = bits.u(8);
  bits.u(16); // constraints, level
  bits.ue(); // seq_parameter_set_id
  if (HIGH_PROFILES.has(profile)) {
    if (bits.ue() === 3) throw unknown('has chroma of its own for each pixel');
    bits.ue(); // bit_depth_luma_minus8
    bits.ue(); // bit_depth_chroma_minus8
    bits.u(1); // qpprime_y_zero_transform_bypass_flag
    if (bits.u(1) === 1) throw unknown('has scaling lists');
  }
  const frameNumBits = bits.ue() + 4;
  const pocType = bits.ue();
  if (pocType === 1) throw unknown('counts pictures in cycles');
  const pocLsbBits = pocType === 0 ? bits.ue() + 4 : 0;
  bits.ue(); // max_num_ref_frames
  bits.u(1); // gaps_in_frame_num_value_allowed_flag
  bits.ue(); // pic_width_in_mbs_minus1
  bits.ue(); // pic_height_in_map_units_minus1
  if (bits.u(1) === 0) throw unknown('has fields');
  return { frameNumBits, pocLsbBits };
}

/** pic_parameter_set_rbsp( ) (7.3.2.2) */
function readPicture(bits: BitReader): Pick<StreamFormat, 'isCabac' | 'initialQp'> {
  bits.ue(); // pic_parameter_set_id
  bits.ue(); // seq_parameter_set_id
  const isCabac = bits.u(1) === 1;
  bits.u(1); // bottom_field_pic_order_in_frame_present_flag
  if (bits.ue() > 0) throw unknown('has groups of slices');
  bits.ue(); // num_ref_idx_l0_default_active_minus1
  bits.ue(); // num_ref_idx_l1_default_active_minus1
  if (bits.u(3) > 0) throw unknown('has weighted predictions');
  return { isCabac, initialQp: 26 + bits.se() };
}

/** By what a picture's slices begin to be quantized, in the mean: SliceQP_Y (7.4.3). */
export function quantizerOf(sample: Uint8Array, format: StreamFormat): number {
  let sum = 0;
  let slices = 0;
  for (const unit of unitsOf(sample)) {
    const type = typeOf(unit);
    if (type !== READ_UNIT.slice && type !== READ_UNIT.idrSlice) continue;
    sum += sliceQp(unit, type === READ_UNIT.idrSlice, format);
    slices++;
  }
  if (slices === 0) throw unknown('has a picture without slices');
  return sum / slices;
}

/** slice_header( ) (7.3.3) up to slice_qp_delta, of I and P. */
function sliceQp(unit: Uint8Array, isIdr: boolean, format: StreamFormat): number {
  const bits = new BitReader(rbspOf(unit, HEADER_BYTES));
  bits.ue(); // first_mb_in_slice
  const isP = bits.ue() % 5 === 0;
  bits.ue(); // pic_parameter_set_id
  bits.u(format.frameNumBits);
  if (isIdr) bits.ue(); // idr_pic_id
  bits.u(format.pocLsbBits);
  if (isP) skipReferences(bits);
  if (isReference(unit)) skipMarking(bits, isIdr);
  if (format.isCabac && isP) bits.ue(); // cabac_init_idc
  return format.initialQp + bits.se();
}

/** num_ref_idx_active_override_flag and ref_pic_list_modification( ) (7.3.3.1) */
function skipReferences(bits: BitReader): void {
  if (bits.u(1) === 1) bits.ue();
  if (bits.u(1) === 0) return;
  while (bits.ue() !== 3) bits.ue();
}

/** dec_ref_pic_marking( ) (7.3.3.3) */
function skipMarking(bits: BitReader, isIdr: boolean): void {
  if (isIdr) {
    bits.u(2);
    return;
  }
  if (bits.u(1) === 0) return;
  for (let operation = bits.ue(); operation !== 0; operation = bits.ue()) {
    if (operation !== 5) bits.ue();
    if (operation === 3) bits.ue();
  }
}

function unknown(what: string): Error {
  return new Error(`the stream ${what}, which is not read here`);
}
