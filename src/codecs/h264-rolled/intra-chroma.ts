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
  for (const plane of decoded) predict(mode, plane, place);
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
