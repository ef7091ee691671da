import type { BitWriter } from './bits.ts';
import { COEFF_TOKEN, RUN_BEFORE, TOTAL_ZEROS, TOTAL_ZEROS_CHROMA_DC } from './cavlc-tables.ts';

/** nC of the chroma DC levels, which have a table of their own (9.2.1). */
export const CHROMA_DC = -1;

/** Codes by row and column, as value and length. */
interface Codes {
  readonly value: Uint16Array;
  readonly length: Uint8Array;
}

const COLUMNS = 16;

const tokens = COEFF_TOKEN.map(readCodes);
const [tokens0 = readCodes([]), tokens2 = tokens0, tokens4 = tokens0, tokensOfDc = tokens0] =
  tokens;
const totalZeros = readCodes(['', ...TOTAL_ZEROS]);
const totalZerosOfDc = readCodes(['', ...TOTAL_ZEROS_CHROMA_DC]);
const runBefore = readCodes(['', ...RUN_BEFORE]);

function readCodes(rows: readonly string[]): Codes {
  const codes = {
    value: new Uint16Array(rows.length * COLUMNS),
    length: new Uint8Array(rows.length * COLUMNS),
  };
  rows.forEach((row, r) =>
    row.split(' ').forEach((code, c) => {
      codes.value[r * COLUMNS + c] = Number.parseInt(code || '0', 2);
      codes.length[r * COLUMNS + c] = code.length;
    }),
  );
  return codes;
}

/** Where the levels that are not 0 stand in the block, the last one first. */
const places = new Uint8Array(16);

/**
 * residual_block_cavlc( ) (7.3.5.3.2, 9.2)
 *
 * @param levels in scanning order
 * @param start of the block in `levels`
 * @param size maxNumCoeff: 16, 15 or 4
 * @param total how many levels are not 0
 * @param nC from the blocks around, or `CHROMA_DC`
 */
export function writeResidual(
  bits: BitWriter,
  levels: Int16Array,
  start: number,
  size: number,
  total: number,
  nC: number,
): void {
  if (total === 0) return writeToken(bits, 0, 0, nC);
  findPlaces(levels, start, size, total);
  const ones = countTrailingOnes(levels, start, total);
  writeToken(bits, total, ones, nC);
  for (let n = 0; n < ones; n++) bits.u(1, levelAt(levels, start, n) < 0 ? 1 : 0);
  writeLevels(bits, levels, start, total, ones);
  writeRuns(bits, size, total);
}

function findPlaces(levels: Int16Array, start: number, size: number, total: number): void {
  let found = 0;
  for (let n = size - 1; found < total && n >= 0; n--) {
    if (levels[start + n] !== 0) places[found++] = n;
  }
}

/** The n-th level from the end. */
function levelAt(levels: Int16Array, start: number, n: number): number {
  return levels[start + (places[n] ?? 0)] ?? 0;
}

/** Levels of ±1 at the end, at most three. */
function countTrailingOnes(levels: Int16Array, start: number, total: number): number {
  const most = Math.min(3, total);
  let ones = 0;
  while (ones < most && Math.abs(levelAt(levels, start, ones)) === 1) ones++;
  return ones;
}

function writeToken(bits: BitWriter, total: number, ones: number, nC: number): void {
  if (nC >= 8) {
    bits.u(6, total === 0 ? 3 : ((total - 1) << 2) | ones);
    return;
  }
  const codes = nC === CHROMA_DC ? tokensOfDc : nC < 2 ? tokens0 : nC < 4 ? tokens2 : tokens4;
  const at = total * COLUMNS + ones;
  bits.u(codes.length[at] ?? 0, codes.value[at] ?? 0);
}

/** level_prefix and level_suffix (9.2.2.1) */
function writeLevels(
  bits: BitWriter,
  levels: Int16Array,
  start: number,
  total: number,
  ones: number,
): void {
  let suffixLength = total > 10 && ones < 3 ? 1 : 0;
  for (let n = ones; n < total; n++) {
    const level = levelAt(levels, start, n);
    const magnitude = Math.abs(level);
    let code = 2 * magnitude - (level > 0 ? 2 : 1);
    // After fewer than three trailing ones the next level is none.
    if (n === ones && ones < 3) code -= 2;
    writeLevel(bits, code, suffixLength);
    if (suffixLength === 0) suffixLength = 1;
    if (magnitude > 3 << (suffixLength - 1) && suffixLength < 6) suffixLength++;
  }
}

/** @param code levelCode */
function writeLevel(bits: BitWriter, code: number, suffixLength: number): void {
  if (suffixLength === 0 && code >= 14 && code < 30) {
    bits.u(15, 1);
    bits.u(4, code - 14);
    return;
  }
  const escape = suffixLength === 0 ? 30 : 15 << suffixLength;
  if (code >= escape) {
    bits.u(16, 1);
    bits.u(12, code - escape);
    return;
  }
  bits.u((code >> suffixLength) + 1, 1);
  bits.u(suffixLength, code & ((1 << suffixLength) - 1));
}

/** total_zeros (9.2.3) and run_before (9.2.3.1) */
function writeRuns(bits: BitWriter, size: number, total: number): void {
  if (total === size) return;
  let zerosLeft = (places[0] ?? 0) + 1 - total;
  const codes = size === 4 ? totalZerosOfDc : totalZeros;
  const at = total * COLUMNS + zerosLeft;
  bits.u(codes.length[at] ?? 0, codes.value[at] ?? 0);
  for (let n = 1; n < total && zerosLeft > 0; n++) {
    const run = (places[n - 1] ?? 0) - (places[n] ?? 0) - 1;
    const code = Math.min(zerosLeft, 7) * COLUMNS + run;
    bits.u(runBefore.length[code] ?? 0, runBefore.value[code] ?? 0);
    zerosLeft -= run;
  }
}
