import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { eventually, kill, picture, type Place, type Running } from '../../../test/cli/program.ts';
import { connectionOf, type RedisPlace } from '../src/redis.ts';
import type { WorkerEvent } from '../src/worker.ts';
import { type Farm, it } from './servers.ts';

/** As many as are disturbed in each way, however fast they are made. */
const FILMS = Number(process.env['STILLMOTION_QUEUE_FILMS'] ?? 100);
const SHARDS = 2;
const WORKERS = 3;
/** However many films there are, they are disturbed as often. */
const DISTURBED_EVERY = Math.ceil(FILMS / 14);
/** Longer than the lock of what a worker draws, ms */
const STOPPED_FOR = 8000;
/** ms; two cores that are busy with other things take five times as long as two that aren't. */
const LONGEST = 1_500_000;

const photo = picture('card-smooth.png');
/** A film each, of two GOPs. */
const SPECS = Array.from({ length: FILMS }, (_, n) => ({
  frames: 12,
  fps: { numerator: 1, denominator: 1 },
  ...(n % 2 === 0
    ? { title: `${n} {f}` }
    : { motions: [{ kind: 'roll', step: (1000 + n) / 1000 }] }),
}));

describe('many films, while workers are killed and stopped, and Redis is', () => {
  it(
    'are all made, each once, with the bytes of an undisturbed run',
    { timeout: 1_800_000 },
    async ({ farm, place }) => {
      const whole = await undisturbed(place);
      const ids: string[] = [];
      for (const spec of SPECS)
        ids.push((await farm.queue.submit({ pictures: [photo], spec, shards: SHARDS })).id);
      expect(new Set(ids).size).toBe(FILMS);

      const started = performance.now();
      const { disturbances, workers } = await disturb(farm, place);
      const seconds = (performance.now() - started) / 1000;

      for (const [n, id] of ids.entries()) {
        const made = await readFile(join(farm.folder, 'films', `${id}.mp4`));
        expect(made.equals(whole[n] ?? Buffer.of()), `film ${n} has other bytes`).toBe(true);
      }
      expect(await completions(farm.redis.place)).toEqual(new Map(ids.map((id) => [id, 1])));
      const events = workers.flatMap(eventsOf);
      const published = events.filter((each) => each.event === 'film' && each['published']);
      expect(new Set(published.map(({ id }) => id)).size).toBe(published.length);
      const drawn = events.filter((each) => each.event === 'shard' && each['drawn']).length;
      console.log(
        `${FILMS} films of ${SHARDS} shards in ${seconds.toFixed(0)} s, ${disturbances.length} disturbances (${disturbances.join(', ')}), ${workers.length} workers in all; ${drawn} shards were said to be drawn, of ${FILMS * SHARDS}`,
      );
      expect(disturbances.length).toBeGreaterThan(2);
    },
  );
});

/** The same films by one run of batch. */
async function undisturbed(place: Place): Promise<Buffer[]> {
  const rows = SPECS.map((spec, n) =>
    JSON.stringify({ ...spec, picture: photo, output: `${n}.mp4` }),
  );
  await writeFile(place.path('list.ndjson'), rows.join('\n'));
  await place.succeed(['batch', 'list.ndjson', '--jobs', '2', '--no-verify', '--quiet'], {
    env: { STILLMOTION_STATE: place.outside },
  });
  const films: Buffer[] = [];
  for (const n of SPECS.keys()) films.push(await readFile(place.path(`${n}.mp4`)));
  return films;
}

/** Lets workers work until all is done, and something is wrong all the time. */
async function disturb(farm: Farm, place: Place) {
  const start = () => farm.startWorker('--lock', '5', '--grace', '5');
  const working: Running[] = Array.from({ length: WORKERS }, start);
  const workers = [...working];
  const disturbances: string[] = [];
  const replace = (n: number) => {
    const worker = start();
    working[n] = worker;
    workers.push(worker);
  };
  const kinds = {
    killed: async (n: number) => {
      kill(working[n]?.pid ?? 0, 'SIGKILL');
      replace(n);
    },
    'Redis killed': async () => {
      const { running } = farm.redis;
      kill(running().pid, 'SIGKILL');
      await running().ended;
      await farm.redis.start();
    },
    // Last, as the others go on meanwhile: on a fast machine they make what is left.
    stopped: async (n: number) => {
      const pid = working[n]?.pid ?? 0;
      kill(pid, 'SIGSTOP');
      await pass(STOPPED_FOR);
      kill(pid, 'SIGCONT');
    },
  };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const films = new Queue('stillmotion-films', { connection: connectionOf(farm.redis.place) });
  films.on('error', () => {});
  const began = performance.now();
  let next = DISTURBED_EVERY;
  for (;;) {
    const { completed = 0, failed = 0 } = await films.getJobCounts('completed', 'failed');
    if (failed > 0) throw new Error(await whyFailed(films, workers));
    if (completed === FILMS) break;
    if (performance.now() - began > LONGEST)
      throw new Error(`${completed} of ${FILMS} films after ${LONGEST / 1000} s`);
    await pass(250);
    if (completed < next) continue;
    next = completed + DISTURBED_EVERY;
    const kind = names[disturbances.length % names.length] ?? 'killed';
    await kinds[kind](disturbances.length % WORKERS);
    disturbances.push(kind);
  }
  await films.close();
  // Whoever has just taken another's place hears signals as soon as it is ready.
  await eventually(() => {
    for (const worker of working) expect(eventsOf(worker)[0]).toMatchObject({ event: 'ready' });
  });
  for (const worker of working) kill(worker.pid, 'SIGTERM');
  for (const worker of working) expect((await worker.ended).code).toBe(0);
  await eventually(() => expect(place.processes()).toEqual([farm.redis.running().pid]));
  return { disturbances, workers };
}

async function whyFailed(films: Queue, workers: readonly Running[]): Promise<string> {
  const [failed] = await films.getFailed();
  return `${failed?.failedReason}\n${workers
    .map((each) => each.stderr() + each.stdout())
    .join('\n')
    .slice(-5000)}`;
}

/** How often Redis has heard that a film is whole. */
async function completions(place: RedisPlace): Promise<Map<string, number>> {
  const redis = new Redis(connectionOf(place));
  const entries = await redis.xrange('bull:stillmotion-films:events', '-', '+');
  redis.disconnect();
  const counts = new Map<string, number>();
  for (const [, fields] of entries) {
    const id = fields[fields.indexOf('jobId') + 1];
    if (fields[fields.indexOf('event') + 1] === 'completed' && id !== undefined)
      counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function eventsOf(worker: Running): WorkerEvent[] {
  const lines = worker.stdout().split('\n');
  // The last line of one that was killed may be half there.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as WorkerEvent);
}
