import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { eventually, kill } from '../../../test/cli/program.ts';
import { readNumber, readRate, readRedis, readStorage } from '../src/typed.ts';
import { it } from './servers.ts';

const DASHBOARD = fileURLToPath(new URL('../dist/dashboard-main.js', import.meta.url));

describe('what is typed', () => {
  it('is read as it is meant, or refused with what was expected', async () => {
    expect(readNumber({ jobs: '8' }, 'jobs', [1, 64], 1)).toBe(8);
    expect(readNumber({}, 'jobs', [1, 64], 1)).toBe(1);
    for (const jobs of ['0', '65', '1.5', 'many'])
      expect(() => readNumber({ jobs }, 'jobs', [1, 64], 1)).toThrow(/--jobs is .* from 1 to 64/);
    expect(readRate({ rate: '10/60' })).toEqual({ shards: 10, seconds: 60 });
    expect(() => readRate({ rate: '10' })).toThrow(/shards\/seconds/);
    for (const storage of ['s3://films', 's3://films/ours/', '/srv/films'])
      await (await readStorage({ storage })).close();
    await expect(readStorage({ storage: 's3://' })).rejects.toThrow(/expected s3:\/\/bucket/);
    const local = { storage: '/srv', 's3-endpoint': 'http://x' };
    await expect(readStorage(local)).rejects.toThrow(/is for/);
    await expect(readStorage({})).rejects.toThrow(/--storage is missing/);
    expect(() => readRedis({})).toThrow(/--redis is missing/);
  });

  it('is refused by the worker in one line', async ({ farm }) => {
    for (const [args, says] of [
      [['--jobs', '0'], /^--jobs is 0; expected a whole number from 1 to 64\.\n$/],
      [['--gl', 'magic'], /^--gl is magic; expected one of auto, /],
      [['--sharts', '2'], /--sharts/],
    ] as const)
      expect(await farm.startWorker(...args).ended).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(says),
      });
    expect(await farm.startWorker('--help').ended).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--most-bytes'),
    });
  });
});

describe('stillmotion-dashboard', () => {
  it('makes a password where none is given, and ends with SIGTERM', async ({ farm, place }) => {
    const { url, password } = farm.redis.place;
    const running = place.start([DASHBOARD, '--redis', url, '--port', '0'], {
      command: process.execPath,
      env: { STILLMOTION_REDIS_PASSWORD: password, STILLMOTION_DASHBOARD_PASSWORD: undefined },
    });
    const [, address = '', made = ''] = await eventually(() => {
      const said = /^(http:\/\/127\.0\.0\.1:\d+\/)\npassword: (\S{24})\n$/.exec(running.stdout());
      expect(said).not.toBeNull();
      return said ?? [];
    });
    expect((await fetch(address)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`:${made}`).toString('base64')}`;
    expect((await fetch(address, { headers: { authorization } })).status).toBe(200);
    kill(running.pid, 'SIGTERM');
    expect((await running.ended).code).toBe(0);
  });
});
