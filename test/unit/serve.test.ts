import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { newHost, serve } from '../../src/cli/server/serve.ts';

it('a player’s host is another one each time, and names the port as browsers do', () => {
  expect(newHost(8080, 'linux')).toMatch(/^[0-9a-f]{24}\.localhost:8080$/);
  expect(newHost(80, 'linux')).toMatch(/^[0-9a-f]{24}\.localhost$/);
  expect(newHost(80, 'linux')).not.toBe(newHost(80, 'linux'));
  expect(newHost(80, 'darwin')).toBe('127.0.0.1');
  expect(newHost(8080, 'darwin')).toBe('127.0.0.1:8080');
});

it('a player has its port at both loopback addresses, or not at all', async ({ skip }) => {
  const other = createServer().listen({ host: '::1', port: 0 });
  const [event] = await Promise.race(
    ['listening', 'error'].map((name) => once(other, name).then(() => [name])),
  );
  skip(event !== 'listening', 'this machine has no IPv6');
  const { port } = other.address() as AddressInfo;
  try {
    await expect(serve(new Map(), port)).rejects.toMatchObject({
      code: 'port-unavailable',
      message: expect.stringContaining(`port ${port} of ::1 can't be had: another program has it`),
    });
  } finally {
    other.close();
  }
});
