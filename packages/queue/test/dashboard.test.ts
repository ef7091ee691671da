import { describe, expect } from 'vitest';
import { startDashboard } from '../src/dashboard.ts';
import { it } from './servers.ts';

const PASSWORD = 'for the dashboard';
const KNOWN = { authorization: `Basic ${Buffer.from(`anna:${PASSWORD}`).toString('base64')}` };

describe('the dashboard', () => {
  it('shows both queues to who has the password, and to nobody else', async ({ farm }) => {
    const { id } = await farm.queue.submit({ spec: { frames: 2 }, shards: 1 });
    const dashboard = await startDashboard({
      redis: farm.redis.place,
      host: '127.0.0.1',
      port: 0,
      password: PASSWORD,
      changes: false,
    });
    const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, dashboard.url), init);
    try {
      expect(new URL(dashboard.url).hostname).toBe('127.0.0.1');
      for (const path of ['', 'api/queues', 'static/favicon-32x32.png', 'nowhere'])
        expect((await ask(path)).status).toBe(401);
      const wrong = { authorization: `Basic ${Buffer.from('anna:guess').toString('base64')}` };
      expect((await ask('api/queues', { headers: wrong })).status).toBe(401);

      expect(await (await ask('', { headers: KNOWN })).text()).toMatch(/<title>/);
      const shown = await ask('api/queues', { headers: KNOWN });
      expect(await shown.json()).toMatchObject({
        queues: [{ name: 'stillmotion-films' }, { name: 'stillmotion-shards' }],
      });
      expect(shown.headers.get('x-frame-options')).toBe('DENY');

      const elsewhere = { ...KNOWN, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
      expect((await ask('api/queues', { headers: elsewhere })).status).toBe(403);
      // It only shows.
      const clean = { method: 'PUT', headers: KNOWN };
      const job = `api/queues/stillmotion-films/${id}/clean`;
      expect((await ask(job, clean)).ok).toBe(false);
      expect(await farm.queue.state(id)).toBe('waiting');
    } finally {
      await dashboard.close();
    }
  });
});
