import { codeChromaResidual } from './chroma-residual.ts';
import {
  MODE_CHROMA,
  predictDcChroma,
  predictHorizontal,
  predictPlane,
  predictVertical,
} from './intra-whole.ts';
import type { CodedPicture, Planes } from './picture.ts';
import type { Place } from './place.ts';
import type { Quantiser } from './transform.ts';

/** Differing by less than this, half a level a sample, nothing better is looked for. */
const FLAT = 64;

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
  predict(mode, decoded[0], place);
  predict(mode, decoded[1], place);
  codeChromaResidual(source, picture, place, quantiser);
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
    const difference = differenceOf(mode, source, decoded, place, least);
    if (difference < least) {
      best = mode;
      least = difference;
    }
    if (least < FLAT) break;
  }
  return best;
}

/** Stops, at any number above, where it is above the limit. */
function differenceOf(
  mode: number,
  source: Planes['chroma'],
  decoded: Planes['chroma'],
  place: Place,
  limit: number,
): number {
  const first = differenceIn(mode, source[0], decoded[0], place);
  return first >= limit ? first : first + differenceIn(mode, source[1], decoded[1], place);
}

function differenceIn(mode: number, source: Uint8Array, decoded: Uint8Array, place: Place): number {
  const { chroma, stride } = place;
  const half = stride / 2;
  if (mode === horizontal) return differenceFromLeft(source, decoded, chroma, half);
  if (mode === vertical) return differenceFromAbove(source, decoded, chroma, half);
  predict(mode, decoded, place);
  let sum = 0;
  for (let y = 0, at = chroma; y < 8; y++, at += half) {
    for (let x = at; x < at + 8; x++) sum += Math.abs((source[x] ?? 0) - (decoded[x] ?? 0));
  }
  return sum;
}

function differenceFromLeft(
  source: Uint8Array,
  decoded: Uint8Array,
  at: number,
  stride: number,
): number {
  let sum = 0;
  for (let y = 0; y < 8; y++, at += stride) {
    const left = decoded[at - 1] ?? 0;
    for (let x = at; x < at + 8; x++) sum += Math.abs((source[x] ?? 0) - left);
  }
  return sum;
}

function differenceFromAbove(
  source: Uint8Array,
  decoded: Uint8Array,
  at: number,
  stride: number,
): number {
  let sum = 0;
  const above = at - stride;
  for (let y = 0; y < 8; y++) {
    const row = at + y * stride;
    for (let x = 0; x < 8; x++) sum += Math.abs((source[row + x] ?? 0) - (decoded[above + x] ?? 0));
  }
  return sum;
}

function predict(mode: number, plane: Uint8Array, { chroma, stride, left, top }: Place): void {
  const half = stride / 2;
  if (mode === mean) predictDcChroma(plane, chroma, half, left, top);
  else if (mode === horizontal) predictHorizontal(plane, chroma, half, 8);
  else if (mode === vertical) predictVertical(plane, chroma, half, 8);
  else predictPlane(plane, chroma, half, 8);
}
