import { Redis } from 'ioredis';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  eventually,
  it as base,
  missing,
  type Place,
  type Running,
} from '../../../test/cli/program.ts';
import { folderStorage, type FilmQueue, openQueue, type RedisPlace } from '../src/index.ts';
import { startWorker, type QueueWorkerOptions, type WorkerEvent } from '../src/worker.ts';

const WORKER = fileURLToPath(new URL('../dist/worker-main.js', import.meta.url));
const PASSWORD = 'of a test';

/** A Redis of a test's own, on a socket, with a password and an append-only file. */
export interface RedisServer {
  readonly place: RedisPlace;
  readonly running: () => Running;
  start(): Promise<void>;
}

/** What a test has of a queue. */
export interface Farm {
  readonly redis: RedisServer;
  /** The storage's folder. */
  readonly folder: string;
  readonly queue: FilmQueue;
  /** A worker in this process. */
  work(options?: Partial<QueueWorkerOptions>): Promise<Worker>;
  /** One as people start it. */
  startWorker(...args: readonly string[]): Running;
}

export interface Worker {
  readonly events: readonly WorkerEvent[];
  stop(grace?: number): Promise<void>;
}

export const it = base.extend<{ farm: Farm }>({
  farm: async ({ place, skip }, use) => {
    skip(missing('redis-server') !== false, 'redis-server is not on PATH');
    const redis = await startRedis(place);
    const folder = join(place.outside, 'storage');
    const queue = openQueue({ redis: redis.place, storage: folderStorage(folder) });
    const workers: Worker[] = [];
    await use({
      redis,
      folder,
      queue,
      async work(options = {}) {
        const worker = await workHere(redis.place, folder, options);
        workers.push(worker);
        return worker;
      },
      startWorker: (...args) =>
        place.start([WORKER, '--redis', redis.place.url, '--storage', folder, ...args], {
          command: process.execPath,
          env: { STILLMOTION_REDIS_PASSWORD: PASSWORD },
        }),
    });
    for (const worker of workers) await worker.stop(0);
    await queue.close();
  },
});

export async function startRedis(place: Place): Promise<RedisServer> {
  const folder = join(place.outside, 'redis');
  await mkdir(folder);
  const socket = join(folder, 'socket');
  const args = ['--port', '0', '--unixsocket', socket, '--requirepass', PASSWORD, '--dir', folder];
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  let running: Running | undefined;
  const server: RedisServer = {
    place: { url: `unix://${socket}`, password: PASSWORD },
    running: () => {
      if (running === undefined) throw new Error('Redis was never started');
      return running;
    },
    async start() {
      running = place.start([...args, ...kept], { command: 'redis-server' });
      await eventually(() => ping(socket));
    },
  };
  await server.start();
  return server;
}

async function ping(path: string): Promise<void> {
  const redis = new Redis({
    path,
    password: PASSWORD,
    lazyConnect: true,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    expect(await redis.ping()).toBe('PONG');
  } finally {
    redis.disconnect();
  }
}

export async function workHere(
  redis: RedisPlace,
  folder: string,
  options: Partial<QueueWorkerOptions>,
): Promise<Worker> {
  const events: WorkerEvent[] = [];
  const { drawer, ...others } = options;
  const worker = await startWorker({
    redis,
    storage: folderStorage(folder),
    jobs: 1,
    lock: 30,
    longest: 60,
    mostBytes: 2 ** 24,
    onEvent: (event) => events.push(event),
    ...others,
    drawer: {
      gl: 'auto',
      sandbox: process.getuid?.() !== 0,
      timeout: 30,
      mostFrames: 10_000,
      mostPixels: 2 ** 20,
      say: () => {},
      ...drawer,
    },
  });
  let stopping: Promise<void> | undefined;
  return { events, stop: (grace = 30) => (stopping ??= worker.stop(grace)) };
}
