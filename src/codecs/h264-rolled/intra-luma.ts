import type { BlockMap } from './block-map.ts';
import {
  differenceOf,
  MODE_4X4,
  type Neighbours,
  predict4x4,
  readNeighbours,
} from './intra-4x4.ts';
import {
  MODE_16X16,
  predictDc16x16,
  predictHorizontal,
  predictPlane,
  predictVertical,
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
  addResidual,
  codeLumaDc,
  type Quantiser,
  quantise,
  transformResidual,
} from './transform.ts';

/** Blocks whose neighbours at the top right come later or lie in a macroblock that does (6.4.11.4). */
const NO_TOP_RIGHT = new Set([3, 7, 11, 13, 15]);
const TOP_RIGHT_IN_MACROBLOCK = Uint8Array.from({ length: 16 }, (_, n) =>
  NO_TOP_RIGHT.has(n) ? 0 : 1,
);
/** The block whose neighbours at the top right lie in macroblock C. */
const TOP_RIGHT_BLOCK = 5;

/** Modes by what they take, in the order in which they are tried. */
const MODES = {
  any: [2, 0, 1, 3, 4, 5, 6, 7, 8],
  anyButTopRight: [2, 0, 1, 4, 5, 6, 8],
  left: [1, 8],
  leftOrDc: [2, 1, 8],
  top: [0, 3, 7],
  topOrDc: [2, 0, 3, 7],
  topButTopRight: [0],
  dc: [2],
} as const;

/** What it costs to say a mode: one bit for the one that is expected, else four. */
const EXPECTED_MODE_BITS = 1;
const OTHER_MODE_BITS = 4;

const coefficients = new Int32Array(16);
const macroblock = new Int32Array(256);
const dc = new Int32Array(16);
const target = new Uint8Array(16);

/**
 * Codes a macroblock's luma, as 16 blocks or as a whole, whichever differs less from what is predicted.
 *
 * @param weight of a bit, in levels of difference
 */
export function codeLuma(
  source: Uint8Array,
  picture: CodedPicture,
  modes: BlockMap,
  place: Place,
  quantiser: Quantiser,
  weight: number,
): void {
  const { mode, difference } = chooseWhole(source, picture.decoded.luma, place);
  if (codeBlocks(source, picture, modes, place, quantiser, weight, difference)) return;
  codeWhole(source, picture, place, quantiser, mode);
  modes.fill(4 * place.column, 4 * place.row, 4, MODE_4X4.dc);
}

/** @returns false, with nothing of value done, where it would cost more than `limit` */
function codeBlocks(
  source: Uint8Array,
  picture: CodedPicture,
  modes: BlockMap,
  place: Place,
  quantiser: Quantiser,
  weight: number,
  limit: number,
): boolean {
  const { n, stride, column, row } = place;
  const decoded = picture.decoded.luma;
  let cost = weight * EXPECTED_MODE_BITS;
  let pattern = 0;
  for (let block = 0; block < 16; block++) {
    const x = BLOCK_X[block] ?? 0;
    const y = BLOCK_Y[block] ?? 0;
    const at = place.luma + 4 * y * stride + 4 * x;
    readTarget(source, at, stride);
    readNeighbours(decoded, at, stride, neighboursOf(block, x, y, place));
    const expected = modes.predictedMode(4 * column + x, 4 * row + y);
    const chosen = chooseMode(candidates(block, place), expected, weight);
    cost += chosen.cost;
    if (cost > limit) return false;
    predict4x4(chosen.mode, decoded, at, stride);
    transformResidual(source, decoded, at, stride, coefficients);
    const start = n * LEVELS + 16 * block;
    const total = quantise(coefficients, quantiser, 0, picture.levels, start);
    if (total > 0) {
      addResidual(coefficients, decoded, at, stride);
      pattern |= 1 << (block >> 2);
    }
    picture.totals[n * TOTALS + block] = total;
    picture.modes[16 * n + block] = chosen.mode;
    modes.set(4 * column + x, 4 * row + y, chosen.mode);
  }
  picture.kinds[n] = KIND.intra4x4;
  picture.patterns[n] = pattern;
  return true;
}

function readTarget(source: Uint8Array, at: number, stride: number): void {
  for (let y = 0, n = 0; y < 4; y++, at += stride) {
    for (let x = 0; x < 4; x++, n++) target[n] = source[at + x] ?? 0;
  }
}

const neighbours = { left: false, top: false, topRight: false };

function neighboursOf(block: number, x: number, y: number, place: Place): Neighbours {
  neighbours.left = place.left || x > 0;
  neighbours.top = place.top || y > 0;
  neighbours.topRight =
    block === TOP_RIGHT_BLOCK
      ? place.topRight
      : neighbours.top && TOP_RIGHT_IN_MACROBLOCK[block] === 1;
  return neighbours;
}

/** The modes that a block may have. */
function candidates(block: number, { recurs, recursAtEnd }: Place): readonly number[] {
  const { left, top } = neighbours;
  const noTopRight = recursAtEnd && block === TOP_RIGHT_BLOCK;
  if (left && top) return noTopRight ? MODES.anyButTopRight : MODES.any;
  if (left) return recurs ? MODES.left : MODES.leftOrDc;
  if (!top) return MODES.dc;
  if (noTopRight) return MODES.topButTopRight;
  return recurs ? MODES.top : MODES.topOrDc;
}

const choice = { mode: 0, cost: 0 };

/** The mode that differs least from the block in `target`, with what it costs to say it. */
function chooseMode(modes: readonly number[], expected: number, weight: number) {
  choice.cost = Infinity;
  for (const mode of modes) {
    const saying = weight * (mode === expected ? EXPECTED_MODE_BITS : OTHER_MODE_BITS);
    if (saying >= choice.cost) continue;
    const cost = saying + differenceOf(mode, target, choice.cost - saying);
    if (cost >= choice.cost) continue;
    choice.cost = cost;
    choice.mode = mode;
  }
  return choice;
}

const whole = { mode: 0, difference: 0 };

/** The Intra 16×16 mode that differs least. */
function chooseWhole(source: Uint8Array, decoded: Uint8Array, place: Place) {
  whole.difference = Infinity;
  for (const mode of wholeModes(place)) {
    predictWhole(mode, decoded, place);
    const difference = wholeDifference(source, decoded, place, whole.difference);
    if (difference >= whole.difference) continue;
    whole.difference = difference;
    whole.mode = mode;
  }
  return whole;
}

const { vertical, horizontal, dc: mean, plane } = MODE_16X16;
const WHOLE_MODES = {
  any: [mean, vertical, horizontal, plane],
  left: [horizontal],
  leftOrDc: [mean, horizontal],
  top: [vertical],
  topOrDc: [mean, vertical],
  dc: [mean],
} as const;

function wholeModes({ left, top, recurs }: Place): readonly number[] {
  if (left && top) return WHOLE_MODES.any;
  if (left) return recurs ? WHOLE_MODES.left : WHOLE_MODES.leftOrDc;
  if (top) return recurs ? WHOLE_MODES.top : WHOLE_MODES.topOrDc;
  return WHOLE_MODES.dc;
}

function predictWhole(mode: number, decoded: Uint8Array, { luma, stride, left, top }: Place): void {
  if (mode === vertical) predictVertical(decoded, luma, stride, 16);
  else if (mode === horizontal) predictHorizontal(decoded, luma, stride, 16);
  else if (mode === mean) predictDc16x16(decoded, luma, stride, left, top);
  else predictPlane(decoded, luma, stride, 16);
}

function wholeDifference(
  source: Uint8Array,
  decoded: Uint8Array,
  { luma, stride }: Place,
  limit: number,
): number {
  let sum = 0;
  for (let y = 0, at = luma; y < 16 && sum < limit; y++, at += stride) {
    for (let x = 0; x < 16; x++) sum += Math.abs((source[at + x] ?? 0) - (decoded[at + x] ?? 0));
  }
  return sum;
}

function codeWhole(
  source: Uint8Array,
  picture: CodedPicture,
  place: Place,
  quantiser: Quantiser,
  mode: number,
): void {
  const { n, stride } = place;
  const decoded = picture.decoded.luma;
  const [start, counts] = [n * LEVELS, n * TOTALS];
  predictWhole(mode, decoded, place);
  let pattern = 0;
  for (let block = 0; block < 16; block++) {
    transformResidual(source, decoded, blockAt(block, place), stride, coefficients);
    dc[rasterOf(block)] = coefficients[0] ?? 0;
    const total = quantise(coefficients, quantiser, 1, picture.levels, start + 16 * block);
    picture.totals[counts + block] = total;
    if (total > 0) pattern = 15;
    macroblock.set(coefficients, 16 * block);
  }
  const total = codeLumaDc(dc, quantiser, picture.levels, start + LUMA_DC);
  picture.totals[counts + LUMA_DC_TOTAL] = total;
  for (let block = 0; block < 16; block++) {
    for (let i = 1; i < 16; i++) coefficients[i] = macroblock[16 * block + i] ?? 0;
    coefficients[0] = dc[rasterOf(block)] ?? 0;
    addResidual(coefficients, decoded, blockAt(block, place), stride);
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
