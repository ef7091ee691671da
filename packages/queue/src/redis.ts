import type { RedisOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Where Redis is. */
export interface RedisPlace {
  /** `redis://host:port/db`, `rediss://…` or `unix:///path`. */
  readonly url: string;
  readonly password?: string | undefined;
  /** It asks nobody for a password, and that is wanted. */
  readonly open?: boolean;
}

/** As ioredis and BullMQ take it; both go on by themselves where Redis comes back. */
export function connectionOf({ url, password, open = false }: RedisPlace): RedisOptions {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !PROTOCOLS.includes(address.protocol))
    throw new Error(`Redis is "${url}"; expected redis://host:6379, rediss://… or unix:///path.`);
  const secret = password ?? decodeURIComponent(address.password);
  if (secret === '' && !open)
    throw new Error(
      'Redis has no password, so that anybody who reaches it could have films made. Set requirepass there and STILLMOTION_REDIS_PASSWORD here, or say --open-redis.',
    );
  return {
    ...placeOf(address),
    ...(address.username !== '' && { username: decodeURIComponent(address.username) }),
    ...(secret !== '' && { password: secret }),
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  };
}

const PROTOCOLS = ['redis:', 'rediss:', 'unix:'];

function placeOf({ protocol, hostname, port, pathname }: URL): RedisOptions {
  if (protocol === 'unix:') return { path: decodeURIComponent(pathname) };
  return {
    host: hostname,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

/**
 * Makes sure that Redis is there and knows us; afterwards it may come and go.
 *
 * @throws saying what it said
 */
export async function assertReachable(connection: RedisOptions): Promise<void> {
  const redis = new Redis({ ...connection, lazyConnect: true, retryStrategy: () => null });
  // What it says is thrown by the call that waits for it.
  redis.on('error', () => {});
  let lost: unknown;
  redis.on('error', (error) => (lost = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const why = lost ?? error;
    throw new Error(
      `Redis can't be used: ${why instanceof Error ? why.message : String(why)}. Is it at that address, and is the password right?`,
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
}
