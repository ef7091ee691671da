import { StillmotionError } from '../../core/errors.ts';
import type { FileWait } from '../files/deadline.ts';
import { readShardHeader, type ShardHeader } from './shard-file.ts';

/** A shard's file, and what it says of itself. */
export interface FoundShard {
  readonly path: string;
  readonly header: ShardHeader;
}

/** Numbers that are named; more would scroll the first ones away. */
const MOST_NAMED = 20;

/**
 * Makes sure that shards are all of one film, and gives them in order.
 *
 * @param version of this program; another one might write another file of them
 * @throws StillmotionError `merge-refused`, naming what is missing, twice there or not the same
 */
export async function findWhole(
  paths: readonly string[],
  version: string,
  wait: FileWait,
): Promise<FoundShard[]> {
  const found: FoundShard[] = [];
  for (const path of paths) found.push({ path, header: await readShardHeader(path, wait) });
  const sorted = found.toSorted((a, b) => a.header.shard - b.header.shard);
  const [first, ...others] = sorted;
  if (first === undefined) throw new Error('a film of no shards');
  for (const other of others) assertSame(first, other);
  assertAll(sorted);
  const { 'version of stillmotion': made = '' } = first.header.job;
  if (made !== version)
    throw refused(
      `The shards were made by stillmotion ${brief(made)}, and this is ${brief(version)}; merge them with the one that made them.`,
    );
  assertRow(sorted);
  return sorted;
}

function assertSame(first: FoundShard, other: FoundShard): void {
  const names = new Set([...Object.keys(first.header.job), ...Object.keys(other.header.job)]);
  for (const name of names) {
    const [a, b] = [first.header.job[name], other.header.job[name]];
    if (name === 'renderer' && isDrawnAlike(first, other)) continue;
    if (a !== b)
      throw refused(
        `${first.path} and ${other.path} are not of one film: the ${name} is not the same (${brief(a)}, ${brief(b)}). Make one of them again.`,
      );
  }
  if (first.header.shards !== other.header.shards)
    throw refused(
      `${first.path} is one of ${first.header.shards} shards, and ${other.path} one of ${other.header.shards}; one film is cut in one way.`,
    );
  if (JSON.stringify(first.header.film) !== JSON.stringify(other.header.film))
    throw refused(
      `${first.path} and ${other.path} are not of one film: their browsers have planned it differently. Make one of them again.`,
    );
}

/** Whether a film that loses nothing looks the same from two renderers, as far as was looked. */
function isDrawnAlike({ header: { samples } }: FoundShard, other: FoundShard): boolean {
  return samples !== undefined && samples === other.header.samples;
}

function assertAll(sorted: readonly FoundShard[]): void {
  const twice = sorted.find(({ header }, n) => sorted[n - 1]?.header.shard === header.shard);
  if (twice !== undefined)
    throw refused(
      `The shard ${twice.header.shard} is given twice: ${sorted
        .filter(({ header }) => header.shard === twice.header.shard)
        .map(({ path }) => path)
        .join(', ')}.`,
    );
  const count = sorted[0]?.header.shards ?? 0;
  const there = new Set(sorted.map(({ header }) => header.shard));
  const missing = Array.from({ length: count }, (_, n) => n + 1).filter((n) => !there.has(n));
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  throw refused(`Of ${count} shards are missing: ${named}${more}.`);
}

/** One goes on where the one before ends, from the film's first frame to its last. */
function assertRow(sorted: readonly FoundShard[]): void {
  const { film } = sorted[0]?.header ?? {};
  let next = film?.range.first ?? 0;
  for (const { path, header } of sorted) {
    if (header.range.first !== next)
      throw refused(`The shard ${path} begins with frame ${header.range.first}; expected ${next}.`);
    next = header.range.last + 1;
  }
  const expected = (film?.range.last ?? 0) + 1;
  if (next !== expected)
    throw refused(`The shards end before frame ${next}; expected ${expected} frames.`);
}

/** A value as a message can hold it. */
function brief(value: string | undefined): string {
  if (value === undefined) return 'not known';
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

function refused(message: string): StillmotionError {
  return new StillmotionError('merge-refused', message);
}
