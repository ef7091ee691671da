import type { TestContext } from 'vitest';

/** `npm run test:faults` makes many tries of each fault, `npm test` a few. */
export const LONG = process.env['STILLMOTION_FAULTS'] === 'long';

/** How many tries a promise gets. */
export function tries(few: number, many: number): number {
  return LONG ? many : few;
}

/** Some of all kinds in which a promise is tried. */
export function kinds<T>(all: readonly T[], few: number): readonly T[] {
  return LONG ? all : all.slice(0, few);
}

/** As many of all as a share of them, from first to last: what they have in common stays. */
export function everyNth<T>(all: readonly T[], nth: number): readonly T[] {
  return LONG ? all : all.filter((_, index) => index % nth === 0);
}

/** For the table: how many tries a test has made, all of which held when it passes. */
export function count({ task }: Pick<TestContext, 'task'>, made: number): void {
  Object.assign(task.meta, { tries: made });
}

/** For the table: leaves a test out where this machine has not what it needs, and says what that is. */
export function leaveOut(
  { task, skip }: Pick<TestContext, 'task' | 'skip'>,
  reason: string | undefined,
): void {
  if (reason === undefined) return;
  Object.assign(task.meta, { leftOut: reason });
  skip(reason);
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 1, 2, 3 … `last` */
export function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
