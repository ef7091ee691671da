/** Repeated measurements of one thing. */
export interface Summary {
  readonly median: number;
  /** First and third quartile. */
  readonly lower: number;
  readonly upper: number;
  readonly runs: number;
}

export function summarise(values: readonly number[]): Summary {
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => quantile(values, share));
  return { median: median ?? NaN, lower: lower ?? NaN, upper: upper ?? NaN, runs: values.length };
}

/** Between two values, the straight line that joins them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error('no values to summarise');
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * How many times as fast `ours` was, round by round: what slowed the machine down in a round slowed
 * both. Both in seconds.
 */
export function pairedSpeedups(ours: readonly number[], theirs: readonly number[]): number[] {
  if (ours.length !== theirs.length) {
    throw new Error(`${ours.length} runs against ${theirs.length}: not of the same rounds`);
  }
  return ours.map((seconds, round) => (theirs[round] ?? NaN) / seconds);
}

/** The contestants of each round in an order of its own, so that none always follows the same one. */
export function* interleave<T>(
  contestants: readonly T[],
  rounds: number,
  random: () => number,
): Generator<readonly T[]> {
  for (let round = 0; round < rounds; round++) yield shuffle(contestants, random);
}

/** Fisher and Yates. */
function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
