import { countPixels, type Level, type VideoCodec } from './codec.ts';

export const vp9 = {
  name: 'vp9',
  label: 'VP9',
  takes: 'planes',
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
  measure: countPixels,
  unit: 'pixels',
  // Profile, level, bits, and what they are of.
  codecString: (level, sampling, depth, transparent) =>
    `vp09.0${(sampling ? 1 : 0) + (depth ? 2 : 0)}.${level}.${depth ?? '08'}.${transparent ? TRANSPARENT_SAMPLES : SAMPLES[sampling ?? '420']}`,
  samplings: ['444', 'rgb'],
  alpha: 'whole',
  deep: true,
  multiple: 1,
  smallest: 2,
  quantizers: { draft: 170, standard: 80, high: 24, coarsest: 255 },
  quantizerKey: 'vp9',
  bitsPerPixel: 0.12,
} as const satisfies VideoCodec;

/** The same by the matrix of BT.601. */
const TRANSPARENT_SAMPLES = '01.01.01.06.00';
/** Sampling, primaries of BT.709, transfer, matrix, range: limited but for pixels themselves. */
const SAMPLES = {
  '420': '01.01.01.01.00',
  '444': '03.01.01.01.00',
  rgb: '03.01.13.00.01',
} as const;

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
