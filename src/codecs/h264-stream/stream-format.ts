import { BitReader } from './bit-reader.ts';
import { rbspOf, READ_UNIT, typeOf, unitsOfRecord } from './nal-units.ts';

/** What of a stream's parameter sets its slices are read by, and what could be said in one. */
export interface StreamFormat {
  readonly frameNumBits: number;
  /** pic_order_cnt_type: 0, counted by each slice, or 2, in the order of decoding. */
  readonly orderType: 0 | 2;
  readonly pocLsbBits: number;
  /** In a picture. */
  readonly macroblocks: number;
  readonly isCabac: boolean;
  readonly initialQp: number;
  /** Pictures that a slice refers to where it doesn't say how many. */
  readonly references: number;
  /** A slice says how its edges are smoothed. */
  readonly saysDeblocking: boolean;
}

/** More bytes than parameter sets have. */
export const SET_BYTES = 256;
/** Profiles whose sequence parameter sets say how colours are sampled (7.3.2.1.1). */
const HIGH_PROFILES = new Set([100, 110, 122, 244]);

/**
 * Reads the parameter sets of an AVCDecoderConfigurationRecord.
 *
 * @throws Error where they have what no encoder of a browser's writes: fields, scaling lists, groups of slices, or lengths that `unitsOf` doesn't read
 */
export function readStreamFormat(record: Uint8Array): StreamFormat {
  if (((record[4] ?? 0) & 3) !== 3) throw unknown('has lengths of less than four bytes');
  const units = [...unitsOfRecord(record)];
  const readerOf = (type: number) => {
    const unit = units.find((each) => typeOf(each) === type);
    if (unit === undefined) throw unknown('lacks a parameter set');
    return new BitReader(rbspOf(unit, SET_BYTES));
  };
  return {
    ...readSequence(readerOf(READ_UNIT.sequence)),
    ...readPicture(readerOf(READ_UNIT.picture)),
  };
}

/**
 * Where direct_8x8_inference_flag stands in the RBSP of a sequence parameter set, bits.
 *
 * @throws Error as `readStreamFormat`
 */
export function directInferenceAt(rbsp: Uint8Array): number {
  const bits = new BitReader(rbsp);
  readSequence(bits);
  return bits.position;
}

/** seq_parameter_set_data( ) (7.3.2.1.1), as far as frame_mbs_only_flag */
function readSequence(
  bits: BitReader,
): Pick<StreamFormat, 'frameNumBits' | 'orderType' | 'pocLsbBits' | 'macroblocks'> {
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
  const orderType = bits.ue();
  if (orderType !== 0 && orderType !== 2) throw unknown('counts pictures in cycles');
  const pocLsbBits = orderType === 0 ? bits.ue() + 4 : 0;
  bits.ue(); // max_num_ref_frames
  bits.u(1); // gaps_in_frame_num_value_allowed_flag
  const columns = bits.ue() + 1;
  const rows = bits.ue() + 1;
  if (bits.u(1) === 0) throw unknown('has fields');
  return { frameNumBits, orderType, pocLsbBits, macroblocks: columns * rows };
}

/** pic_parameter_set_rbsp( ) (7.3.2.2) */
function readPicture(
  bits: BitReader,
): Pick<StreamFormat, 'isCabac' | 'initialQp' | 'references' | 'saysDeblocking'> {
  bits.ue(); // pic_parameter_set_id
  bits.ue(); // seq_parameter_set_id
  const isCabac = bits.u(1) === 1;
  if (bits.u(1) === 1) throw unknown('has an order of fields');
  if (bits.ue() > 0) throw unknown('has groups of slices');
  const references = bits.ue() + 1;
  bits.ue(); // num_ref_idx_l1_default_active_minus1
  if (bits.u(3) > 0) throw unknown('has weighted predictions');
  const initialQp = 26 + bits.se();
  bits.se(); // pic_init_qs_minus26
  bits.se(); // chroma_qp_index_offset
  const saysDeblocking = bits.u(1) === 1;
  bits.u(1); // constrained_intra_pred_flag
  if (bits.u(1) === 1) throw unknown('has pictures twice');
  return { isCabac, initialQp, references, saysDeblocking };
}

export function unknown(what: string): Error {
  return new Error(`the stream ${what}, which is not read here`);
}
