import { FRAME_NUM_BITS, INITIAL_QP, POC_LSB_BITS } from './parameter-sets.ts';
import type { HeaderBits } from './slice.ts';

/** slice_type, where all slices of the picture are of that type (table 7-6). */
const ALL_P = 5;
const ALL_I = 7;

/**
 * slice_header( ) of a key picture: an IDR picture of one I slice (7.3.3).
 *
 * @param idrPicId differs from that of the key picture before
 */
export function writeKeyHeader(bits: HeaderBits, qp: number, idrPicId: number): void {
  bits.ue(0); // first_mb_in_slice
  bits.ue(ALL_I);
  bits.ue(0); // pic_parameter_set_id
  bits.u(FRAME_NUM_BITS, 0);
  bits.ue(idrPicId);
  bits.u(POC_LSB_BITS, 0);
  bits.u(1, 0); // no_output_of_prior_pics_flag
  bits.u(1, 0); // long_term_reference_flag
  bits.se(qp - INITIAL_QP); // slice_qp_delta
  bits.ue(1); // disable_deblocking_filter_idc
}

/**
 * slice_header( ) of the first picture that refers to the key picture, and to which others refer.
 */
export function writeOddHeader(bits: HeaderBits, qp: number): void {
  writePHeader(bits, 1, 1);
  bits.u(1, 0); // ref_pic_list_modification_flag_l0
  bits.u(1, 0); // adaptive_ref_pic_marking_mode_flag
  bits.se(qp - INITIAL_QP); // slice_qp_delta
  bits.ue(1); // disable_deblocking_filter_idc
}

/** Which pictures there are to refer to, and which of them a picture does refer to. */
export type Reference = 'key alone' | 'key of two' | 'odd of two';

/**
 * slice_header( ) of a picture to which none refers.
 *
 * @param distance frames since the key picture
 */
export function writeRolledHeader(bits: HeaderBits, distance: number, reference: Reference): void {
  writePHeader(bits, reference === 'key alone' ? 1 : 2, distance);
  // What was decoded last comes first in the list (8.2.4.2.1).
  if (reference === 'key of two') writeModification(bits, 2);
  else bits.u(1, 0); // ref_pic_list_modification_flag_l0
  bits.se(0); // slice_qp_delta
  bits.ue(1); // disable_deblocking_filter_idc
}

function writePHeader(bits: HeaderBits, frameNum: number, distance: number): void {
  bits.ue(0); // first_mb_in_slice
  bits.ue(ALL_P);
  bits.ue(0); // pic_parameter_set_id
  bits.u(FRAME_NUM_BITS, frameNum);
  bits.u(POC_LSB_BITS, 2 * distance);
  bits.u(1, 0); // num_ref_idx_active_override_flag
}

/** Puts the picture whose frame_num is so much less first (7.3.3.1, 8.2.4.3.1). */
function writeModification(bits: HeaderBits, less: number): void {
  bits.u(1, 1); // ref_pic_list_modification_flag_l0
  bits.ue(0); // modification_of_pic_nums_idc: less
  bits.ue(less - 1); // abs_diff_pic_num_minus1
  bits.ue(3); // modification_of_pic_nums_idc: no more
}
