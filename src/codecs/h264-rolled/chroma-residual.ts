import {
  CHROMA_AC,
  CHROMA_AC_TOTAL,
  CHROMA_DC_AT,
  CHROMA_DC_TOTAL,
  type CodedPicture,
  LEVELS,
  type Planes,
  TOTALS,
} from './picture.ts';
import type { Place } from './place.ts';
import {
  addMean,
  addResidual,
  codeChromaDc,
  type Quantiser,
  quantise,
  transformResidual,
} from './transform.ts';

/** CodedBlockPatternChroma (7.4.5): nothing, DC alone, all. */
const PATTERN = { none: 0, dc: 1, all: 2 } as const;

const coefficients = new Int32Array(16);
const macroblock = new Int32Array(128);
const dc = new Int32Array(4);

/** Codes what a macroblock's chroma differs by from what was predicted in `picture.decoded`, and adds it there. */
export function codeChromaResidual(
  source: Planes['chroma'],
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
): void {
  let pattern: number = PATTERN.none;
  picture.decoded.chroma.forEach((plane, p) => {
    pattern = Math.max(pattern, codePlane(source[p] ?? plane, plane, p, picture, place, quantiser));
  });
  const luma = (picture.patterns[place.n] ?? 0) & 15;
  picture.patterns[place.n] = luma | (pattern << 4);
}

/** @returns the plane's part of CodedBlockPatternChroma */
function codePlane(
  source: Uint8Array,
  decoded: Uint8Array,
  p: number,
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
): number {
  const half = place.stride / 2;
  const blockAt = (block: number) => place.chroma + 4 * (block >> 1) * half + 4 * (block & 1);
  const [start, counts] = [place.n * LEVELS, place.n * TOTALS];
  let pattern: number = PATTERN.none;
  for (let block = 0; block < 4; block++) {
    transformResidual(source, decoded, blockAt(block), half, coefficients);
    dc[block] = coefficients[0] ?? 0;
    const at = start + CHROMA_AC + 16 * (4 * p + block);
    const total = quantise(coefficients, quantiser, 1, picture.levels, at);
    picture.totals[counts + CHROMA_AC_TOTAL + 4 * p + block] = total;
    if (total > 0) pattern = PATTERN.all;
    for (let i = 1; i < 16; i++) macroblock[16 * block + i] = coefficients[i] ?? 0;
  }
  const total = codeChromaDc(dc, quantiser, picture.levels, start + CHROMA_DC_AT + 4 * p);
  picture.totals[counts + CHROMA_DC_TOTAL + p] = total;
  if (total > 0 && pattern === PATTERN.none) pattern = PATTERN.dc;
  if (pattern === PATTERN.none) return pattern;
  for (let block = 0; block < 4; block++) {
    if (picture.totals[counts + CHROMA_AC_TOTAL + 4 * p + block] === 0) {
      addMean(dc[block] ?? 0, decoded, blockAt(block), half);
      continue;
    }
    for (let i = 1; i < 16; i++) coefficients[i] = macroblock[16 * block + i] ?? 0;
    coefficients[0] = dc[block] ?? 0;
    addResidual(coefficients, decoded, blockAt(block), half);
  }
  return pattern;
}
