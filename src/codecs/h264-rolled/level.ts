import type { FrameRate } from '../../core/timeline.ts';

/** A row of table A-1. */
export interface Level {
  /** level_idc: ten times the level's number. */
  readonly idc: number;
  /** MaxMBPS: macroblocks a second. */
  readonly rate: number;
  /** MaxFS: macroblocks a frame. */
  readonly frame: number;
  /** MaxCPB, thousands of bits: no picture may be larger. */
  readonly buffer: number;
  /** MaxVmvR: how far vectors reach up and down, px. */
  readonly vertical: number;
}

const LEVELS: readonly Level[] = [
  { idc: 10, rate: 1_485, frame: 99, buffer: 175, vertical: 64 },
  { idc: 11, rate: 3_000, frame: 396, buffer: 500, vertical: 128 },
  { idc: 12, rate: 6_000, frame: 396, buffer: 1_000, vertical: 128 },
  { idc: 13, rate: 11_880, frame: 396, buffer: 2_000, vertical: 128 },
  { idc: 20, rate: 11_880, frame: 396, buffer: 2_000, vertical: 128 },
  { idc: 21, rate: 19_800, frame: 792, buffer: 4_000, vertical: 256 },
  { idc: 22, rate: 20_250, frame: 1_620, buffer: 4_000, vertical: 256 },
  { idc: 30, rate: 40_500, frame: 1_620, buffer: 10_000, vertical: 256 },
  { idc: 31, rate: 108_000, frame: 3_600, buffer: 14_000, vertical: 512 },
  { idc: 32, rate: 216_000, frame: 5_120, buffer: 20_000, vertical: 512 },
  { idc: 40, rate: 245_760, frame: 8_192, buffer: 25_000, vertical: 512 },
  { idc: 41, rate: 245_760, frame: 8_192, buffer: 62_500, vertical: 512 },
  { idc: 42, rate: 522_240, frame: 8_704, buffer: 62_500, vertical: 512 },
  { idc: 50, rate: 589_824, frame: 22_080, buffer: 135_000, vertical: 512 },
  { idc: 51, rate: 983_040, frame: 36_864, buffer: 240_000, vertical: 512 },
  { idc: 52, rate: 2_073_600, frame: 36_864, buffer: 240_000, vertical: 512 },
];

/** What a macroblock takes at most, all of it raw: mb_type, alignment and 384 samples, bits. */
const RAW_MACROBLOCK = 16 + 8 * 384;

/**
 * The lowest level whose limits a stream keeps (A.3.1); `undefined` above all of them.
 *
 * @param columns of macroblocks
 * @param reach of the vectors up and down, px
 */
export function levelFor(
  columns: number,
  rows: number,
  fps: FrameRate,
  reach: number,
): Level | undefined {
  const macroblocks = columns * rows;
  return LEVELS.find(
    (level) =>
      macroblocks <= level.frame &&
      macroblocks * fps.numerator <= level.rate * fps.denominator &&
      Math.max(columns, rows) ** 2 <= 8 * level.frame &&
      macroblocks * RAW_MACROBLOCK <= level.buffer * 1000 &&
      reach <= level.vertical,
  );
}
