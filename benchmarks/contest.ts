import type { Measure } from './case.ts';
import type { FilmQuality } from './page/contract.ts';
import { interleave } from './statistics.ts';

/** s, of what was timed in one go. */
export type Seconds = Readonly<Partial<Record<Measure, number>>>;

/** A contestant that has everything ready: the next run is timed. */
export interface Entry {
  /** How many the film has. */
  readonly frames: number;
  run(): Promise<Seconds>;
  /** Makes the film once more and looks at it; warms everything up, too. */
  readonly inspect?: () => Promise<FilmQuality>;
}

/**
 * What a frame more takes: a film's second half, as the difference of two runs.
 *
 * @param time makes so many of its first frames; s
 */
export function slopeEntry(
  measure: Measure,
  frames: number,
  time: (frames: number) => Promise<number>,
  inspect?: Entry['inspect'],
): Entry {
  const half = Math.floor(frames / 2);
  return {
    frames: frames - half,
    async run() {
      const short = await time(half);
      return { [measure]: Math.max((await time(frames)) - short, LEAST_SLOPE) };
    },
    ...(inspect && { inspect }),
  };
}

/** Less than the machine's noise between two runs counts as this, s: no film is free. */
const LEAST_SLOPE = 0.05;

/** What a contest gave, one value a round: seconds a frame, as not all films have the same length. */
export interface Results {
  readonly runs: ReadonlyMap<Measure, readonly number[]>;
  readonly qualities: ReadonlyMap<Measure, FilmQuality>;
}

/**
 * Lets the contestants run in turn, round by round.
 *
 * @param onRun is told before each run what comes
 */
export async function compete(
  entries: ReadonlyMap<Measure, Entry>,
  rounds: number,
  random: () => number,
  onRun: (name: string) => void,
): Promise<Results> {
  const qualities = new Map<Measure, FilmQuality>();
  for (const [name, { inspect }] of entries) {
    if (inspect === undefined) continue;
    onRun(`${name}, warming up`);
    qualities.set(name, await inspect());
  }
  const runs = new Map<Measure, number[]>([...entries.keys()].map((name) => [name, []]));
  let round = 0;
  for (const order of interleave([...entries], rounds, random)) {
    round++;
    for (const [name, entry] of order) {
      onRun(`${name}, round ${round} of ${rounds}`);
      for (const [measure, seconds] of Object.entries(await entry.run())) {
        const key = measure as Measure;
        runs.set(key, [...(runs.get(key) ?? []), seconds / entry.frames]);
      }
    }
  }
  return { runs, qualities };
}
