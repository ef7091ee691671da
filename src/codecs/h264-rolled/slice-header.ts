import type { BitWriter } from './bits.ts';
import { FRAME_NUM_BITS, INITIAL_QP, POC_LSB_BITS } from './parameter-sets.ts';

/** slice_type, where all slices of the picture are of that type (table 7-6). */
const ALL_P = 5;
const ALL_I = 7;

/**
 * slice_header( ) of a key picture: an IDR picture of one I slice (7.3.3).
 *
 * @param idrPicId differs from that of the key picture before
 */
export function writeKeyHeader(bits: BitWriter, qp: number, idrPicId: number): void {
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
 * slice_header( ) of a picture that refers to the key picture, and to which none refers.
 *
 * @param distance frames since the key picture
 */
export function writeRolledHeader(bits: BitWriter, distance: number): void {
  bits.ue(0); // first_mb_in_slice
  bits.ue(ALL_P);
  bits.ue(0); // pic_parameter_set_id
  bits.u(FRAME_NUM_BITS, 1);
  bits.u(POC_LSB_BITS, 2 * distance);
  bits.u(1, 0); // num_ref_idx_active_override_flag
  bits.u(1, 0); // ref_pic_list_modification_flag_l0
  bits.se(0); // slice_qp_delta
  bits.ue(1); // disable_deblocking_filter_idc
}
