import {
  FlowProducer,
  type FlowJob,
  type Job,
  type JobsOptions,
  Queue,
  QueueEvents,
  type RedisOptions,
} from 'bullmq';
import { setTimeout as pass } from 'node:timers/promises';
import { completeSpec, readBuild, readOrder } from 'stillmotion/node';
import { cancellations } from './cancellations.ts';
import { digest, digestFile } from './digest.ts';
import { type FilmJob, LONGEST_SPEC, MOST_SHARDS, readFilmJob, shardId } from './order.ts';
import { connectionOf, type RedisPlace } from './redis.ts';
import { filmKey, inputKey, shardKey, type Storage, storageKey } from './storage.ts';

export interface QueueOptions {
  readonly redis: RedisPlace;
  readonly storage: Storage;
  /** Which one; workers have the same. */
  readonly queue?: string;
}

/** A film to be made. */
export interface Submission {
  /** As `--spec` takes it. */
  readonly spec?: object;
  /** Paths; none: the built-in picture. */
  readonly pictures?: readonly string[];
  /** Path of a sound that the film's file takes as it is. */
  readonly audio?: string;
  /** How many jobs draw it. */
  readonly shards?: number;
  /** 1 is first; films without one go before all others. */
  readonly priority?: number;
}

export type FilmState = 'waiting' | 'active' | 'completed' | 'failed' | 'unknown';

/** A film that is made. */
export interface FinishedFilm {
  /** Where it lies in the storage. */
  readonly key: string;
  readonly bytes: number;
}

export interface FilmWait {
  readonly signal?: AbortSignal;
  /** Told how many frames are drawn so far, in all its shards. */
  readonly onProgress?: (frames: number) => void;
}

export interface FilmQueue {
  /**
   * Uploads what a film is made of, and queues it, unless it is queued or made already.
   *
   * @throws what the spec is refused for, before anything is done
   */
  submit(film: Submission): Promise<{ readonly id: string; readonly queued: boolean }>;
  state(id: string): Promise<FilmState>;
  /** Takes a film out of the queue; what is drawn of it just now is ended soon. */
  cancel(id: string): Promise<void>;
  /** @throws what it failed with; the signal's reason */
  finished(id: string, wait?: FilmWait): Promise<FinishedFilm>;
  /** Copies a film out of the storage. */
  fetch(key: string, path: string): Promise<void>;
  close(): Promise<void>;
}

/** What its queues are called. */
export function queueNames(queue = 'stillmotion'): { shards: string; films: string } {
  if (!/^[\w.-]{1,100}$/.test(queue))
    throw new Error(`The queue is "${queue}"; expected a name of letters, digits, ".", "-", "_".`);
  return { shards: `${queue}-shards`, films: `${queue}-films` };
}

const USUAL_SHARDS = 4;
/** ms between looks at a film that somebody waits for. */
const LOOK_AGAIN = 300;

/** Looks until what was cancelled has ended, which takes a second or two. */
const MOST_LOOKS = 50;

const RETRIED: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
};
/** s; until then bull-board shows them. The storage keeps films for good. */
const WEEK = 7 * 24 * 3600;

/** A queue as its customers see it. */
export function openQueue({ redis, storage, queue }: QueueOptions): FilmQueue {
  const connection = connectionOf(redis);
  const names = queueNames(queue);
  const flows = new FlowProducer({ connection });
  const films = new Queue(names.films, { connection });
  const shards = new Queue(names.shards, { connection });
  const cancelled = cancellations(connection, names.films);
  flows.on('error', unheard);
  for (const each of [films, shards]) each.on('error', unheard);

  const submit = async (submission: Submission) => {
    const film = await describe(submission);
    const { extension } = readOrder(film.spec);
    const there = await films.getJob(film.id);
    const state = await there?.getState();
    const wanted = await storage.size(filmKey(film.id, extension));
    if (
      there !== undefined &&
      state !== 'failed' &&
      (state !== 'completed' || wanted !== undefined)
    )
      return { id: film.id, queued: false };
    await upload(submission, film, storage);
    // What it failed with may have been one of its shards.
    if (state === 'failed') await removeShards(film, storage);
    if (there !== undefined) await removeSoon(there);
    await cancelled.forget(film.id);
    await flows.add(flowOf(film, names, submission.priority));
    return { id: film.id, queued: true };
  };

  return {
    submit,
    state: async (id) => stateOf(await films.getJob(id)),
    async cancel(id) {
      await cancelled.say(id);
      const film = await films.getJob(id);
      if (film === undefined || (await film.isCompleted())) return;
      const { shards: count } = readFilmJob(film.data);
      for (let shard = 1; shard <= count; shard++) {
        const job = await shards.getJob(shardId(id, shard));
        // One at work is locked; its worker hears of it.
        await job?.remove().catch(() => {});
      }
    },
    async finished(id, wait = {}) {
      const heard = wait.onProgress && listen(names.shards, connection, id, wait.onProgress);
      try {
        return await waitFor(films, shards, id, wait.signal);
      } finally {
        await heard?.close();
      }
    },
    fetch: (key, path) => storage.get(storageKey(key), path, Infinity),
    async close() {
      await Promise.all([flows.close(), films.close(), shards.close()]);
      await cancelled.close();
      await storage.close();
    },
  };
}

/** Where a connection is lost, what waits for it goes on when it is back. */
function unheard(): void {}

async function describe({
  spec: input = {},
  pictures = [],
  audio,
  shards = USUAL_SHARDS,
}: Submission): Promise<FilmJob> {
  const spec = completeSpec(input, pictures.length);
  if (!Number.isSafeInteger(shards) || shards < 1 || shards > MOST_SHARDS)
    throw new Error(`shards is ${shards}; expected a number from 1 to ${MOST_SHARDS}.`);
  const text = JSON.stringify(spec);
  if (text.length > LONGEST_SPEC)
    throw new Error(`The spec has ${text.length} characters; expected at most ${LONGEST_SPEC}.`);
  const digests: string[] = [];
  for (const path of pictures) digests.push(await digestFile(path));
  const sound = audio === undefined ? undefined : await digestFile(audio);
  const build = await readBuild();
  return {
    // Into how many shards it is cut changes none of its bytes.
    id: digest(JSON.stringify([build, spec, digests, sound ?? null])),
    build,
    spec: { ...spec },
    pictures: digests,
    ...(sound !== undefined && { audio: sound }),
    shards,
  };
}

async function upload(
  { pictures = [], audio }: Submission,
  film: FilmJob,
  storage: Storage,
): Promise<void> {
  const inputs = pictures.map((path, n) => [film.pictures[n] ?? '', path] as const);
  if (audio !== undefined && film.audio !== undefined) inputs.push([film.audio, audio]);
  for (const [of, path] of inputs) await storage.put(inputKey(of), path);
}

async function removeShards({ id, shards }: FilmJob, storage: Storage): Promise<void> {
  for (let shard = 1; shard <= shards; shard++) await storage.remove(shardKey(id, shard, shards));
}

/** The shards, and behind them the merge. */
function flowOf(
  film: FilmJob,
  names: ReturnType<typeof queueNames>,
  priority: number | undefined,
): FlowJob {
  const opts = {
    ...RETRIED,
    ...(priority !== undefined && { priority }),
    removeOnComplete: { age: WEEK },
    removeOnFail: { age: WEEK },
  };
  return {
    name: 'film',
    queueName: names.films,
    data: film,
    opts: { ...opts, jobId: film.id },
    children: Array.from({ length: film.shards }, (_, n) => ({
      name: 'shard',
      queueName: names.shards,
      data: { film, shard: n + 1 },
      opts: { ...opts, jobId: shardId(film.id, n + 1), failParentOnFailure: true },
    })),
  };
}

async function stateOf(job?: Job): Promise<FilmState> {
  const state = await job?.getState();
  if (state === undefined || state === 'unknown') return 'unknown';
  return state === 'completed' || state === 'failed' || state === 'active' ? state : 'waiting';
}

async function waitFor(
  films: Queue,
  shards: Queue,
  id: string,
  signal: AbortSignal | undefined,
): Promise<FinishedFilm> {
  for (;;) {
    signal?.throwIfAborted();
    const job = await films.getJob(id);
    if (job === undefined) throw new Error(`There is no film ${id} in this queue.`);
    const state = await stateOf(job);
    if (state === 'failed' || state === 'completed') {
      // What was read before may not say yet how it ended.
      const ended = (await films.getJob(id)) ?? job;
      if (state === 'failed') throw new Error(await whyFailed(ended, shards));
      return ended.returnvalue as FinishedFilm;
    }
    await pass(LOOK_AGAIN, undefined, signal && { signal });
  }
}

/** What is drawn of a film that failed ends soon, and until then can't be removed. */
async function removeSoon(film: Job): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await film.remove({ removeChildren: true });
      return;
    } catch (error) {
      if (tries === MOST_LOOKS) throw error;
      await pass(LOOK_AGAIN);
    }
  }
}

/** BullMQ names the shard that a film failed with, but not why that did. */
async function whyFailed({ failedReason }: Job, shards: Queue): Promise<string> {
  const [, shard] = /^child \S+:([0-9a-f]{64}-\d+) failed$/.exec(failedReason) ?? [];
  const failed = shard === undefined ? undefined : await shards.getJob(shard);
  return failed?.failedReason ?? failedReason;
}

/** Adds up what the shards of a film say of themselves. */
function listen(
  queue: string,
  connection: RedisOptions,
  film: string,
  onProgress: (frames: number) => void,
): QueueEvents {
  const events = new QueueEvents(queue, { connection });
  const frames = new Map<string, number>();
  events.on('error', unheard);
  events.on('progress', ({ jobId, data }) => {
    if (!jobId.startsWith(`${film}-`)) return;
    frames.set(jobId, (data as { frames: number }).frames);
    onProgress([...frames.values()].reduce((sum, each) => sum + each, 0));
  });
  return events;
}
