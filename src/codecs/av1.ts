import { countPixels, type Level, type VideoCodec } from './codec.ts';

export const av1 = {
  name: 'av1',
  label: 'AV1',
  takes: 'planes',
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
  measure: countPixels,
  unit: 'pixels',
  // Main profile, main tier, 8 bits, 4:2:0, BT.709 primaries, transfer and matrix, limited range.
  codecString: (level) => `av01.0.${level}M.08.0.110.01.01.01.0`,
  multiple: 1,
  smallest: 2,
  quantizers: { draft: 170, standard: 80, high: 24, coarsest: 255 },
  quantizerKey: 'av1',
  bitsPerPixel: 0.1,
} as const satisfies VideoCodec;

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
