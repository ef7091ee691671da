#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { endsWell } from './program.ts';
import {
  readNumber,
  readRate,
  readRedis,
  readStorage,
  REDIS_OPTIONS,
  textOf,
  type Typed,
} from './typed.ts';
import { type QueueWorkerOptions, startWorker, type WorkerEvent } from './worker.ts';

const OPTIONS = {
  ...REDIS_OPTIONS,
  storage: { type: 'string' },
  's3-endpoint': { type: 'string' },
  jobs: { type: 'string' },
  rate: { type: 'string' },
  lock: { type: 'string' },
  grace: { type: 'string' },
  longest: { type: 'string' },
  'most-frames': { type: 'string' },
  'most-pixels': { type: 'string' },
  'most-bytes': { type: 'string' },
  browser: { type: 'string' },
  gl: { type: 'string' },
  'no-sandbox': { type: 'boolean' },
  timeout: { type: 'string' },
} as const;

const HELP = `Usage: stillmotion-worker --redis <url> --storage <folder or s3://bucket> [options]
Makes films of a queue, until SIGTERM. Redis' password is that of STILLMOTION_REDIS_PASSWORD.
Options: ${Object.keys(OPTIONS)
  .map((name) => `--${name}`)
  .join(' ')}
The README of stillmotion-queue says what each does.`;

const GRAPHICS = ['auto', 'hardware', 'llvmpipe', 'swiftshader'] as const;

const DAY = 24 * 3600;
/** Those of H.264's largest frames. */
const USUAL_PIXELS = 36_864 * 256;

await endsWell(HELP, async () => {
  const { values: typed } = parseArgs({ options: OPTIONS });
  const worker = await startWorker(await readOptions(typed));
  return (again) => worker.stop(again ? 0 : readNumber(typed, 'grace', [0, DAY], 30));
});

async function readOptions(typed: Typed): Promise<QueueWorkerOptions> {
  const rate = readRate(typed);
  const queue = textOf(typed, 'queue');
  const browser = textOf(typed, 'browser');
  const gl = GRAPHICS.find((each) => each === (textOf(typed, 'gl') ?? 'auto'));
  if (gl === undefined)
    throw new Error(`--gl is ${textOf(typed, 'gl')}; expected one of ${GRAPHICS.join(', ')}.`);
  return {
    redis: readRedis(typed),
    storage: await readStorage(typed),
    ...(queue !== undefined && { queue }),
    ...(rate && { rate }),
    jobs: readNumber(typed, 'jobs', [1, 64], 1),
    lock: readNumber(typed, 'lock', [2, 3600], 30),
    longest: readNumber(typed, 'longest', [1, DAY], 3600),
    mostBytes: readNumber(typed, 'most-bytes', [1, 2 ** 50], 2 ** 31),
    drawer: {
      ...(browser !== undefined && { browser }),
      gl,
      sandbox: typed['no-sandbox'] !== true,
      timeout: readNumber(typed, 'timeout', [1, DAY], 60),
      mostFrames: readNumber(typed, 'most-frames', [1, 10_000_000], 200_000),
      mostPixels: readNumber(typed, 'most-pixels', [1, 2 ** 28], USUAL_PIXELS),
      say: (text) => void process.stderr.write(`${text}\n`),
    },
    onEvent: print,
  };
}

function print(event: WorkerEvent): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`);
}
