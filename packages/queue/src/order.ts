import * as v from 'valibot';

/** Shards of a film at most. */
export const MOST_SHARDS = 1000;
/** Bytes of a spec as JSON; shaders are the longest of it. */
export const LONGEST_SPEC = 2 ** 20;
/** Pictures of a film at most. */
const MOST_PICTURES = 1000;

const Digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const shardCount = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_SHARDS));

const FilmSchema = v.strictObject({
  /** Of all that its bytes depend on. */
  id: Digest,
  /** What its submitter's stillmotion calls itself. */
  build: v.pipe(v.string(), v.maxLength(200)),
  spec: v.record(v.string(), v.unknown()),
  pictures: v.pipe(v.array(Digest), v.maxLength(MOST_PICTURES)),
  audio: v.optional(Digest),
  shards: shardCount,
});

const ShardSchema = v.strictObject({ film: FilmSchema, shard: shardCount });

/** A film as its job in Redis has it: its files are digests, under which the storage has them. */
export type FilmJob = v.InferOutput<typeof FilmSchema>;

/** A part of it; counted from 1. */
export type ShardJob = v.InferOutput<typeof ShardSchema>;

/** Who has Redis' password may have put anything there. */
export function readFilmJob(data: unknown): FilmJob {
  return v.parse(FilmSchema, data);
}

export function readShardJob(data: unknown): ShardJob {
  const job = v.parse(ShardSchema, data);
  if (job.shard <= job.film.shards) return job;
  throw new Error(`The job is shard ${job.shard} of ${job.film.shards}.`);
}

/** What a job is called in its queue; BullMQ takes no colon. */
export function shardId(film: string, shard: number): string {
  return `${film}-${shard}`;
}
