import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect } from 'vitest';
import { startPlayer } from './player.ts';
import { filmBegun, it, LONG_FILM, openedBy } from './program.ts';

beforeEach(({ skip }) => {
  skip(!existsSync('/proc/net/tcp'), 'no /proc/net/tcp here to look into');
});

describe('nothing exposed: for other programs there is', () => {
  it('of a player, its address on loopback alone', async ({ place }) => {
    const { port } = await startPlayer(place);
    expect(listenersOf(place.processes())).toEqual([
      `127.0.0.1:${port}`,
      // Where there is IPv6.
      ...(existsSync('/proc/net/if_inet6') ? [`00000000000000000000000001000000:${port}`] : []),
    ]);
  });

  it('of a film at work and its browser, nothing', async ({ place }) => {
    place.start(LONG_FILM);
    await filmBegun(place);
    const processes = place.processes();
    expect(processes.length).toBeGreaterThan(1);
    expect(listenersOf(processes)).toEqual([]);
  });
});

/** In Linux' tables: a TCP socket that listens, and a UDP socket, which hears whatever comes. */
const LISTENS: Readonly<Record<string, string>> = { tcp: '0A', tcp6: '0A', udp: '07', udp6: '07' };

/** Where processes can be reached, from Linux' own tables. */
function listenersOf(pids: readonly number[]): string[] {
  const sockets = new Set(pids.flatMap(openedBy));
  const rows = Object.keys(LISTENS).flatMap((table) => {
    const [, ...lines] = readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n');
    return lines.map((line) => [table, ...line.trim().split(/\s+/)]);
  });
  return rows.flatMap(([table = '', , local = '', , state, , , , , , inode]) => {
    if (state !== LISTENS[table] || !sockets.has(`socket:[${inode}]`)) return [];
    const [address = '', port = ''] = local.split(':');
    return [`${readAddress(address)}:${Number.parseInt(port, 16)}`];
  });
}

/** IPv4 stands there as one little-endian number; anything else is given as it stands. */
function readAddress(hex: string): string {
  return hex.length === 8 ? [...Buffer.from(hex, 'hex')].toReversed().join('.') : hex;
}
