import type { SteadyRate } from '../../core/film-plan.ts';
import { quantizerAt } from './encoder-config.ts';
import type { Encoded } from './group-encoder.ts';
import { isFlatKept, keepFlat } from './keep-flat.ts';
import type { Told } from './plain-pictures.ts';

/**
 * How far a frame may lie below the median of its neighbours, dB: people are promised 1.5. What comes before a group of pictures
 * and behind it is only guessed, and groups that are held begin in more ways than others.
 */
const MOST_DIP = { quantized: 1.4, held: 1.25 };
const NEIGHBOURS = 5;
/** How far it lies below those of its own group where it stands out by itself, and not because what follows is better. */
const LEAST_OWN_DIP = 0.7;
/** Of a group's encoding. */
const MOST_TRIES = 6;
/**
 * What the quantizer of a frame that stands out is multiplied by. All of a group lies above the next one where its key frame
 * is much better; and where its end lies below what comes next, but for that not below what comes before, all of it has to be
 * better.
 */
const FINER = { key: 0.9, other: 0.65, drifting: 0.8 };
/** By how much a group that is held at a quantizer of H.264 is held finer. */
const HELD_STEP = 1.5;

/** Where a film has none like it: groups of pictures have others before them and behind them. */
export interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * Encodes a group of pictures, again with finer quantizers where its flat colours are off (`keepFlat`); and where its frames are
 * measured, for those that stand out, until none does. Of tries that are all uneven the most even one is kept. One that was
 * taken for plain, and comes to detail or to other parameters than other groups have, is encoded as all others are.
 */
export async function encodeEvenly(
  told: Told,
  place: Place,
  encodeOnce: (told: Told, isFirst: boolean) => Promise<Encoded>,
): Promise<Encoded> {
  const first = await encodeOnce(told, true);
  const isDetailed = first.isUnlike === true || comesToDetail(first);
  const usual =
    isDetailed && first.told.film.steady
      ? await encodeOnce({ ...told, isMeasured: false }, false)
      : first;
  const flat = await keepFlat(usual, (next) => encodeOnce(next, false));
  return isDetailed ? flat : evenOut(flat, place, encodeOnce);
}

async function evenOut(
  first: Encoded,
  place: Place,
  encodeOnce: (told: Told, isFirst: boolean) => Promise<Encoded>,
): Promise<Encoded> {
  let best = first;
  let next = finer(first, place);
  for (let tries = 1; tries < MOST_TRIES && next !== undefined; tries++) {
    const last = await encodeOnce(next, false);
    if (last.isUnlike) break;
    const isAsFlat = isFlatKept(last) || !isFlatKept(best);
    if (isAsFlat && deepest(last, place) < deepest(best, place)) best = last;
    next = finer(last, place);
  }
  return best;
}

/** Its frames differ as their pictures do: that one stands out says nothing. */
function comesToDetail({ told, psnr = [] }: Encoded): boolean {
  return Math.min(...psnr) < (told.film.plain?.psnr ?? 0);
}

/** `undefined` where no frame stands out, or none of these can be any finer. */
function finer(encoded: Encoded, place: Place): Told | undefined {
  const { told, psnr } = encoded;
  if (psnr === undefined || deepest(encoded, place) <= mostDip(told)) return undefined;
  if (told.film.steady !== undefined) return heldFiner(told, told.film.steady);
  const quantizers = finerQuantizers(told, psnr, place);
  return quantizers && { ...told, quantizers };
}

function mostDip({ film }: Told): number {
  return film.steady === undefined ? MOST_DIP.quantized : MOST_DIP.held;
}

function heldFiner(told: Told, steady: SteadyRate): Told | undefined {
  if (steady.held === undefined || steady.held <= HELD_STEP) return undefined;
  const held = steady.held - HELD_STEP;
  return { ...told, film: { ...told.film, steady: { ...steady, held } } };
}

function finerQuantizers(
  { film, quantizers }: Told,
  psnr: readonly number[],
  place: Place,
): readonly number[] | undefined {
  let isFiner = false;
  const inItself = dipsOf(psnr, { isFirst: true, isLast: true });
  const all = dipsOf(psnr, place);
  const drifts = all.some(
    (dip, n) => n > 0 && dip > MOST_DIP.quantized && (inItself[n] ?? 0) < LEAST_OWN_DIP,
  );
  const finest = psnr.map((_, n) => {
    const own = quantizers?.[n] ?? quantizerAt(film, n) ?? 0;
    const times = timesOf(n, all[n] ?? 0, inItself[n] ?? 0, drifts);
    if (times === 1 || own <= 1) return own;
    isFiner = true;
    return Math.max(1, Math.round(times * own));
  });
  return isFiner ? finest : undefined;
}

function timesOf(n: number, dip: number, ownDip: number, drifts: boolean): number {
  const standsOut = dip > MOST_DIP.quantized;
  if (n === 0) return standsOut ? FINER.key : 1;
  if (standsOut && ownDip >= LEAST_OWN_DIP) return FINER.other;
  return drifts ? FINER.drifting : 1;
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
