import { COEFF_TOKEN, RUN_BEFORE, TOTAL_ZEROS, TOTAL_ZEROS_CHROMA_DC } from './cavlc-tables.ts';
import { predictionTables } from './intra-4x4.ts';

/** coded_block_pattern by its codeNum, in Intra 4×4 macroblocks (table 9-4). */
const PATTERNS = [
  47, 31, 15, 0, 23, 27, 29, 30, 7, 11, 13, 14, 39, 43, 45, 46, 16, 3, 5, 10, 12, 19, 21, 26, 28,
  35, 37, 42, 44, 1, 2, 4, 8, 17, 18, 20, 24, 6, 9, 22, 25, 32, 33, 34, 36, 40, 38, 41,
];

/** Codes of a table's row. */
const COLUMNS = 16;
/** TrailingOnes has four values; of so many TotalCoeff. */
const ONES = 4;
const TOTALS = 17;

/** Where they are in the kernel's memory, bytes from its start. */
export interface TablePlaces {
  readonly modeTable: number;
  readonly tokens: number;
  readonly totalZeros: number;
  readonly totalZerosOfChromaDc: number;
  readonly runBefore: number;
  readonly patternCodes: number;
}

/** Writes the standard's tables for the kernel. */
export function writeTables(buffer: ArrayBuffer, at: TablePlaces): void {
  new Uint8Array(buffer).set(predictionTables(), at.modeTable);
  const patterns = new Uint8Array(buffer, at.patternCodes, PATTERNS.length);
  PATTERNS.forEach((pattern, code) => (patterns[pattern] = code));
  const codes = new Uint32Array(buffer);
  [...COEFF_TOKEN, tokensFrom8()].forEach((table, t) =>
    writeCodes(codes, at.tokens + 4 * ONES * TOTALS * t, ONES, table),
  );
  // Rows begin at one.
  writeCodes(codes, at.totalZeros + 4 * COLUMNS, COLUMNS, TOTAL_ZEROS);
  writeCodes(codes, at.totalZerosOfChromaDc + 4 * COLUMNS, COLUMNS, TOTAL_ZEROS_CHROMA_DC);
  writeCodes(codes, at.runBefore + 4 * COLUMNS, COLUMNS, RUN_BEFORE);
}

/** coeff_token where nC is 8 and more: six bits (table 9-5). */
function tokensFrom8(): string[] {
  const bits = (value: number) => value.toString(2).padStart(6, '0');
  return Array.from({ length: TOTALS }, (_, total) =>
    total === 0
      ? bits(3)
      : Array.from({ length: Math.min(ONES, total + 1) }, (__, ones) =>
          bits(((total - 1) << 2) | ones),
        ).join(' '),
  );
}

/** Rows of codes, each with its length in the upper half. */
function writeCodes(
  codes: Uint32Array,
  at: number,
  columns: number,
  rows: readonly string[],
): void {
  rows.forEach((row, r) =>
    row.split(' ').forEach((code, c) => {
      codes[at / 4 + r * columns + c] = (code.length << 16) | Number.parseInt(code, 2);
    }),
  );
}
