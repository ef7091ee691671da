import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StillmotionError } from '../../core/errors.ts';
import { answer, type ServedFile, type Site } from './answer.ts';

/** Reached from this machine alone. */
const LOOPBACK = '127.0.0.1';
const TOKEN_BYTES = 24;

/** A server that runs. */
export interface RunningServer {
  /** What stands before the path of every file: `http://127.0.0.1:43210/<token>`. */
  readonly base: string;
  /** Ends it and every connection to it. */
  close(): Promise<void>;
}

/**
 * Serves files on loopback, under a token that nobody can guess.
 *
 * @param files by path: `/index.html`
 * @param port 0: a free one
 * @throws StillmotionError `port-unavailable`
 */
export async function serve(
  files: ReadonlyMap<string, ServedFile>,
  port: number,
): Promise<RunningServer> {
  const server = createServer();
  await listen(server, port);
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const site = { host, files: below(`/${token}`, files) };
  answerFrom(server, site);
  return {
    base: `http://${host}/${token}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = once(server, 'listening');
  server.listen({ host: LOOPBACK, port, exclusive: true });
  await listening.catch((cause: unknown) => {
    throw new StillmotionError(
      'port-unavailable',
      `The port ${port} of ${LOOPBACK} can't be had: ${reason(cause)}; choose another with --port, or leave it out for a free one.`,
      { cause },
    );
  });
}

function reason(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'another program has it';
  if (code === 'EACCES') return 'no permission to use it';
  return message;
}

function below(
  prefix: string,
  files: ReadonlyMap<string, ServedFile>,
): ReadonlyMap<string, ServedFile> {
  return new Map([...files].map(([path, file]) => [prefix + path, file]));
}

function answerFrom(server: Server, site: Site): void {
  server.on('request', (request, response) => {
    const { status, headers, body } = answer(request, site);
    // Node leaves the body out where HEAD asked.
    response.writeHead(status, headers).end(body);
  });
}
