import type { CODEC_NAMES } from '../film/spec.ts';
import type { Size } from '../core/size.ts';

export type CodecName = (typeof CODEC_NAMES)[number];

/** A step of a codec's scale of decoder abilities; the first that a film fits into is named in it. */
export interface Level {
  readonly id: string;
  /** Luma samples, or macroblocks for H.264, in one frame. */
  readonly frame: number;
  /** The same in a second. */
  readonly second: number;
}

export interface Codec {
  readonly label: string;
  /** As the muxer names it. */
  readonly track: 'avc' | 'vp9' | 'av1';
  readonly levels: readonly Level[];
  /** What a frame counts for in the levels' columns. */
  readonly measure: (size: Size) => number;
  readonly unit: string;
  readonly codecString: (level: string) => string;
  /** Sizes must be multiples of this, px. */
  readonly multiple: 1 | 2;
  /** The shortest side, px. */
  readonly smallest: number;
  /** Layers of frames that others refer to or not, as WebCodecs names them; tried first. */
  readonly scalabilityMode?: string;
  /** Bits a pixel and frame at standard quality and 30 frames/s. */
  readonly bitsPerPixel: number;
}

const macroblocks = ({ width, height }: Size) => Math.ceil(width / 16) * Math.ceil(height / 16);
const pixels = ({ width, height }: Size) => width * height;

export const CODECS: Readonly<Record<CodecName, Codec>> = {
  h264: {
    label: 'H.264',
    track: 'avc',
    // Rec. ITU-T H.264, table A-1: level_idc in hex, MaxFS and MaxMBPS.
    levels: [
      { id: '0a', frame: 99, second: 1_485 },
      { id: '0b', frame: 396, second: 3_000 },
      { id: '0d', frame: 396, second: 11_880 },
      { id: '15', frame: 792, second: 19_800 },
      { id: '1e', frame: 1_620, second: 40_500 },
      { id: '1f', frame: 3_600, second: 108_000 },
      { id: '20', frame: 5_120, second: 216_000 },
      { id: '28', frame: 8_192, second: 245_760 },
      { id: '2a', frame: 8_704, second: 522_240 },
      { id: '32', frame: 22_080, second: 589_824 },
      { id: '33', frame: 36_864, second: 983_040 },
      { id: '34', frame: 36_864, second: 2_073_600 },
    ],
    measure: macroblocks,
    unit: 'macroblocks of 16×16',
    codecString: (level) => `avc1.6400${level}`, // High profile
    multiple: 2,
    smallest: 16,
    // With OpenH264 a film of three layers in time has two thirds of the bytes at the same PSNR, as errors
    // pass through fewer frames (docs/performance.md).
    scalabilityMode: 'L1T3',
    bitsPerPixel: 0.2,
  },
  vp9: {
    label: 'VP9',
    track: 'vp9',
    // VP9 bitstream specification, annex A: level, MaxLumaPictureSize and MaxLumaSampleRate.
    levels: [
      { id: '10', frame: 36_864, second: 829_440 },
      { id: '11', frame: 73_728, second: 2_764_800 },
      { id: '20', frame: 122_880, second: 4_608_000 },
      { id: '21', frame: 245_760, second: 9_216_000 },
      { id: '30', frame: 552_960, second: 20_736_000 },
      { id: '31', frame: 983_040, second: 36_864_000 },
      { id: '40', frame: 2_228_224, second: 83_558_400 },
      { id: '41', frame: 2_228_224, second: 160_432_128 },
      { id: '50', frame: 8_912_896, second: 311_951_360 },
      { id: '51', frame: 8_912_896, second: 588_251_136 },
      { id: '52', frame: 8_912_896, second: 1_176_502_272 },
      { id: '60', frame: 35_651_584, second: 1_176_502_272 },
      { id: '61', frame: 35_651_584, second: 2_353_004_544 },
      { id: '62', frame: 35_651_584, second: 4_706_009_088 },
    ],
    measure: pixels,
    unit: 'pixels',
    // Profile 0, 8 bits, 4:2:0, BT.709 primaries, transfer and matrix, limited range.
    codecString: (level) => `vp09.00.${level}.08.01.01.01.01.00`,
    multiple: 1,
    smallest: 2,
    bitsPerPixel: 0.12,
  },
  av1: {
    label: 'AV1',
    track: 'av1',
    // AV1 bitstream specification, annex A.3: seq_level_idx, MaxPicSize and MaxDisplayRate.
    levels: [
      { id: '00', frame: 147_456, second: 4_423_680 },
      { id: '01', frame: 278_784, second: 8_363_520 },
      { id: '04', frame: 665_856, second: 19_975_680 },
      { id: '05', frame: 1_065_024, second: 31_950_720 },
      { id: '08', frame: 2_359_296, second: 70_778_880 },
      { id: '09', frame: 2_359_296, second: 141_557_760 },
      { id: '12', frame: 8_912_896, second: 267_386_880 },
      { id: '13', frame: 8_912_896, second: 534_773_760 },
      { id: '14', frame: 8_912_896, second: 1_069_547_520 },
      { id: '16', frame: 35_651_584, second: 1_069_547_520 },
      { id: '17', frame: 35_651_584, second: 2_139_095_040 },
      { id: '18', frame: 35_651_584, second: 4_278_190_080 },
    ],
    measure: pixels,
    unit: 'pixels',
    // Main profile, main tier, 8 bits, 4:2:0, BT.709 primaries, transfer and matrix, limited range.
    codecString: (level) => `av01.0.${level}M.08.0.110.01.01.01.0`,
    multiple: 1,
    smallest: 2,
    bitsPerPixel: 0.1,
  },
};
