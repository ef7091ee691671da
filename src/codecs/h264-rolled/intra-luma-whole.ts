import {
  MODE_16X16,
  predictDc16x16,
  predictHorizontal,
  predictPlane,
  predictVertical,
  meanAround,
} from './intra-whole.ts';
import {
  BLOCK_X,
  BLOCK_Y,
  type CodedPicture,
  KIND,
  LEVELS,
  LUMA_DC,
  LUMA_DC_TOTAL,
  TOTALS,
} from './picture.ts';
import type { Place } from './place.ts';
import {
  differenceOfColumns,
  differenceOfMean,
  differenceOfRows,
  differenceOfSamples,
} from './satd.ts';
import {
  addMean,
  addResidual,
  codeLumaDc,
  type Quantiser,
  quantise,
  transformResidual,
} from './transform.ts';

const { vertical, horizontal, dc: average, plane } = MODE_16X16;
const MODES = {
  any: [average, vertical, horizontal, plane],
  left: [horizontal],
  leftOrDc: [average, horizontal],
  top: [vertical],
  topOrDc: [average, vertical],
  dc: [average],
} as const;

/** Of all blocks of a macroblock. */
const coefficients = new Int32Array(256);
const dc = new Int32Array(16);
const choice = { mode: 0, difference: 0 };

/** The Intra 16×16 mode that differs least from the source (`satd.ts`). */
export function chooseWhole(decoded: Uint8Array, place: Place) {
  choice.difference = Infinity;
  for (const mode of modesAt(place)) {
    const difference = differenceOf(mode, decoded, place, choice.difference);
    if (difference >= choice.difference) continue;
    choice.difference = difference;
    choice.mode = mode;
  }
  return choice;
}

function modesAt({ left, top, recurs }: Place): readonly number[] {
  if (left && top) return MODES.any;
  if (left) return recurs ? MODES.left : MODES.leftOrDc;
  if (top) return recurs ? MODES.top : MODES.topOrDc;
  return MODES.dc;
}

/** Stops, at any number above, where it is above the limit. */
function differenceOf(mode: number, decoded: Uint8Array, place: Place, limit: number): number {
  const { luma, stride, left, top } = place;
  if (mode === plane) predictPlane(decoded, luma, stride, 16);
  const value = mode === average ? meanAround(decoded, luma, stride, left, top) : 0;
  let sum = 0;
  for (let block = 0; block < 16 && sum < limit; block++) {
    if (mode === average) sum += differenceOfMean(block, value);
    else if (mode === vertical) sum += differenceBelow(block, decoded, place);
    else if (mode === horizontal) sum += differenceBeside(block, decoded, place);
    else sum += differenceOfSamples(block, decoded, blockAt(block, place), stride);
  }
  return sum;
}

function differenceBelow(block: number, decoded: Uint8Array, { luma, stride }: Place): number {
  const at = luma - stride + 4 * (BLOCK_X[block] ?? 0);
  return differenceOfRows(
    block,
    decoded[at] ?? 0,
    decoded[at + 1] ?? 0,
    decoded[at + 2] ?? 0,
    decoded[at + 3] ?? 0,
  );
}

function differenceBeside(block: number, decoded: Uint8Array, { luma, stride }: Place): number {
  const at = luma - 1 + 4 * (BLOCK_Y[block] ?? 0) * stride;
  return differenceOfColumns(
    block,
    decoded[at] ?? 0,
    decoded[at + stride] ?? 0,
    decoded[at + 2 * stride] ?? 0,
    decoded[at + 3 * stride] ?? 0,
  );
}

function predict(mode: number, decoded: Uint8Array, { luma, stride, left, top }: Place): void {
  if (mode === vertical) predictVertical(decoded, luma, stride, 16);
  else if (mode === horizontal) predictHorizontal(decoded, luma, stride, 16);
  else if (mode === average) predictDc16x16(decoded, luma, stride, left, top);
  else predictPlane(decoded, luma, stride, 16);
}

/** Codes a macroblock's luma as a whole (Intra 16×16). */
export function codeWhole(
  source: Uint8Array,
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
  mode: number,
): void {
  const { n, stride } = place;
  const decoded = picture.decoded.luma;
  const [start, counts] = [n * LEVELS, n * TOTALS];
  predict(mode, decoded, place);
  let pattern = 0;
  for (let block = 0; block < 16; block++) {
    const from = 16 * block;
    transformResidual(source, decoded, blockAt(block, place), stride, coefficients, from);
    dc[rasterOf(block)] = coefficients[from] ?? 0;
    const total = quantise(coefficients, from, quantiser, 1, picture.levels, start + from);
    picture.totals[counts + block] = total;
    if (total > 0) pattern = 15;
  }
  const total = codeLumaDc(dc, quantiser, picture.levels, start + LUMA_DC);
  picture.totals[counts + LUMA_DC_TOTAL] = total;
  for (let block = 0; block < 16; block++) {
    const mean = dc[rasterOf(block)] ?? 0;
    if (picture.totals[counts + block] === 0) {
      addMean(mean, decoded, blockAt(block, place), stride);
      continue;
    }
    coefficients[16 * block] = mean;
    addResidual(coefficients, 16 * block, decoded, blockAt(block, place), stride);
  }
  picture.kinds[n] = KIND.intra16x16;
  picture.modes[16 * n] = mode;
  picture.patterns[n] = pattern;
}

function blockAt(block: number, { luma, stride }: Place): number {
  return luma + 4 * (BLOCK_Y[block] ?? 0) * stride + 4 * (BLOCK_X[block] ?? 0);
}

function rasterOf(block: number): number {
  return 4 * (BLOCK_Y[block] ?? 0) + (BLOCK_X[block] ?? 0);
}
