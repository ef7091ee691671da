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
  /** Width and height at most, px. */
  readonly sides: Size;
  /** Bits a second at most. */
  readonly bits: number;
}

export interface Codec {
  readonly label: string;
  /** As the muxer names it. */
  readonly track: 'avc' | 'vp9' | 'av1';
  readonly levels: readonly Level[];
  /** The frame of the levels that decoders everywhere take: full HD. */
  readonly commonFrame: number;
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

/**
 * Rec. ITU-T H.264, table A-1: level_idc in hex, MaxFS, MaxMBPS and MaxBR. A.3.1: a side has at most
 * √(8 · MaxFS) macroblocks. Table A-2: High profile counts 1250 bits for each of MaxBR.
 */
function h264Level(id: string, frame: number, second: number, maxBr: number): Level {
  const side = 16 * Math.floor(Math.sqrt(8 * frame));
  return { id, frame, second, sides: { width: side, height: side }, bits: 1250 * maxBr };
}

/** VP9 bitstream specification, annex A: level, MaxLumaPictureSize, MaxLumaSampleRate, the longest side, kbit/s. */
function vp9Level(
  id: string,
  frame: number,
  second: number,
  side: number,
  kilobits: number,
): Level {
  return { id, frame, second, sides: { width: side, height: side }, bits: 1000 * kilobits };
}

/** AV1 bitstream specification, annex A.3: seq_level_idx, MaxPicSize, MaxDisplayRate, MaxHSize, MaxVSize, MainMbps. */
function av1Level(
  id: string,
  frame: number,
  second: number,
  width: number,
  height: number,
  megabits: number,
): Level {
  return { id, frame, second, sides: { width, height }, bits: 1e6 * megabits };
}

export const CODECS: Readonly<Record<CodecName, Codec>> = {
  h264: {
    label: 'H.264',
    track: 'avc',
    levels: [
      h264Level('0a', 99, 1_485, 64),
      h264Level('0b', 396, 3_000, 192),
      h264Level('0d', 396, 11_880, 768),
      h264Level('15', 792, 19_800, 4_000),
      h264Level('1e', 1_620, 40_500, 10_000),
      h264Level('1f', 3_600, 108_000, 14_000),
      h264Level('20', 5_120, 216_000, 20_000),
      h264Level('28', 8_192, 245_760, 20_000),
      h264Level('29', 8_192, 245_760, 50_000),
      h264Level('2a', 8_704, 522_240, 50_000),
      h264Level('32', 22_080, 589_824, 135_000),
      h264Level('33', 36_864, 983_040, 240_000),
      h264Level('34', 36_864, 2_073_600, 240_000),
    ],
    commonFrame: 8_192,
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
    levels: [
      vp9Level('10', 36_864, 829_440, 512, 200),
      vp9Level('11', 73_728, 2_764_800, 768, 800),
      vp9Level('20', 122_880, 4_608_000, 960, 1_800),
      vp9Level('21', 245_760, 9_216_000, 1_344, 3_600),
      vp9Level('30', 552_960, 20_736_000, 2_048, 7_200),
      vp9Level('31', 983_040, 36_864_000, 2_752, 12_000),
      vp9Level('40', 2_228_224, 83_558_400, 4_160, 18_000),
      vp9Level('41', 2_228_224, 160_432_128, 4_160, 30_000),
      vp9Level('50', 8_912_896, 311_951_360, 8_384, 60_000),
      vp9Level('51', 8_912_896, 588_251_136, 8_384, 120_000),
      vp9Level('52', 8_912_896, 1_176_502_272, 8_384, 180_000),
      vp9Level('60', 35_651_584, 1_176_502_272, 16_832, 180_000),
      vp9Level('61', 35_651_584, 2_353_004_544, 16_832, 240_000),
      vp9Level('62', 35_651_584, 4_706_009_088, 16_832, 480_000),
    ],
    commonFrame: 2_228_224,
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
    levels: [
      av1Level('00', 147_456, 4_423_680, 2_048, 1_152, 1.5),
      av1Level('01', 278_784, 8_363_520, 2_816, 1_584, 3),
      av1Level('04', 665_856, 19_975_680, 4_352, 2_448, 6),
      av1Level('05', 1_065_024, 31_950_720, 5_504, 3_096, 10),
      av1Level('08', 2_359_296, 70_778_880, 6_144, 3_456, 12),
      av1Level('09', 2_359_296, 141_557_760, 6_144, 3_456, 20),
      av1Level('12', 8_912_896, 267_386_880, 8_192, 4_352, 30),
      av1Level('13', 8_912_896, 534_773_760, 8_192, 4_352, 40),
      av1Level('14', 8_912_896, 1_069_547_520, 8_192, 4_352, 60),
      av1Level('16', 35_651_584, 1_069_547_520, 16_384, 8_704, 60),
      av1Level('17', 35_651_584, 2_139_095_040, 16_384, 8_704, 100),
      av1Level('18', 35_651_584, 4_278_190_080, 16_384, 8_704, 160),
      // “Maximum parameters”: what no level holds; the frame is as large as encoders were seen to take.
      av1Level('31', 35_651_584, Infinity, 65_536, 65_536, Infinity),
    ],
    commonFrame: 2_359_296,
    measure: pixels,
    unit: 'pixels',
    // Main profile, main tier, 8 bits, 4:2:0, BT.709 primaries, transfer and matrix, limited range.
    codecString: (level) => `av01.0.${level}M.08.0.110.01.01.01.0`,
    multiple: 1,
    smallest: 2,
    bitsPerPixel: 0.1,
  },
};

/** `vp9, av1`: what may be tried in a codec's place. */
export function otherCodecs(codec: CodecName): string {
  return Object.keys(CODECS)
    .filter((name) => name !== codec)
    .join(', ');
}
