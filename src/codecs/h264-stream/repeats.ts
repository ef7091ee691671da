import type { Chunk } from '../../core/chunk.ts';
import { concatenate } from '../../core/streams/concatenate.ts';
import { BitWriter } from './bits.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from './nal-unit.ts';
import { rbspOf, unitsOf } from './nal-units.ts';
import { isSlice, readSliceHeader, type SliceHeader, slicesOf } from './slice-header.ts';
import { readStreamFormat, type StreamFormat, unknown } from './stream-format.ts';

// A picture that shows what the one before shows needs no encoder: it is nothing but skipped macroblocks. No other
// picture refers to it (nal_ref_idc 0), so that those behind it may go on referring as their encoder has said, which
// doesn't know of it; the place where they are shown is all that changes in them.

/** Pictures count by two (8.2.1). */
const POC_STEP = 2;
/** slice_type, where all slices of the picture are of that type (table 7-6). */
const ALL_P = 5;

/** A frame of a group of pictures. */
export interface TimedFrame {
  /** µs */
  readonly timestamp: number;
  /** The encoder hasn't seen it, as it shows what the one before shows. */
  readonly isRepeat: boolean;
}

/**
 * Why such pictures can't stand between those of a stream, as what the stream does; `undefined` where they can.
 *
 * @param record its AVCDecoderConfigurationRecord
 */
export function whyNoRepeats(record: Uint8Array): string | undefined {
  let format: StreamFormat;
  try {
    format = readStreamFormat(record);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  if (format.isCabac) return 'the stream is coded arithmetically';
  if (format.orderType !== 0) return 'the stream counts pictures in the order of decoding';
  return undefined;
}

/**
 * Puts pictures that repeat the one before between those that an encoder has made.
 *
 * @param encoded a group of pictures, without those
 * @param frames all of its frames
 * @throws Error where the stream isn't one that they can stand in
 */
export function insertRepeats(encoded: readonly Chunk[], frames: readonly TimedFrame[]): Chunk[] {
  if (frames.every(({ isRepeat }) => !isRepeat)) return [...encoded];
  const record = encoded[0]?.decoderConfig?.description;
  if (record === undefined) throw unknown('came without its parameter sets');
  const refusal = whyNoRepeats(record);
  if (refusal !== undefined) throw new Error(refusal);
  const format = readStreamFormat(record);
  const left = encoded[Symbol.iterator]();
  let before: SliceHeader | undefined;
  /** Since the key picture. */
  let inserted = 0;
  return frames.map(({ timestamp, isRepeat }): Chunk => {
    if (isRepeat) {
      if (before === undefined) throw new Error('nothing is before the first frame');
      inserted++;
      const data = repeatOf(before, inserted, format);
      return { track: 'video', data, key: false, timestamp };
    }
    const { value: chunk } = left.next();
    if (chunk === undefined) throw new Error('a frame came without its picture');
    [before] = slicesOf(chunk.data, format);
    if (before?.isIdr) inserted = 0;
    return inserted === 0 ? chunk : { ...chunk, data: laterBy(inserted, chunk.data, format) };
  });
}

/** @param inserted so many are there that the encoder doesn't know, with this one */
function repeatOf(before: SliceHeader, inserted: number, format: StreamFormat): Uint8Array {
  // What was decoded last comes first in the list (8.2.4.2.1), where it is kept as usual.
  if (!before.isReference || before.marks) throw unknown('keeps pictures in an order of its own');
  const bits = new BitWriter();
  bits.ue(0); // first_mb_in_slice
  bits.ue(ALL_P);
  bits.ue(before.pictureSet);
  bits.u(format.frameNumBits, (before.frameNum + 1) % 2 ** format.frameNumBits);
  bits.u(format.pocLsbBits, later(before.pocLsb, inserted, format));
  const overrides = format.references > 1;
  bits.u(1, overrides ? 1 : 0); // num_ref_idx_active_override_flag
  if (overrides) bits.ue(0); // num_ref_idx_l0_active_minus1
  bits.u(1, 0); // ref_pic_list_modification_flag_l0
  bits.se(0); // slice_qp_delta
  if (format.saysDeblocking) bits.ue(1); // disable_deblocking_filter_idc
  bits.ue(format.macroblocks); // mb_skip_run
  bits.trail();
  return lengthPrefixed(nalUnit(0, NAL_UNIT.slice, bits.finish()));
}

/** A picture as it is where so many others are shown before it. */
function laterBy(inserted: number, sample: Uint8Array, format: StreamFormat): Uint8Array {
  return concatenate(
    [...unitsOf(sample)].map((unit) =>
      lengthPrefixed(isSlice(unit) ? sliceLaterBy(inserted, unit, format) : unit),
    ),
  );
}

function sliceLaterBy(inserted: number, unit: Uint8Array, format: StreamFormat): Uint8Array {
  const rbsp = rbspOf(unit, unit.length);
  const { pocAt, pocLsb } = readSliceHeader(unit, rbsp, format);
  setBits(rbsp, pocAt, format.pocLsbBits, later(pocLsb, inserted, format));
  return nalUnit((unit[0] ?? 0) >> 5, NAL_UNIT.slice, rbsp);
}

function later(pocLsb: number, inserted: number, { pocLsbBits }: StreamFormat): number {
  return (pocLsb + POC_STEP * inserted) % 2 ** pocLsbBits;
}

/** Writes a number over the bits that stand there. */
function setBits(bytes: Uint8Array, at: number, count: number, value: number): void {
  for (let n = 0; n < count; n++) {
    const place = at + n;
    const mask = 128 >> (place & 7);
    const isSet = ((value >> (count - 1 - n)) & 1) === 1;
    const byte = bytes[place >> 3] ?? 0;
    bytes[place >> 3] = isSet ? byte | mask : byte & ~mask;
  }
}
