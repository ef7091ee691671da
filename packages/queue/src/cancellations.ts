import type { RedisOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Films that are no longer wanted, as all workers can see it. */
export interface Cancellations {
  say(film: string): Promise<void>;
  forget(film: string): Promise<void>;
  has(film: string): Promise<boolean>;
  close(): Promise<void>;
}

/** s; a job that is at work has heard of it long before. */
const KEPT = 24 * 3600;

/** @param queue whose films they are */
export function cancellations(connection: RedisOptions, queue: string): Cancellations {
  const redis = new Redis(connection);
  redis.on('error', () => {});
  const keyOf = (film: string) => `stillmotion:${queue}:cancelled:${film}`;
  return {
    say: async (film) => void (await redis.set(keyOf(film), '1', 'EX', KEPT)),
    forget: async (film) => void (await redis.del(keyOf(film))),
    has: async (film) => (await redis.exists(keyOf(film))) === 1,
    close: async () => redis.disconnect(),
  };
}
