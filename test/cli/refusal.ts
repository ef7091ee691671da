import { expect } from 'vitest';
import { runHere } from './in-process.ts';
import type { Outcome, Place, RunOptions } from './program.ts';

/** How a run that can't be done ends. */
export interface Refusal {
  /** What is in brackets at the end of the line. */
  readonly code: string;
  /** What the line says besides. */
  readonly says?: string | RegExp | undefined;
}

/**
 * Runs what can't be done: one line on stderr says so (beside notes), and nothing is made, changed
 * or left behind.
 */
export async function expectRefused(
  place: Place,
  args: readonly string[],
  refusal: Refusal,
  options?: RunOptions,
): Promise<Outcome> {
  return expectNothingDone(place, refusal, () => place.run(args, options));
}

/** The same without a process of its own. */
export function expectRefusedHere(
  place: Place,
  args: readonly string[],
  refusal: Refusal,
): Promise<Outcome> {
  return expectNothingDone(place, refusal, () => runHere(place, args));
}

async function expectNothingDone(
  place: Place,
  refusal: Refusal,
  start: () => Promise<Outcome>,
): Promise<Outcome> {
  const before = await place.files();
  const run = await start();
  expectExplained(run, refusal);
  expect(await place.files()).toEqual(before);
  expect(await place.leftovers()).toEqual([]);
  return run;
}

export function expectExplained(run: Outcome, { code, says = '' }: Refusal): void {
  const lines = run.stderr.split('\n').filter((line) => !line.startsWith('note: '));
  // The last line ends as well.
  expect(lines).toEqual([expect.stringMatching(/^stillmotion: \S.* \[[a-z-]+\]$/), '']);
  expect(run.stderr).toContain(`[${code}]\n`);
  expect(run.stderr).toMatch(says);
  expect(run.stderr).not.toMatch(/^ {4}at |Error:|undefined|\[object|NaN px/m);
  expect(run.stdout).toBe('');
  expect(run.code).toBe(code === 'usage' ? 2 : 1);
}
