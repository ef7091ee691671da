import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Queue } from 'bullmq';
import express, { type NextFunction, type Request, type Response } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { queueNames } from './queue.ts';
import { assertReachable, connectionOf, type RedisPlace } from './redis.ts';

export interface DashboardOptions {
  readonly redis: RedisPlace;
  readonly queue?: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  readonly password: string;
  /** Jobs can be retried, removed and so on. */
  readonly changes: boolean;
}

export interface Dashboard {
  readonly url: string;
  close(): Promise<void>;
}

/** Shows both queues in a page, to whoever has the password. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const connection = connectionOf(options.redis);
  await assertReachable(connection);
  const { shards, films } = queueNames(options.queue);
  const queues = [films, shards].map((name) => new Queue(name, { connection }));
  for (const queue of queues) queue.on('error', () => {});
  const adapter = new ExpressAdapter();
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: !options.changes })),
    serverAdapter: adapter,
  });
  const app = express();
  app.disable('x-powered-by');
  app.use(guard(options.password));
  app.use(adapter.getRouter() as express.Router);
  const server = app.listen(options.port, options.host);
  await once(server, 'listening');
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`,
    async close() {
      server.closeAllConnections();
      server.close();
      await Promise.all(queues.map((queue) => queue.close()));
    },
  };
}

/** Lets in who has the password, and nobody whom another site has sent. */
function guard(password: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    // Browsers send the password along with what other sites ask for.
    const site = request.get('sec-fetch-site') ?? 'none';
    const isOurs = site === 'same-origin' || site === 'none';
    if (!isOurs && !(request.method === 'GET' && request.get('sec-fetch-mode') === 'navigate')) {
      response.status(403).send('Not for other sites.');
    } else if (!knows(request.get('authorization'), password)) {
      response.set('www-authenticate', 'Basic realm="stillmotion-queue", charset="UTF-8"');
      response.status(401).send('The password, please; any name will do.');
    } else next();
  };
}

/** In a time that says nothing of how much of it was right. */
function knows(header: string | undefined, password: string): boolean {
  const [, encoded = ''] = /^Basic (.+)$/i.exec(header ?? '') ?? [];
  const given = Buffer.from(encoded, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  return encoded !== '' && timingSafeEqual(hash(given), hash(password));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
