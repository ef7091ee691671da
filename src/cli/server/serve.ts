import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StillmotionError } from '../../core/errors.ts';
import { answer, type ServedFile, type Site } from './answer.ts';

/**
 * Reached from this machine alone. Where a name is asked for, browsers try both: whoever had the other one
 * would be told the token.
 */
const LOOPBACKS = ['127.0.0.1', '::1'] as const;
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];
/** How many free ports of one address may be taken at the other. */
const MOST_PORTS = 20;
const NAME_BYTES = 12;
const TOKEN_BYTES = 24;

/** A server that runs. */
export interface RunningServer {
  /** What stands before the path of every file: `http://<name>.localhost:43210/<token>`. */
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
  const servers = await listenOnBoth(port);
  const host = newHost(portOf(servers[0]), process.platform);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const site = { host, files: below(`/${token}`, files) };
  for (const server of servers) answerFrom(server, site);
  return {
    base: `http://${host}/${token}`,
    close: () => closeAll(servers),
  };
}

/**
 * A new name for each run, and with it a new origin: a service worker, cookies or whatever else other programs
 * have left in the browser at this port have no part in it. Safari knows no names below `localhost`.
 */
export function newHost(port: number, platform: NodeJS.Platform): string {
  const name = `${randomBytes(NAME_BYTES).toString('hex')}.localhost`;
  // As browsers write it: without the port where it is 80.
  return new URL(`http://${platform === 'darwin' ? LOOPBACKS[0] : name}:${port}`).host;
}

type Servers = readonly [Server, ...Server[]];

/** On one port of both addresses, or of the first one where there is no IPv6. */
async function listenOnBoth(port: number, tries = MOST_PORTS): Promise<Servers> {
  const first = await listen(LOOPBACKS[0], port).catch((cause: unknown) => {
    throw unavailable(LOOPBACKS[0], port, cause);
  });
  try {
    return [first, await listen(LOOPBACKS[1], portOf(first))];
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (NO_SUCH_ADDRESS.includes(code)) return [first];
    await closeAll([first]);
    if (port !== 0 || tries === 1) throw unavailable(LOOPBACKS[1], port, cause);
    return listenOnBoth(port, tries - 1);
  }
}

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen({ host, port, exclusive: true });
  await listening;
  // A visitor who can't be let in, as too many files are open, must not end it for the others.
  server.on('error', () => {});
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const closing = servers.map(async (server) => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  await Promise.all(closing);
}

function unavailable(address: string, port: number, cause: unknown): StillmotionError {
  return new StillmotionError(
    'port-unavailable',
    `The port ${port} of ${address} can't be had: ${reason(cause)}; choose another with --port, or leave it out for a free one.`,
    { cause },
  );
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
