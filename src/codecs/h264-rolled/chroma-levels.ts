import type { BitWriter } from './bits.ts';
import type { BlockMap } from './block-map.ts';
import { CHROMA_DC, writeResidual } from './cavlc.ts';
import {
  CHROMA_AC,
  CHROMA_AC_TOTAL,
  CHROMA_DC_AT,
  CHROMA_DC_TOTAL,
  type CodedPicture,
  LEVELS,
  TOTALS,
} from './picture.ts';

/** The part of residual( ) that is chroma's (7.3.5.3). */
export function writeChroma(
  bits: BitWriter,
  { patterns, totals, levels, columns }: CodedPicture,
  maps: readonly [BlockMap, BlockMap],
  column: number,
  row: number,
): void {
  const n = row * columns + column;
  const pattern = (patterns[n] ?? 0) >> 4;
  const [start, counts] = [n * LEVELS, n * TOTALS];
  for (let plane = 0; plane < 2 && pattern > 0; plane++) {
    const total = totals[counts + CHROMA_DC_TOTAL + plane] ?? 0;
    writeResidual(bits, levels, start + CHROMA_DC_AT + 4 * plane, 4, total, CHROMA_DC);
  }
  maps.forEach((map, plane) => {
    for (let block = 0; block < 4; block++) {
      const x = 2 * column + (block & 1);
      const y = 2 * row + (block >> 1);
      const total = pattern === 2 ? (totals[counts + CHROMA_AC_TOTAL + 4 * plane + block] ?? 0) : 0;
      const at = start + CHROMA_AC + 16 * (4 * plane + block);
      if (pattern === 2) writeResidual(bits, levels, at + 1, 15, total, map.context(x, y));
      map.set(x, y, total);
    }
  });
}
