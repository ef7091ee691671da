/** What a film was made with, and how large it was. */
export interface Try {
  /** How coarse: more is fewer bytes. */
  readonly at: number;
  readonly bytes: number;
}

/** What films can be made with. */
export interface Coarseness {
  readonly coarsest: number;
  /** So much coarser takes about half of the bytes. */
  readonly halving: number;
  /** Whole multiples of this make a difference. */
  readonly grain: number;
  /** What it does may end before the coarsest does: an encoder goes below no quantizer, however few bits it is told. */
  readonly bottomsOut?: true;
}

/** `at` is where to try next; `best` the try that is made again; `none` that even the coarsest is too large. */
export type Verdict = 'fits' | 'none' | { readonly next: number } | { readonly best: number };

/** A film that leaves no more than this part of its bytes unused is not tried again. */
const WELL_USED = 0.9;
/** A little below the limit, as no line is exact. */
const AIM = 0.97;
const MOST_TRIES = 7;

/**
 * Where to look for the finest film of at most so many bytes. Bytes fall by halves, about, so that a line through
 * their logarithms says what to try next.
 *
 * @param tries at least one; the first is what was asked for, and the last one is judged
 */
export function searchBytes(tries: readonly Try[], limit: number, scale: Coarseness): Verdict {
  const last = tries.at(-1);
  if (last === undefined) throw new Error('nothing was tried');
  const fitting = tries.filter(({ bytes }) => bytes <= limit).toSorted((a, b) => a.at - b.at)[0];
  const above = tries.filter(({ bytes }) => bytes > limit).toSorted((a, b) => b.at - a.at)[0];
  if (above === undefined) return 'fits';
  if (fitting === undefined)
    return above.at >= scale.coarsest
      ? 'none'
      : {
          next:
            scale.bottomsOut && isAtRest(tries)
              ? scale.coarsest
              : coarser(above, limit, scale, tries.length),
        };
  const settled =
    fitting.bytes >= WELL_USED * limit ||
    fitting.at - above.at <= scale.grain ||
    tries.length >= MOST_TRIES;
  if (settled) return fitting === last ? 'fits' : { best: fitting.at };
  return { next: between(above, fitting, limit, scale) };
}

/** A film that is no smaller than this part of a finer one has got nothing from being coarser. */
const AT_REST = 0.98;

function isAtRest(tries: readonly Try[]): boolean {
  const [before, last] = tries.slice(-2);
  return last !== undefined && before !== undefined && last.bytes > AT_REST * before.bytes;
}

/** @param tried how many were too large: where the line through their logarithms bends, steps grow */
function coarser(
  { at, bytes }: Try,
  limit: number,
  { coarsest, halving, grain }: Coarseness,
  tried: number,
) {
  const steps = Math.ceil((halving * Math.log2(bytes / (AIM * limit))) / grain);
  return Math.min(coarsest, at + steps * Math.max(1, tried - 1) * grain);
}

/** Is new. */
function between(above: Try, fitting: Try, limit: number, { grain }: Coarseness): number {
  const share =
    Math.log(above.bytes / (AIM * limit)) / Math.log(above.bytes / Math.max(1, fitting.bytes));
  const steps = Math.round((share * (fitting.at - above.at)) / grain);
  const most = Math.ceil((fitting.at - above.at) / grain) - 1;
  return above.at + grain * Math.min(most, Math.max(1, steps));
}
