import { StillmotionError } from '../../core/errors.ts';
import { type FrameRange, gopRanges } from '../../core/timeline.ts';
import { planFilm } from '../../film/encoding/film-plan.ts';
import type { RenderPlan } from '../../film/plan.ts';

/** Which part of a film: 2 of 5. */
export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
}

/** More would be more than a folder and a command line take. */
const MOST_SHARDS = 100_000;

/**
 * Reads `2/5`.
 *
 * @throws StillmotionError `usage`
 */
export function parseShard(text: string): Shard {
  const [, first = '', second = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (index >= 1 && index <= count && count <= MOST_SHARDS) return { index, count };
  throw new StillmotionError(
    'usage',
    `Expected which shard of how many, such as 2/5: from 1/1 to ${MOST_SHARDS}/${MOST_SHARDS}.`,
  );
}

/**
 * The frames of a shard: whole GOPs on the grid of the film, about as many in each. Where there are more shards than
 * GOPs some have none, and end before they begin.
 */
export function shardRange(plan: RenderPlan, { index, count }: Shard): FrameRange {
  const { range } = plan;
  const { keyFrameInterval } = planFilm(plan);
  const firsts = [...gopRanges(range, keyFrameInterval)].map(({ first }) => first);
  const startOf = (shard: number) =>
    firsts[Math.floor((shard * firsts.length) / count)] ?? range.last + 1;
  return { first: startOf(index - 1), last: startOf(index) - 1 };
}
