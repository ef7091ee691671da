// A Redis that lasts as long as a measurement, as docs advise to run one.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PASSWORD = 'of a measurement';

/**
 * @returns where it is, a folder that goes with it, and what ends both
 */
export function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'stillmotion-queue-'));
  const socket = join(folder, 'socket');
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
  const where = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--requirepass', PASSWORD];
  const redis = spawn('redis-server', [...where, ...kept], { stdio: 'ignore' });
  return {
    folder,
    place: { url: `unix://${socket}`, password: PASSWORD },
    async stop() {
      const ended = new Promise((resolve) => redis.once('exit', resolve));
      redis.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What Redis has spent since it was started. */
export async function spentBy(queue) {
  const info = await (await queue.getBackend().client).info();
  const valueOf = (name) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]);
  return {
    /** s */
    cpu: valueOf('used_cpu_user') + valueOf('used_cpu_sys'),
    commands: valueOf('total_commands_processed'),
    bytes: valueOf('used_memory'),
    connections: valueOf('connected_clients'),
  };
}

export function round(value) {
  return Math.round(value * 100) / 100;
}
