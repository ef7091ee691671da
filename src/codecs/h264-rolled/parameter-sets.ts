import type { Size } from '../../core/size.ts';
import type { FrameRate } from '../../core/timeline.ts';
import { BitWriter } from '../h264-stream/bits.ts';
import type { Level } from './level.ts';
import { NAL_UNIT, nalUnit } from '../h264-stream/nal-unit.ts';
import { CHROMA_QP_OFFSET } from './quantiser.ts';

/** What a sequence parameter set says of a stream. */
export interface Sequence {
  /** Of coded pictures, in macroblocks. */
  readonly columns: number;
  readonly rows: number;
  /** What is shown of them, from their first sample on, px; even. */
  readonly shown: Size;
  readonly fps: FrameRate;
  readonly level: Level;
  /** How many pictures others may refer to at a time. */
  readonly references: 1 | 2;
}

/**
 * Constrained Baseline (A.2.1.1), which every decoder of H.264 reads: CAVLC, no B slices, no order but
 * that of decoding.
 */
const PROFILE_IDC = 66;
const CONSTRAINT_SETS_0_AND_1 = 0b1100_0000;

/** frame_num counts the pictures before that others refer to: 0 in key pictures, 1 or 2 in all others. */
export const FRAME_NUM_BITS = 4;
export const POC_LSB_BITS = 16;
/** Pictures count by two (7.4.2.1.1, 8.2.1), and may lie half of the range behind their key picture. */
export const LONGEST_GOP = 2 ** POC_LSB_BITS / 2 / 2;
/** QP of slices whose slice_qp_delta is 0. */
export const INITIAL_QP = 26;

/** BT.709 (tables E-3 to E-5). */
const BT709 = 1;
const UNSPECIFIED_FORMAT = 5;

/** seq_parameter_set_rbsp( ) (7.3.2.1.1) */
export function sequenceParameterSet(sequence: Sequence): Uint8Array {
  const { columns, rows, shown, fps, level, references } = sequence;
  const bits = new BitWriter();
  bits.u(8, PROFILE_IDC);
  bits.u(8, CONSTRAINT_SETS_0_AND_1);
  bits.u(8, level.idc);
  bits.ue(0); // seq_parameter_set_id
  bits.ue(FRAME_NUM_BITS - 4);
  bits.ue(0); // pic_order_cnt_type
  bits.ue(POC_LSB_BITS - 4);
  bits.ue(references); // max_num_ref_frames
  bits.u(1, 0); // gaps_in_frame_num_value_allowed_flag
  bits.ue(columns - 1);
  bits.ue(rows - 1);
  bits.u(1, 1); // frame_mbs_only_flag
  bits.u(1, 1); // direct_8x8_inference_flag
  writeCropping(bits, columns, rows, shown);
  bits.u(1, 1); // vui_parameters_present_flag
  writeVui(bits, fps, references);
  bits.trail();
  return nalUnit(3, NAL_UNIT.sequence, bits.finish());
}

/** Offsets count chroma samples (7.4.2.1.1). */
function writeCropping(bits: BitWriter, columns: number, rows: number, shown: Size): void {
  const offsets = [0, 16 * columns - shown.width, 0, 16 * rows - shown.height];
  const cropped = offsets.some((offset) => offset > 0);
  bits.u(1, cropped ? 1 : 0);
  if (cropped) for (const offset of offsets) bits.ue(offset / 2);
}

/** vui_parameters( ) (E.1.1) */
function writeVui(bits: BitWriter, fps: FrameRate, references: number): void {
  bits.u(1, 0); // aspect_ratio_info_present_flag
  bits.u(1, 0); // overscan_info_present_flag
  bits.u(1, 1); // video_signal_type_present_flag
  bits.u(3, UNSPECIFIED_FORMAT);
  bits.u(1, 0); // video_full_range_flag
  bits.u(1, 1); // colour_description_present_flag
  bits.u(8, BT709); // colour_primaries
  bits.u(8, BT709); // transfer_characteristics
  bits.u(8, BT709); // matrix_coefficients
  bits.u(1, 0); // chroma_loc_info_present_flag
  writeTiming(bits, fps);
  bits.u(1, 0); // nal_hrd_parameters_present_flag
  bits.u(1, 0); // vcl_hrd_parameters_present_flag
  bits.u(1, 0); // pic_struct_present_flag
  bits.u(1, 1); // bitstream_restriction_flag
  bits.u(1, 1); // motion_vectors_over_pic_boundaries_flag
  bits.ue(0); // max_bytes_per_pic_denom: no limit
  bits.ue(0); // max_bits_per_mb_denom: no limit
  bits.ue(13); // log2_max_mv_length_horizontal: 2,048 px
  bits.ue(11); // log2_max_mv_length_vertical: 512 px
  bits.ue(0); // max_num_reorder_frames
  bits.ue(references); // max_dec_frame_buffering
}

/** A frame is two ticks, as it would be two fields (E.2.1). */
function writeTiming(bits: BitWriter, { numerator, denominator }: FrameRate): void {
  const fits = Math.max(2 * numerator, denominator) < 2 ** 32;
  bits.u(1, fits ? 1 : 0);
  if (!fits) return;
  writeWord(bits, denominator); // num_units_in_tick
  writeWord(bits, 2 * numerator); // time_scale
  bits.u(1, 1); // fixed_frame_rate_flag
}

function writeWord(bits: BitWriter, value: number): void {
  bits.u(16, Math.floor(value / 2 ** 16));
  bits.u(16, value % 2 ** 16);
}

/** pic_parameter_set_rbsp( ) (7.3.2.2) */
export function pictureParameterSet(): Uint8Array {
  const bits = new BitWriter();
  bits.ue(0); // pic_parameter_set_id
  bits.ue(0); // seq_parameter_set_id
  bits.u(1, 0); // entropy_coding_mode_flag: CAVLC
  bits.u(1, 0); // bottom_field_pic_order_in_frame_present_flag
  bits.ue(0); // num_slice_groups_minus1
  bits.ue(0); // num_ref_idx_l0_default_active_minus1
  bits.ue(0); // num_ref_idx_l1_default_active_minus1
  bits.u(1, 0); // weighted_pred_flag
  bits.u(2, 0); // weighted_bipred_idc
  bits.se(INITIAL_QP - 26); // pic_init_qp_minus26
  bits.se(0); // pic_init_qs_minus26
  bits.se(CHROMA_QP_OFFSET); // chroma_qp_index_offset
  bits.u(1, 1); // deblocking_filter_control_present_flag
  bits.u(1, 0); // constrained_intra_pred_flag
  bits.u(1, 0); // redundant_pic_cnt_present_flag
  bits.trail();
  return nalUnit(3, NAL_UNIT.picture, bits.finish());
}

/** An AVCDecoderConfigurationRecord, with lengths of four bytes (ISO/IEC 14496-15, 5.3.3.1). */
export function decoderConfigurationRecord(sps: Uint8Array, pps: Uint8Array): Uint8Array {
  const lengthOf = (unit: Uint8Array) => [unit.length >> 8, unit.length & 255];
  return Uint8Array.from([
    1, // configurationVersion
    ...sps.subarray(1, 4), // profile, constraints and level
    0xfc | 3, // lengthSizeMinusOne
    0xe0 | 1, // numOfSequenceParameterSets
    ...lengthOf(sps),
    ...sps,
    1, // numOfPictureParameterSets
    ...lengthOf(pps),
    ...pps,
  ]);
}
