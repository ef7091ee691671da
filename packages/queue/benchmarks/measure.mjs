// Measures films a second with 1, 2 and 4 workers, and what each part of a job takes, against a Redis of its own:
//   npm run build:queue && node packages/queue/benchmarks/measure.mjs [films] [frames] [width] [height] [workers …]
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { folderStorage, openQueue } from '../dist/index.js';
import { connectionOf } from '../dist/redis.js';
import { round, spentBy, startRedis } from './redis.mjs';

const [FILMS = 40, FRAMES = 120, WIDTH = 320, HEIGHT = 240, ...COUNTS] = process.argv
  .slice(2)
  .map(Number);
const SHARDS = 2;
const WORKER = fileURLToPath(new URL('../dist/worker-main.js', import.meta.url));
const PICTURE = fileURLToPath(
  new URL('../../../test/fixtures/pictures/card-smooth.png', import.meta.url),
);
/** Of a second, as Linux counts processor time. */
const TICK = 0.01;

const rows = [];
for (const workers of COUNTS.length > 0 ? COUNTS : [1, 2, 4]) rows.push(await measure(workers));
console.log(
  `${FILMS} films of ${FRAMES} frames of ${WIDTH}×${HEIGHT} in ${SHARDS} shards, ${cpus().length} processors`,
);
console.table(rows);

async function measure(count) {
  const redis = startRedis();
  const queue = openQueue({ redis: redis.place, storage: folderStorage(redis.folder) });
  const films = new Queue('stillmotion-films', { connection: connectionOf(redis.place) });
  const began = performance.now();
  for (let film = 0; film < FILMS; film++)
    await queue.submit({
      pictures: [PICTURE],
      spec: { title: `${film} {f}`, frames: FRAMES, size: { width: WIDTH, height: HEIGHT } },
      shards: SHARDS,
    });
  const submitted = performance.now();
  const workers = Array.from({ length: count }, () => startWorker(redis));
  await Promise.all(workers.map(({ ready }) => ready));
  const started = performance.now();
  while ((await films.getCompletedCount()) < FILMS) await pass(200);
  const seconds = (performance.now() - started) / 1000;
  const spent = await spentBy(films);
  const cores = workers.map((worker) => coreSeconds(worker.process.pid));
  for (const worker of workers) worker.process.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
  await films.close();
  await queue.close();
  await redis.stop();
  const all = workers.flatMap(({ events }) => events);
  // The first of each starts a browser.
  const shards = workers.flatMap(({ events }) => events.filter(isShard).slice(1));
  return {
    workers: count,
    'films a second': round(FILMS / seconds),
    'core-s a film': round(cores.reduce((sum, each) => sum + each, 0) / FILMS),
    'submit, ms': round((submitted - began) / FILMS),
    'shard, ms': median(shards.map((event) => event.seconds * 1000)),
    'merge, ms': median(all.filter(isFilm).map((event) => event.seconds * 1000)),
    'Redis, ms of CPU a film': round((spent.cpu * 1000) / FILMS),
    'Redis, commands a film': round(spent.commands / FILMS),
    'Redis, kB a film': round(spent.bytes / 1024 / FILMS),
  };
}

function startWorker({ place, folder }) {
  const args = [WORKER, '--redis', place.url, '--storage', folder, '--gl', 'swiftshader'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, STILLMOTION_REDIS_PASSWORD: place.password },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const events = [];
  let rest = '';
  const ready = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) events.push(JSON.parse(line));
      if (events.length > 0) resolve();
    });
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return { process: child, events, ready, ended };
}

/** What a process and all that it has started have spent so far; on Linux alone. */
function coreSeconds(root) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat);
  const spentIn = (pid) =>
    all
      .filter(({ parent }) => parent === pid)
      .reduce(
        (sum, child) => sum + spentIn(child.pid),
        all.find((each) => each.pid === pid)?.spent ?? 0,
      );
  return spentIn(root) * TICK;
}

/** pid (name) state parent … utime stime cutime cstime */
function readStat(name) {
  try {
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
    const [, parent, ...others] = fields.split(' ').map(Number);
    const spent = others.slice(9, 13).reduce((sum, each) => sum + each, 0);
    return { pid: Number(name), parent, spent };
  } catch {
    return { pid: Number(name), parent: -1, spent: 0 };
  }
}

function isShard({ event }) {
  return event === 'shard';
}

function isFilm({ event }) {
  return event === 'film';
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length / 2)] ?? NaN);
}
