import { upTo } from '../tries.ts';

/** Behind the first quarter everything has been used that an export uses. */
const LOOKS = 4;

/** What is used when all is warm, and again and again until the end. */
export async function soak<T>(
  exports: number,
  work: (nth: number) => Promise<unknown>,
  measure: () => Promise<T>,
): Promise<T[]> {
  const seen: T[] = [];
  for (const nth of upTo(exports)) {
    await work(nth);
    if (nth % (exports / LOOKS) === 0) seen.push(await measure());
  }
  return seen;
}

/**
 * Whether a size grows with what is made: by more than a share between all looks. What is never given back is lost
 * each time, while a process that others keep from sweeping takes a large piece at once now and then, and keeps it.
 */
export function growsBy(share: number, sizes: readonly number[]): boolean {
  const growths = sizes.slice(1).map((size, index) => size / (sizes[index] ?? NaN));
  if (growths.length === 0 || growths.some(Number.isNaN)) throw new Error('nothing was measured');
  return Math.min(...growths) > 1 + share;
}

/**
 * By how much a size grows each time, over all looks at it: the middle of what it grows by between any two. What one look
 * alone has, more or less, moves it little; what is never given back is in each.
 */
export function growthOf(sizes: readonly number[]): number {
  const growths = sizes
    .flatMap((later, n) => sizes.slice(0, n).map((size, before) => (later - size) / (n - before)))
    .toSorted((a, b) => a - b);
  const middle = growths[Math.floor(growths.length / 2)];
  if (middle === undefined || growths.some(Number.isNaN)) throw new Error('nothing was measured');
  return middle;
}

/** Another size each time, so that nothing is used again by chance; at least so many px at each side. */
export function filmOf(nth: number, frames: number, least: number) {
  return { size: { width: least + 2 * (nth % 32), height: least }, frames, title: 'Frame {f}' };
}
