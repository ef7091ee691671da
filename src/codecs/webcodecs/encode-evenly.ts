import type { Encoded } from './encode-frames.ts';
import { quantizerAt } from './encoder-config.ts';
import type { Told } from './plain-pictures.ts';

/**
 * How far a frame may lie below the median of its neighbours, dB. People are promised 1.5; what comes before a group of
 * pictures and behind it is only guessed.
 */
const MOST_DIP = 1.4;
const NEIGHBOURS = 5;
/** Of a group's encoding. */
const MOST_TRIES = 6;
/**
 * What the quantizer of a frame that stands out is multiplied by. All of a group lies above the next one where its key frame
 * is much better.
 */
const FINER = { key: 0.9, other: 0.6 };

/** Where a film has none like it: groups of pictures have others before them and behind them. */
export interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * Encodes a group of pictures, and where its frames are measured, again with finer quantizers for those that stand out,
 * until none does. Of tries that are all uneven the most even one is kept.
 */
export async function encodeEvenly(
  told: Told,
  place: Place,
  encodeOnce: (told: Told, isFirst: boolean) => Promise<Encoded>,
): Promise<Encoded> {
  let last = await encodeOnce(told, true);
  let best = last;
  for (let tries = 1; tries < MOST_TRIES; tries++) {
    const quantizers = finerQuantizers(last, place);
    if (quantizers === undefined) break;
    last = await encodeOnce({ ...last.told, quantizers }, false);
    if (deepest(last, place) < deepest(best, place)) best = last;
  }
  return best;
}

/** `undefined` where no frame stands out, or none of these can be any finer. */
function finerQuantizers({ told, psnr }: Encoded, place: Place): readonly number[] | undefined {
  if (psnr === undefined) return undefined;
  let isFiner = false;
  const quantizers = dipsOf(psnr, place).map((dip, n) => {
    const own = told.quantizers?.[n] ?? quantizerAt(told.film, n) ?? 0;
    if (dip <= MOST_DIP || own <= 1) return own;
    isFiner = true;
    return Math.max(1, Math.round((n === 0 ? FINER.key : FINER.other) * own));
  });
  return isFiner ? quantizers : undefined;
}

function deepest({ psnr = [] }: Encoded, place: Place): number {
  return Math.max(...dipsOf(psnr, place));
}

/**
 * How far each frame of a group lies below the median of those around it, dB; as if the groups before it and behind it were
 * just like it, as each is made without a look at others.
 */
export function dipsOf(psnr: readonly number[], { isFirst, isLast }: Place): number[] {
  const all = [...(isFirst ? [] : psnr), ...psnr, ...(isLast ? [] : psnr)];
  const start = isFirst ? 0 : psnr.length;
  return psnr.map((own, n) => {
    const at = start + n;
    const before = all.slice(Math.max(0, at - NEIGHBOURS), at);
    return median([...before, ...all.slice(at + 1, at + 1 + NEIGHBOURS)]) - own;
  });
}

function median(values: readonly number[]): number {
  if (values.length === 0) return -Infinity;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
