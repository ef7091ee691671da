// What a thousand workers would ask of Redis: BullMQ's own workers, each with connections of its own, whose jobs
// only take time. Nothing is drawn, and all of them are in this process.
//   npm run build:queue && node packages/queue/benchmarks/simulate.mjs [workers] [seconds a shard]
import { setTimeout as pass } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { folderStorage, openQueue } from '../dist/index.js';
import { connectionOf } from '../dist/redis.js';
import { round, spentBy, startRedis } from './redis.mjs';

const WORKERS = Number(process.argv[2] ?? 1000);
const SECONDS = Number(process.argv[3] ?? 10);
const SHARDS = 8;
/** How many shards each worker makes. */
const EACH = 3;
const FILMS = Math.ceil((WORKERS * EACH) / SHARDS);

const redis = startRedis();
const connection = connectionOf(redis.place);
const queue = openQueue({ redis: redis.place, storage: folderStorage(redis.folder) });
const films = new Queue('stillmotion-films', { connection });
for (let film = 0; film < FILMS; film++)
  await queue.submit({ spec: { title: `${film}` }, shards: SHARDS });
const take = { shards: () => pass(SECONDS * 1000), films: async () => ({}) };
const settings = { connection, lockDuration: 30_000, autorun: false };
const workers = Array.from({ length: WORKERS }, () => [
  new Worker('stillmotion-shards', take.shards, settings),
  new Worker('stillmotion-films', take.films, settings),
]).flat();
// Thousands at once are more than a socket's backlog: they try again.
for (const worker of workers) worker.on('error', () => {});
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
const before = await spentBy(films);
const started = performance.now();
for (const worker of workers) void worker.run();
while ((await films.getCompletedCount()) < FILMS) await pass(100);
const seconds = (performance.now() - started) / 1000;
const after = await spentBy(films);
const cpu = after.cpu - before.cpu;
console.log(
  JSON.stringify(
    {
      'simulated workers': WORKERS,
      connections: after.connections,
      films: FILMS,
      'shards a film': SHARDS,
      seconds: round(seconds),
      'seconds of work alone': EACH * SECONDS,
      'Redis, ms of CPU a film': round((cpu * 1000) / FILMS),
      'Redis, part of a core': round(cpu / seconds),
      'Redis, commands a film': round((after.commands - before.commands) / FILMS),
      'Redis, MB': round(after.bytes / 2 ** 20),
    },
    undefined,
    2,
  ),
);
await Promise.all(workers.map((worker) => worker.close(true)));
await films.close();
await queue.close();
await redis.stop();
process.exit(0);
