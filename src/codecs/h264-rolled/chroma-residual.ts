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

/** Of a plane's four blocks. */
const coefficients = new Int32Array(64);
const dc = new Int32Array(4);

/** Codes what a macroblock's chroma differs by from what was predicted in `picture.decoded`, and adds it there. */
export function codeChromaResidual(
  source: Planes['chroma'],
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
): void {
  const { decoded } = picture;
  const cb = codePlane(source[0], decoded.chroma[0], 0, picture, place, quantiser);
  const cr = codePlane(source[1], decoded.chroma[1], 1, picture, place, quantiser);
  const pattern = Math.max(cb, cr);
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
  const [start, counts] = [place.n * LEVELS, place.n * TOTALS];
  let pattern: number = PATTERN.none;
  for (let block = 0; block < 4; block++) {
    const from = 16 * block;
    transformResidual(source, decoded, blockAt(block, place), half, coefficients, from);
    dc[block] = coefficients[from] ?? 0;
    const at = start + CHROMA_AC + 16 * (4 * p + block);
    const total = quantise(coefficients, from, quantiser, 1, picture.levels, at);
    picture.totals[counts + CHROMA_AC_TOTAL + 4 * p + block] = total;
    if (total > 0) pattern = PATTERN.all;
  }
  const total = codeChromaDc(dc, quantiser, picture.levels, start + CHROMA_DC_AT + 4 * p);
  picture.totals[counts + CHROMA_DC_TOTAL + p] = total;
  if (total > 0 && pattern === PATTERN.none) pattern = PATTERN.dc;
  if (pattern === PATTERN.none) return pattern;
  for (let block = 0; block < 4; block++) {
    const mean = dc[block] ?? 0;
    if (picture.totals[counts + CHROMA_AC_TOTAL + 4 * p + block] === 0) {
      addMean(mean, decoded, blockAt(block, place), half);
      continue;
    }
    coefficients[16 * block] = mean;
    addResidual(coefficients, 16 * block, decoded, blockAt(block, place), half);
  }
  return pattern;
}

function blockAt(block: number, { chroma, stride }: Place): number {
  return chroma + 2 * (block >> 1) * stride + 4 * (block & 1);
}
