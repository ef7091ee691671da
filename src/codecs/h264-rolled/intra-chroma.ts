import {
  MODE_CHROMA,
  predictDcChroma,
  predictHorizontal,
  predictPlane,
  predictVertical,
} from './intra-whole.ts';
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

/** Differing by less than this, half a level a sample, nothing better is looked for. */
const FLAT = 64;

const coefficients = new Int32Array(16);
const macroblock = new Int32Array(128);
const dc = new Int32Array(4);

/** Codes a macroblock's chroma; both planes have the same mode. */
export function codeChroma(
  source: Planes['chroma'],
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
): void {
  const decoded = picture.decoded.chroma;
  const mode = chooseMode(source, decoded, place);
  picture.chromaModes[place.n] = mode;
  let pattern: number = PATTERN.none;
  decoded.forEach((plane, p) => {
    predict(mode, plane, place);
    pattern = Math.max(pattern, codePlane(source[p] ?? plane, plane, p, picture, place, quantiser));
  });
  const luma = (picture.patterns[place.n] ?? 0) & 15;
  picture.patterns[place.n] = luma | (pattern << 4);
}

const { dc: mean, horizontal, vertical, plane: slope } = MODE_CHROMA;
const MODES = {
  any: [mean, horizontal, vertical, slope],
  left: [horizontal],
  leftOrDc: [mean, horizontal],
  top: [vertical],
  topOrDc: [mean, vertical],
  dc: [mean],
} as const;

function modesAt({ left, top, recurs }: Place): readonly number[] {
  if (left && top) return MODES.any;
  if (left) return recurs ? MODES.left : MODES.leftOrDc;
  if (top) return recurs ? MODES.top : MODES.topOrDc;
  return MODES.dc;
}

/** The mode that differs least. */
function chooseMode(source: Planes['chroma'], decoded: Planes['chroma'], place: Place): number {
  const modes = modesAt(place);
  if (modes.length === 1) return modes[0] ?? mean;
  let best: number = mean;
  let least = Infinity;
  for (const mode of modes) {
    let difference = 0;
    for (let p = 0; p < 2; p++) {
      const [from, to] = [source[p], decoded[p]];
      if (from === undefined || to === undefined) continue;
      predict(mode, to, place);
      difference += differenceOf(from, to, place);
    }
    if (difference < least) {
      best = mode;
      least = difference;
    }
    if (least < FLAT) break;
  }
  return best;
}

function predict(mode: number, plane: Uint8Array, { chroma, stride, left, top }: Place): void {
  const half = stride / 2;
  if (mode === mean) predictDcChroma(plane, chroma, half, left, top);
  else if (mode === horizontal) predictHorizontal(plane, chroma, half, 8);
  else if (mode === vertical) predictVertical(plane, chroma, half, 8);
  else predictPlane(plane, chroma, half, 8);
}

function differenceOf(source: Uint8Array, decoded: Uint8Array, { chroma, stride }: Place): number {
  let sum = 0;
  for (let y = 0, at = chroma; y < 8; y++, at += stride / 2) {
    for (let x = 0; x < 8; x++) sum += Math.abs((source[at + x] ?? 0) - (decoded[at + x] ?? 0));
  }
  return sum;
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
