import { countPixels, type Level, type VideoCodec } from './codec.ts';

export const hevc = {
  name: 'hevc',
  label: 'HEVC',
  takes: 'planes',
  levels: [
    hevcLevel(1, 36_864, 552_960, 128),
    hevcLevel(2, 122_880, 3_686_400, 1_500),
    hevcLevel(2.1, 245_760, 7_372_800, 3_000),
    hevcLevel(3, 552_960, 16_588_800, 6_000),
    hevcLevel(3.1, 983_040, 33_177_600, 10_000),
    hevcLevel(4, 2_228_224, 66_846_720, 12_000),
    hevcLevel(4.1, 2_228_224, 133_693_440, 20_000),
    hevcLevel(5, 8_912_896, 267_386_880, 25_000),
    hevcLevel(5.1, 8_912_896, 534_773_760, 40_000),
    hevcLevel(5.2, 8_912_896, 1_069_547_520, 60_000),
    hevcLevel(6, 35_651_584, 1_069_547_520, 60_000),
    hevcLevel(6.1, 35_651_584, 2_139_095_040, 120_000),
    hevcLevel(6.2, 35_651_584, 4_278_190_080, 240_000),
  ],
  commonFrame: 2_228_224,
  measure: countPixels,
  unit: 'pixels',
  // Main profile, which decoders of Main 10 take, too; main tier; whole frames, one after the other.
  codecString: (level) => `hvc1.1.6.L${level}.B0`,
  multiple: 2,
  smallest: 16,
  // Browsers have no program of their own for it (docs/formats.md).
  inHardwareAlone: true,
  encoderOptions: { hevc: { format: 'hevc' } } as Partial<VideoEncoderConfig>,
  // The scale of H.264, by which the same quantizer loses about the same.
  quantizers: { draft: 35, standard: 26, high: 18, coarsest: 51 },
  quantizerKey: 'hevc',
  bitsPerPixel: 0.12,
} as const satisfies VideoCodec;

/**
 * Rec. ITU-T H.265, tables A.8 and A.9, main tier: MaxLumaPs, MaxLumaSr and MaxBR, which Main profile counts 1000 bits for
 * each; general_level_idc is 30 times the level. A.4.1: a side has at most √(8 · MaxLumaPs) samples.
 */
function hevcLevel(level: number, frame: number, second: number, maxBr: number): Level {
  const side = Math.floor(Math.sqrt(8 * frame));
  const id = String(Math.round(30 * level));
  return { id, frame, second, sides: { width: side, height: side }, bits: 1000 * maxBr };
}
