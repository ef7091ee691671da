import type { BitWriter } from './bits.ts';
import { BlockMap } from './block-map.ts';
import { writeChroma } from './chroma-levels.ts';
import { writeResidual } from './cavlc.ts';
import { MODE_4X4 } from './intra-4x4.ts';
import {
  BLOCK_X,
  BLOCK_Y,
  type CodedPicture,
  KIND,
  LEVELS,
  LUMA_DC,
  LUMA_DC_TOTAL,
  type Planes,
  TOTALS,
} from './picture.ts';

/** mb_type in I slices (table 7-11); Intra 16×16 begins at 1. */
const I_NXN = 0;
const I_16X16 = 1;
const I_PCM = 25;

/** coded_block_pattern by its codeNum, in Intra 4×4 macroblocks (table 9-4). */
const PATTERNS = [
  47, 31, 15, 0, 23, 27, 29, 30, 7, 11, 13, 14, 39, 43, 45, 46, 16, 3, 5, 10, 12, 19, 21, 26, 28,
  35, 37, 42, 44, 1, 2, 4, 8, 17, 18, 20, 24, 6, 9, 22, 25, 32, 33, 34, 36, 40, 38, 41,
];
const PATTERN_CODES = Uint8Array.from(PATTERNS, (_, pattern) => PATTERNS.indexOf(pattern));

/** More than any macroblock takes, bytes. */
const LARGEST_MACROBLOCK = 4096;

/** What macroblocks leave for those after them. */
interface Maps {
  /** Intra4x4PredMode, or DC where there is none. */
  readonly modes: BlockMap;
  /** How many levels are not 0. */
  readonly luma: BlockMap;
  readonly chroma: readonly [BlockMap, BlockMap];
}

/** slice_data( ) of an intra picture (7.3.4, 7.3.5) */
export function writeIntraPicture(bits: BitWriter, picture: CodedPicture): void {
  const { columns, rows } = picture;
  const maps: Maps = {
    modes: new BlockMap(4 * columns, 4 * rows),
    luma: new BlockMap(4 * columns, 4 * rows),
    chroma: [new BlockMap(2 * columns, 2 * rows), new BlockMap(2 * columns, 2 * rows)],
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      bits.reserve(LARGEST_MACROBLOCK);
      writeMacroblock(bits, picture, maps, column, row);
    }
  }
  bits.trail();
}

/** macroblock_layer( ) */
function writeMacroblock(
  bits: BitWriter,
  picture: CodedPicture,
  maps: Maps,
  column: number,
  row: number,
): void {
  const n = row * picture.columns + column;
  const kind = picture.kinds[n] ?? 0;
  const pattern = picture.patterns[n] ?? 0;
  if (kind === KIND.raw) {
    maps.modes.fill(4 * column, 4 * row, 4, MODE_4X4.dc);
    fillTotals(maps, column, row, 16);
    writeRaw(bits, picture.decoded, column, row);
    return;
  }
  if (kind === KIND.intra4x4) {
    bits.ue(I_NXN);
    writeModes(bits, picture, maps.modes, column, row);
  } else {
    const luma = pattern & 15 ? 12 : 0;
    bits.ue(I_16X16 + (picture.modes[16 * n] ?? 0) + 4 * (pattern >> 4) + luma);
    maps.modes.fill(4 * column, 4 * row, 4, MODE_4X4.dc);
  }
  bits.ue(picture.chromaModes[n] ?? 0);
  if (kind === KIND.intra4x4) bits.ue(PATTERN_CODES[pattern] ?? 0);
  if (kind === KIND.intra4x4 && pattern === 0) {
    fillTotals(maps, column, row, 0);
    return;
  }
  bits.se(0); // mb_qp_delta
  writeLuma(bits, picture, maps.luma, column, row);
  writeChroma(bits, picture, maps.chroma, column, row);
}

function fillTotals({ luma, chroma }: Maps, column: number, row: number, total: number): void {
  luma.fill(4 * column, 4 * row, 4, total);
  for (const map of chroma) map.fill(2 * column, 2 * row, 2, total);
}

/** pcm_alignment_zero_bit and the samples as they are. */
function writeRaw(bits: BitWriter, decoded: Planes, column: number, row: number): void {
  bits.ue(I_PCM);
  bits.alignZero();
  writeSamples(bits, decoded.luma, 16, 16 * decoded.columns, column, row);
  for (const plane of decoded.chroma) {
    writeSamples(bits, plane, 8, 8 * decoded.columns, column, row);
  }
}

function writeSamples(
  bits: BitWriter,
  plane: Uint8Array,
  size: number,
  stride: number,
  column: number,
  row: number,
): void {
  for (let y = 0; y < size; y++) {
    const at = (row * size + y) * stride + column * size;
    for (let x = 0; x < size; x++) bits.u(8, plane[at + x] ?? 0);
  }
}

/** prev_intra4x4_pred_mode_flag and rem_intra4x4_pred_mode (7.3.5.1) */
function writeModes(
  bits: BitWriter,
  picture: CodedPicture,
  map: BlockMap,
  column: number,
  row: number,
): void {
  const first = 16 * (row * picture.columns + column);
  for (let block = 0; block < 16; block++) {
    const x = 4 * column + (BLOCK_X[block] ?? 0);
    const y = 4 * row + (BLOCK_Y[block] ?? 0);
    const mode = picture.modes[first + block] ?? 0;
    const predicted = map.predictedMode(x, y);
    map.set(x, y, mode);
    if (mode === predicted) bits.u(1, 1);
    else bits.u(4, mode < predicted ? mode : mode - 1);
  }
}

/** residual_luma( ) (7.3.5.3.1) */
function writeLuma(
  bits: BitWriter,
  { kinds, patterns, totals, levels, columns }: CodedPicture,
  map: BlockMap,
  column: number,
  row: number,
): void {
  const n = row * columns + column;
  const whole = kinds[n] === KIND.intra16x16;
  const pattern = patterns[n] ?? 0;
  const [start, counts] = [n * LEVELS, n * TOTALS];
  if (whole) {
    const total = totals[counts + LUMA_DC_TOTAL] ?? 0;
    const nC = map.context(4 * column, 4 * row);
    writeResidual(bits, levels, start + LUMA_DC, 16, total, nC);
  }
  for (let block = 0; block < 16; block++) {
    const x = 4 * column + (BLOCK_X[block] ?? 0);
    const y = 4 * row + (BLOCK_Y[block] ?? 0);
    const coded = (pattern >> (block >> 2)) & 1;
    const total = coded ? (totals[counts + block] ?? 0) : 0;
    const at = start + 16 * block;
    if (coded && whole) writeResidual(bits, levels, at + 1, 15, total, map.context(x, y));
    else if (coded) writeResidual(bits, levels, at, 16, total, map.context(x, y));
    map.set(x, y, total);
  }
}
