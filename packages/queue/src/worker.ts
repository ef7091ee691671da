import { type Job, UnrecoverableError, WaitingError, Worker, type WorkerOptions } from 'bullmq';
import { openDrawer, readBuild, type DrawerOptions, type ShardDrawer } from 'stillmotion/node';
import { type Cancellations, cancellations } from './cancellations.ts';
import { makeShard } from './make-shard.ts';
import { mergeShards } from './merge-shards.ts';
import { type FilmJob, readFilmJob, readShardJob } from './order.ts';
import { queueNames } from './queue.ts';
import { assertReachable, connectionOf, type RedisPlace } from './redis.ts';
import type { Storage } from './storage.ts';
import { clearFolders } from './work-folder.ts';
import type { Workplace } from './workplace.ts';

export interface QueueWorkerOptions {
  readonly redis: RedisPlace;
  readonly storage: Storage;
  readonly queue?: string;
  /** Shards side by side. */
  readonly jobs: number;
  /** Shards in so many seconds, all workers together. */
  readonly rate?: { readonly shards: number; readonly seconds: number };
  /** s until a silent worker's job is given to another. */
  readonly lock: number;
  /** The longest a job may take, s. */
  readonly longest: number;
  /** Of a picture or a sound, and of all shards of a film. */
  readonly mostBytes: number;
  readonly drawer: DrawerOptions;
  /** Told what is done. */
  readonly onEvent: (event: WorkerEvent) => void;
}

export interface WorkerEvent {
  readonly event: 'ready' | 'shard' | 'film' | 'failed' | 'given back';
  readonly id?: string;
  readonly seconds?: number;
  readonly [detail: string]: unknown;
}

export interface QueueWorker {
  /** Takes no more, and waits for what is at work; what is, after so many seconds, is given back. */
  stop(grace: number): Promise<void>;
}

/** A job that kills its workers so often is given up. */
const MOST_STALLED = 20;
/** ms between looks whether a film is still wanted. */
const LOOK_AGAIN = 1000;

/** What another try would fail with as well. */
const FOR_GOOD =
  /^(usage|picture-|file-undecodable|shader-|frame-too-large|merge-refused|too-large)/;

/** Works for a queue, until it is stopped; Redis may come and go meanwhile. */
export async function startWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  const connection = connectionOf(options.redis);
  await assertReachable(connection);
  await clearFolders();
  const names = queueNames(options.queue);
  const build = await readBuild();
  const cancelled = cancellations(connection, names.films);
  const drawers = Array.from({ length: options.jobs }, () => openDrawer(options.drawer));
  const free = [...drawers];
  const stopping = new AbortController();
  const { storage, mostBytes, longest, onEvent } = options;
  const workplace: Workplace = { storage, mostBytes, timeout: options.drawer.timeout };
  const { signal: stopped } = stopping;
  const watch: Watch = { build, cancelled, longest, stopped, onEvent };

  const drawShard = async (job: Job, token = '', lost?: AbortSignal) => {
    const { film, shard } = readShardJob(job.data);
    const drawer = free.pop();
    if (drawer === undefined) throw new Error('more jobs than drawers');
    try {
      return await watched('shard', job, token, film, lost, watch, (signal) =>
        makeShard(film, shard, drawer, workplace, signal, reporterOf(job)),
      );
    } finally {
      free.push(drawer);
    }
  };
  const merge = (job: Job, token = '', lost?: AbortSignal) => {
    const film = readFilmJob(job.data);
    return watched('film', job, token, film, lost, watch, (signal) =>
      mergeShards(film, workplace, signal),
    );
  };

  const settings: WorkerOptions = {
    connection,
    lockDuration: options.lock * 1000,
    stalledInterval: options.lock * 500,
    maxStalledCount: MOST_STALLED,
  };
  const { rate } = options;
  const workers = [
    new Worker(names.shards, drawShard, {
      ...settings,
      concurrency: options.jobs,
      ...(rate && { limiter: { max: rate.shards, duration: rate.seconds * 1000 } }),
    }),
    new Worker(names.films, merge, settings),
  ];
  for (const worker of workers) {
    worker.on('error', ({ message }) => options.drawer.say(message));
    // Another worker has it by now: what we would make of it is made there.
    worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => worker.cancelJob(id, LOST)));
  }
  onEvent({ event: 'ready', queue: names.shards, jobs: options.jobs, build });
  let ended: Promise<void> | undefined;
  const end = async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    await closeAll(drawers);
    await cancelled.close();
    await storage.close();
  };
  return {
    async stop(grace) {
      const timer = setTimeout(() => stopping.abort(new GivenBack()), grace * 1000);
      await (ended ??= end());
      clearTimeout(timer);
    },
  };
}

const LOST = 'its lock has run out, and another worker has it';

/** The worker stops: the job waits for another one. */
class GivenBack extends Error {
  override readonly name = 'GivenBack';
}

/** What a job is ended by, and who hears of it. */
interface Watch {
  readonly build: string;
  readonly cancelled: Cancellations;
  readonly longest: number;
  readonly stopped: AbortSignal;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** Does a job's work while the job is ours, wanted and not too long. */
async function watched<T extends object>(
  kind: 'shard' | 'film',
  job: Job,
  token: string,
  film: FilmJob,
  lost: AbortSignal | undefined,
  { build, cancelled, longest, stopped, onEvent }: Watch,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const { id = '' } = job;
  const ending = new AbortController();
  const look = async () => {
    if (await cancelled.has(film.id))
      ending.abort(
        new UnrecoverableError('The film was cancelled, or another part of it has failed.'),
      );
  };
  const looking = setInterval(() => void look().catch(() => {}), LOOK_AGAIN);
  const tooLong = setTimeout(
    () =>
      ending.abort(
        new UnrecoverableError(
          `It took more than ${longest} s, which is the most here (--longest).`,
        ),
      ),
    longest * 1000,
  );
  const seconds = () => Math.round(performance.now() - started) / 1000;
  try {
    assertBuild(film, build);
    await look();
    const signal = AbortSignal.any([ending.signal, stopped, ...(lost ? [lost] : [])]);
    signal.throwIfAborted();
    const made = await work(signal);
    onEvent({ event: kind, id, seconds: seconds(), ...made });
    return made;
  } catch (error) {
    if (stopped.aborted && !ending.signal.aborted) {
      onEvent({ event: 'given back', id, seconds: seconds() });
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : error;
    onEvent({ event: 'failed', id, seconds: seconds(), error: messageOf(reason) });
    const forGood = isForGood(reason);
    // Its other shards are drawn for nothing.
    if (!lost?.aborted && (forGood || isLastTry(job))) await cancelled.say(film.id);
    throw forGood ? new UnrecoverableError(messageOf(reason)) : reason;
  } finally {
    clearInterval(looking);
    clearTimeout(tooLong);
  }
}

/** Said again later, perhaps to a worker that has it. */
function assertBuild({ build }: FilmJob, own: string): void {
  if (build === own) return;
  throw new Error(
    `The film was submitted by stillmotion ${build}, and this worker has ${own}; films differ between builds. Use one on all machines, or a queue for each.`,
  );
}

function isLastTry({ attemptsMade, opts: { attempts = 1 } }: Job): boolean {
  return attemptsMade + 1 >= attempts;
}

function isForGood(error: unknown): boolean {
  if (error instanceof UnrecoverableError) return true;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && FOR_GOOD.test(code);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** ms between what a job says of how far it is. */
const REPORT_AGAIN = 500;

function reporterOf(job: Job): (frames: number, total: number) => void {
  let next = 0;
  return (frames, total) => {
    const now = performance.now();
    if (now < next && frames < total) return;
    next = now + REPORT_AGAIN;
    // Nobody waits for it, and Redis may be away.
    job.updateProgress({ frames, total }).catch(() => {});
  };
}

async function closeAll(drawers: readonly ShardDrawer[]): Promise<void> {
  await Promise.all(drawers.map((drawer) => drawer.close()));
}
