import { folderStorage } from './folder-storage.ts';
import type { RedisPlace } from './redis.ts';
import type { Storage } from './storage.ts';

// What is typed behind options, as values. What can't be read is refused with what was expected.

/** What a command line was typed with. */
export type Typed = Readonly<Record<string, string | boolean | undefined>>;

/** Of both programs. */
export const REDIS_OPTIONS = {
  redis: { type: 'string' },
  'open-redis': { type: 'boolean' },
  queue: { type: 'string' },
} as const;

export function readRedis(typed: Typed): RedisPlace {
  return {
    url: required(typed, 'redis', 'redis://host:6379'),
    password: process.env['STILLMOTION_REDIS_PASSWORD'],
    open: typed['open-redis'] === true,
  };
}

/** A folder, or `s3://bucket/prefix`. */
export async function readStorage(typed: Typed): Promise<Storage> {
  const where = required(typed, 'storage', 'a folder, or s3://bucket/prefix');
  const endpoint = textOf(typed, 's3-endpoint');
  if (!where.startsWith('s3://')) {
    if (endpoint !== undefined) throw new Error('--s3-endpoint is for --storage s3://….');
    return folderStorage(where);
  }
  const [, bucket, prefix] = /^s3:\/\/([a-z0-9][\w.-]*)(?:\/(.*?))?\/*$/.exec(where) ?? [];
  if (bucket === undefined) throw new Error(`--storage is ${where}; expected s3://bucket/prefix.`);
  // Amazon's client takes longer to load than all else.
  const { s3Storage } = await import('./s3-storage.ts');
  return s3Storage({
    bucket,
    ...(prefix !== undefined && prefix !== '' && { prefix }),
    ...(endpoint !== undefined && { endpoint }),
  });
}

/** A whole number. */
export function readNumber(
  typed: Typed,
  name: string,
  [least, most]: readonly [number, number],
  usual: number,
): number {
  const text = textOf(typed, name);
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Error(`--${name} is ${text}; expected a whole number from ${least} to ${most}.`);
}

/** `10/60`: ten in a minute. */
export function readRate(typed: Typed): { shards: number; seconds: number } | undefined {
  const text = textOf(typed, 'rate');
  if (text === undefined) return undefined;
  const [, shards, seconds] = /^([1-9]\d{0,6})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  if (shards === undefined || seconds === undefined)
    throw new Error(`--rate is ${text}; expected shards/seconds, such as 10/60.`);
  return { shards: Number(shards), seconds: Number(seconds) };
}

export function textOf(typed: Typed, name: string): string | undefined {
  const value = typed[name];
  return typeof value === 'string' ? value : undefined;
}

function required(typed: Typed, name: string, expected: string): string {
  const value = textOf(typed, name);
  if (value === undefined || value === '')
    throw new Error(`--${name} is missing; expected ${expected}.`);
  return value;
}
