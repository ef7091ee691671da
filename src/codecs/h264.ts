import type { Size } from '../core/size.ts';
import type { Level, VideoCodec } from './codec.ts';

export const h264 = {
  name: 'h264',
  label: 'H.264',
  takes: 'planes',
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
  measure: countMacroblocks,
  unit: 'macroblocks of 16×16',
  codecString: (level) => `avc1.6400${level}`, // High profile
  multiple: 2,
  smallest: 16,
  // With OpenH264 a film of three layers in time has two thirds of the bytes at the same PSNR, as errors
  // pass through fewer frames (docs/performance.md).
  scalabilityMode: 'L1T3',
  encoderOptions: { avc: { format: 'avc' } },
  quantizers: { draft: 35, standard: 26, high: 18, coarsest: 51 },
  quantizerKey: 'avc',
  // OpenH264 in Chromium takes no quantizer, but has ends of its own (codec/encoder/core/inc/rc.h): 26 and 35 for what
  // it takes for a screen, 12 and 42 for what a camera sees, where its first key frame has 28 in large frames, later
  // ones no less than 22. In high quality the frames behind them are held as good, and no better: the film would pulse.
  steady: {
    draft: { bitsPerPixel: 0, contentHint: 'detail' },
    standard: { bitsPerPixel: 0.8, contentHint: 'detail' },
    high: { bitsPerPixel: 1.3, rehearsed: true, held: 21 },
  },
  bitsPerPixel: 0.2,
} as const satisfies VideoCodec;

function countMacroblocks({ width, height }: Size): number {
  return Math.ceil(width / 16) * Math.ceil(height / 16);
}

/**
 * Rec. ITU-T H.264, table A-1: level_idc in hex, MaxFS, MaxMBPS and MaxBR. A.3.1: a side has at most
 * √(8 · MaxFS) macroblocks. Table A-2: High profile counts 1250 bits for each of MaxBR.
 */
function h264Level(id: string, frame: number, second: number, maxBr: number): Level {
  const side = 16 * Math.floor(Math.sqrt(8 * frame));
  return { id, frame, second, sides: { width: side, height: side }, bits: 1250 * maxBr };
}
