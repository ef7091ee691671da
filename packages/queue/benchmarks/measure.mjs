// Measures films a second with 1, 2 and 4 workers, and what each part of a job takes, against a Redis of its own:
//   npm run build:queue && node packages/queue/benchmarks/measure.mjs [films]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { folderStorage, openQueue } from '../dist/index.js';
import { connectionOf } from '../dist/redis.js';

const FILMS = Number(process.argv[2] ?? 60);
const SHARDS = 2;
const PASSWORD = 'of a measurement';
const WORKER = fileURLToPath(new URL('../dist/worker-main.js', import.meta.url));
const PICTURE = fileURLToPath(
  new URL('../../../test/fixtures/pictures/card-smooth.png', import.meta.url),
);

const rows = [];
for (const workers of [1, 2, 4]) rows.push(await measure(workers));
console.log(`${FILMS} films of ${SHARDS} shards, ${cpus().length} processors`);
console.table(rows);

async function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), 'stillmotion-queue-'));
  const socket = join(folder, 'socket');
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  const where = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--requirepass', PASSWORD];
  const redis = spawn('redis-server', [...where, ...kept], { stdio: 'ignore' });
  const place = { url: `unix://${socket}`, password: PASSWORD };
  const queue = openQueue({ redis: place, storage: folderStorage(folder) });
  const workers = [];
  try {
    const began = performance.now();
    for (let film = 0; film < FILMS; film++)
      await queue.submit({
        pictures: [PICTURE],
        spec: { title: `${film} {f}`, frames: 120, size: { width: 320, height: 240 } },
        shards: SHARDS,
      });
    const submitted = performance.now();
    for (let n = 0; n < count; n++) workers.push(startWorker(place.url, folder));
    await Promise.all(workers.map((worker) => worker.ready));
    const started = performance.now();
    const films = new Queue('stillmotion-films', { connection: connectionOf(place) });
    while ((await films.getCompletedCount()) < FILMS) await pass(50);
    const seconds = (performance.now() - started) / 1000;
    const info = await (await films.getBackend().client).info();
    await films.close();
    const events = workers.flatMap((worker) => worker.events);
    // The first of each starts a browser.
    const later = workers.flatMap((worker) => worker.events.filter(isShard).slice(1));
    return {
      workers: count,
      'films a second': round(FILMS / seconds),
      'submit, ms': round((submitted - began) / FILMS),
      'shard, ms': median(later.map((event) => event.seconds * 1000)),
      'merge, ms': median(
        events.filter(({ event }) => event === 'film').map((event) => event.seconds * 1000),
      ),
      'Redis, ms of CPU a film': round(
        ((valueOf(info, 'used_cpu_user') + valueOf(info, 'used_cpu_sys')) * 1000) / FILMS,
      ),
      'Redis, commands a film': round(valueOf(info, 'total_commands_processed') / FILMS),
      'Redis, kB a film': round(valueOf(info, 'used_memory') / 1024 / FILMS),
    };
  } finally {
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(workers.map((worker) => worker.ended));
    await queue.close();
    redis.kill('SIGTERM');
    await new Promise((resolve) => redis.once('exit', resolve));
    rmSync(folder, { recursive: true });
  }
}

function startWorker(url, folder) {
  const args = [WORKER, '--redis', url, '--storage', folder, '--gl', 'swiftshader'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, STILLMOTION_REDIS_PASSWORD: PASSWORD },
    stdio: ['ignore', 'pipe', 'inherit'],
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
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { process: child, events, ready, ended };
}

function isShard({ event }) {
  return event === 'shard';
}

function valueOf(info, name) {
  return Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length / 2)] ?? NaN);
}

function round(value) {
  return Math.round(value * 100) / 100;
}
