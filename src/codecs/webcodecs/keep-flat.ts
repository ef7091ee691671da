import { compareFaults, isKept, NO_FAULT } from '../../core/planes/flat-error.ts';
import { quantizerAt } from './encoder-config.ts';
import type { Encoded } from './group-encoder.ts';
import { heldFor } from './plain-bounds.ts';
import { heldGroup, type Told } from './plain-pictures.ts';
import type { FlatSeen } from './watch-quality.ts';

/** What is tried where flat colours are off, coarsest first. */
interface Finer<Value> {
  /** Whatever they do: quantizers of better qualities, so that a coarser quality is never finer than a better one. */
  readonly usual: readonly Value[];
  /** Where they stand: key frames take most of the bytes then, and keep them. Of what moves, no quantizer keeps all. */
  readonly standing: readonly Value[];
}

const QUANTIZERS: Finer<number> = { usual: [80, 24], standing: [12, 6, 3] };
/** What the quantizers of ten bits, which differ from frame to frame, are multiplied by instead. */
const TIMES_DEEP: Finer<number> = { usual: [1 / 2, 1 / 4], standing: [1 / 8, 1 / 16] };
/** Quantizers of H.264 that an encoder is held near which takes none. */
const HELD: Finer<number> = { usual: [21], standing: [17, 13] };
/** Where nothing keeps them and they move, a try has at most so many times the bytes of the first. */
const MOST_TIMES = 3;

/**
 * Encodes a group of pictures again with finer quantizers, all of them, where its flat colours are off: an encoder that has a
 * coarse one leaves whole patches in another colour.
 *
 * @param first as what it was encoded first
 */
export async function keepFlat(
  first: Encoded,
  encodeOnce: (told: Told) => Promise<Encoded>,
): Promise<Encoded> {
  const from = first.flat === 'unseen' ? await encodeOnce({ ...first.told, isFlat: true }) : first;
  if (isFlatKept(from)) return from;
  const tries = [from];
  for (const told of finerWays(from)) {
    const next = await encodeOnce({ ...told, isFlat: true });
    if (next.isUnlike) break;
    if (isFlatKept(next)) return next;
    tries.push(next);
  }
  const most = faultOf(from).stands ? Infinity : MOST_TIMES * bytesOf(from);
  return tries
    .filter((each) => bytesOf(each) <= most)
    .reduce((best, each) => (compareFaults(faultOf(each), faultOf(best)) < 0 ? each : best));
}

/** Whether what people are promised of flat colours holds, as far as anybody has looked. */
export function isFlatKept(encoded: Encoded): boolean {
  return isKept(faultOf(encoded));
}

/** What was seen of flat colours: nothing where nobody has looked. */
export function faultOf({ flat }: Encoded): FlatSeen {
  return flat === undefined || flat === 'unseen' ? { ...NO_FAULT, stands: true } : flat;
}

function bytesOf({ chunks }: Encoded): number {
  return chunks.reduce((sum, { data }) => sum + data.byteLength, 0);
}

function finerWays(encoded: Encoded): Told[] {
  const { told, chunks } = encoded;
  const { film } = told;
  const { stands } = faultOf(encoded);
  const all = ({ usual, standing }: Finer<number>) => [...usual, ...(stands ? standing : [])];
  if (film.steady !== undefined) {
    const { held = Infinity } = film.steady;
    return all(HELD)
      .filter((own) => own < held)
      .flatMap((own) => heldGroup(told, heldFor(film, own), chunks[0]) ?? []);
  }
  const own = chunks.map((_, place) => told.quantizers?.[place] ?? quantizerAt(film, place) ?? 0);
  const ways =
    film.depth === undefined
      ? all(QUANTIZERS).map((finer) => own.map((each) => Math.min(each, finer)))
      : all(TIMES_DEEP).map((times) => own.map((each) => Math.max(1, Math.round(times * each))));
  return ways
    .filter((quantizers) => quantizers.some((each, place) => each < (own[place] ?? 0)))
    .map((quantizers) => ({ ...told, quantizers }));
}
