import type { BlockMap } from './block-map.ts';
import {
  differenceOf,
  MODE_4X4,
  type Neighbours,
  predict4x4,
  readNeighbours,
} from './intra-4x4.ts';
import { chooseWhole, codeWhole } from './intra-luma-whole.ts';
import { BLOCK_X, BLOCK_Y, type CodedPicture, KIND, LEVELS, TOTALS } from './picture.ts';
import type { Place } from './place.ts';
import { readSource } from './satd.ts';
import { addResidual, type Quantiser, quantise, transformResidual } from './transform.ts';

/** Blocks whose neighbours at the top right come later or lie in a macroblock that does (6.4.11.4). */
const NO_TOP_RIGHT = new Set([3, 7, 11, 13, 15]);
const TOP_RIGHT_IN_MACROBLOCK = Uint8Array.from({ length: 16 }, (_, n) =>
  NO_TOP_RIGHT.has(n) ? 0 : 1,
);
/** The block whose neighbours at the top right lie in macroblock C. */
const TOP_RIGHT_BLOCK = 5;

/** Modes by what they take, in the order in which they are tried. */
const MODES = {
  left: [1, 8],
  leftOrDc: [2, 1, 8],
  top: [0, 3, 7],
  topOrDc: [2, 0, 3, 7],
  topButTopRight: [0],
  straight: [2, 0, 1],
} as const;

/** Slanted modes by which straight one differs least: those that lean its way, or are even. */
const SLANTED = [
  [5, 7, 3, 4],
  [6, 8, 4],
  [3, 4],
] as const;
/** The same where nothing is at the top right. */
const SLANTED_BUT_TOP_RIGHT = [[5, 4], [6, 8, 4], [4]] as const;

/** What it costs to say a mode: one bit for the one that is expected, else four. */
const EXPECTED_MODE_BITS = 1;
const OTHER_MODE_BITS = 4;
/** Differing by less than so many bits, nothing better is looked for: it would save next to nothing. */
const FLAT_BLOCK = 16;
const FLAT_MACROBLOCK = 48;

const coefficients = new Int32Array(16);

/**
 * Codes a macroblock's luma, as 16 blocks or as a whole, whichever differs less from what is predicted.
 *
 * @param weight of a bit, in SATD
 */
export function codeLuma(
  source: Uint8Array,
  picture: CodedPicture,
  modes: BlockMap,
  place: Place,
  quantiser: Quantiser,
  weight: number,
): void {
  readMacroblock(source, place);
  const { mode, difference } = chooseWhole(picture.decoded.luma, place);
  const flat = difference < FLAT_MACROBLOCK * weight;
  if (!flat && codeBlocks(source, picture, modes, place, quantiser, weight, difference)) return;
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
    readNeighbours(decoded, at, stride, neighboursOf(block, x, y, place));
    const expected = modes.predictedMode(4 * column + x, 4 * row + y);
    const chosen = chooseMode(block, expected, weight, place);
    cost += chosen.cost;
    if (cost > limit) return false;
    predict4x4(chosen.mode, decoded, at, stride);
    transformResidual(source, decoded, at, stride, coefficients, 0);
    const start = n * LEVELS + 16 * block;
    const total = quantise(coefficients, 0, quantiser, 0, picture.levels, start);
    if (total > 0) {
      addResidual(coefficients, 0, decoded, at, stride);
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

function readMacroblock(source: Uint8Array, { luma, stride }: Place): void {
  for (let block = 0; block < 16; block++) {
    const at = luma + 4 * (BLOCK_Y[block] ?? 0) * stride + 4 * (BLOCK_X[block] ?? 0);
    readSource(block, source, at, stride);
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

const choice = { mode: 0, cost: 0 };

/** The mode that differs least, with what it costs to say it. */
function chooseMode(block: number, expected: number, weight: number, place: Place) {
  const { recurs, recursAtEnd } = place;
  const { left, top } = neighbours;
  const noTopRight = recursAtEnd && block === TOP_RIGHT_BLOCK;
  choice.mode = MODE_4X4.dc;
  choice.cost = Infinity;
  if (left && top) {
    tryModes(MODES.straight, block, expected, weight);
    if (choice.cost < FLAT_BLOCK * weight) return choice;
    const near = noTopRight ? SLANTED_BUT_TOP_RIGHT : SLANTED;
    tryModes(near[choice.mode] ?? [], block, expected, weight);
  } else if (left) tryModes(recurs ? MODES.left : MODES.leftOrDc, block, expected, weight);
  else if (!top) choice.cost = weight * EXPECTED_MODE_BITS + differenceOf(MODE_4X4.dc, block);
  else if (noTopRight) tryModes(MODES.topButTopRight, block, expected, weight);
  else tryModes(recurs ? MODES.top : MODES.topOrDc, block, expected, weight);
  return choice;
}

function tryModes(modes: readonly number[], block: number, expected: number, weight: number): void {
  for (const mode of modes) {
    const saying = weight * (mode === expected ? EXPECTED_MODE_BITS : OTHER_MODE_BITS);
    if (saying >= choice.cost) continue;
    const cost = saying + differenceOf(mode, block);
    if (cost >= choice.cost) continue;
    choice.cost = cost;
    choice.mode = mode;
  }
}
