import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import {
  eventually,
  type Outcome,
  type Place,
  PROGRAM,
  type Running,
  type RunOptions,
} from './program.ts';

/** The program beside a page of a test's own, as the package lays them out. */
export interface PlayerPackage {
  start(args: readonly string[], options?: RunOptions): Running;
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
}

/** A player that runs. */
export interface Player {
  readonly running: Running;
  readonly url: URL;
  readonly port: number;
  /** `/<token>` */
  readonly base: string;
}

export const PAGE =
  '<!doctype html><title>a player</title><script type="module" src="./assets/index.js"></script>' +
  '<script>globalThis.inline = true;</script>';
export const SCRIPT = 'globalThis.loaded = true;';
export const SECRET = 'a secret of the machine';

/** Lays the built program beside a small page, out of which links lead to `secret.txt`. */
export async function packPlayer(place: Place): Promise<PlayerPackage> {
  const root = join(place.outside, 'package');
  const page = join(root, 'dist', 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  const manifest = {
    name: 'stillmotion',
    type: 'module',
    exports: { './package.json': './package.json' },
  };
  await writeFile(join(root, 'package.json'), JSON.stringify(manifest));
  const program = join(root, 'dist', 'cli.js');
  await cp(PROGRAM, program);
  // What the program loads when it needs it.
  await cp(join(dirname(PROGRAM), 'cli'), join(root, 'dist', 'cli'), { recursive: true });
  await writeFile(join(page, 'index.html'), PAGE);
  await writeFile(join(page, 'assets', 'index.js'), SCRIPT);
  await writeFile(join(place.outside, 'secret.txt'), SECRET);
  await symlink(join(place.outside, 'secret.txt'), join(page, 'linked.txt'));
  await symlink(place.outside, join(page, 'linked'));
  const start: PlayerPackage['start'] = (args, options) =>
    place.start([program, ...args], { ...options, command: process.execPath });
  return { start, run: (args, options) => start(args, options).ended };
}

/** Waits until a player has printed where it is. */
export async function addressOf(running: Running): Promise<Player> {
  const line = await eventually(() => {
    const [printed, end] = running.stdout().split('\n');
    if (printed === undefined || end === undefined) throw new Error(running.stderr());
    return printed;
  });
  const url = new URL(line);
  return { running, url, port: portOf(url.port), base: url.pathname.replace(/\/$/, '') };
}

/** An address leaves the port out where it is 80. */
function portOf(port: string): number {
  return port === '' ? 80 : Number(port);
}

/** Fetches as a browser does, which takes all names below `localhost` for this machine; Node asks the system. */
export async function fetchFrom({ host, port, pathname }: URL): Promise<Response> {
  const options = { host: '127.0.0.1', port: portOf(port), path: pathname, headers: { host } };
  const [answer] = (await once(get(options), 'response')) as [IncomingMessage];
  const body = new Uint8Array(Buffer.concat(await answer.toArray()));
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Response(body, { status: answer.statusCode ?? 0, headers });
}

/** Starts a player of the test's own page, and opens no browser. */
export async function startPlayer(place: Place, args: readonly string[] = []): Promise<Player> {
  const player = await packPlayer(place);
  return addressOf(player.start(['play', ...args, '--no-open']));
}

export interface RawAnswer {
  /** `undefined` when the server hung up without a word. */
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends a request exactly as written, where a client would put it in order first. */
export function askRaw(
  { host, port }: URL,
  target: string,
  {
    method = 'GET',
    headers = {},
  }: { method?: string; headers?: Record<string, string | undefined> } = {},
): Promise<RawAnswer> {
  const all = { Host: host, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) =>
    value === undefined ? '' : `${name}: ${value}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const socket = connect(portOf(port), '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (data: string) => (text += data));
    // A server that refuses may hang up before it has read everything.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    });
    socket.write(Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'));
  });
}
