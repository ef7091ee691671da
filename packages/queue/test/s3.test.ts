import S3rver from '@20minutes/s3rver';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { picture, type Place } from '../../../test/cli/program.ts';
import { digest } from '../src/digest.ts';
import { openQueue } from '../src/index.ts';
import { s3Storage } from '../src/s3-storage.ts';
import { filmKey, type Storage, storageKey } from '../src/storage.ts';
import { it } from './servers.ts';

let server: S3rver;
let open: () => Storage;

beforeEach<{ place: Place }>(async ({ place }) => {
  server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: join(place.outside, 's3'),
    configureBuckets: [{ name: 'films', configs: [] }],
  });
  const { port } = await server.run();
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const endpoint = `http://127.0.0.1:${port}`;
  open = () => s3Storage({ bucket: 'films', prefix: 'ours', endpoint, credentials });
});

afterEach(() => server.close());

describe('a bucket', () => {
  it('keeps what is there, and gives no more than may be', async ({ place }) => {
    const storage = open();
    const key = filmKey(digest('a'), 'mp4');
    await writeFile(place.path('a'), 'first');
    await writeFile(place.path('b'), 'second');
    expect(await storage.size(key)).toBeUndefined();
    await expect(storage.get(key, place.path('x'), 9)).rejects.toThrow(/has no films/);
    expect(await storage.put(key, place.path('a'))).toBe(true);
    expect(await storage.put(key, place.path('b'))).toBe(false);
    expect(await storage.size(key)).toBe(5);
    await storage.get(key, place.path('x'), 5);
    expect(await readFile(place.path('x'), 'utf8')).toBe('first');
    await expect(storage.get(key, place.path('x'), 4)).rejects.toThrow(/5 bytes.*at most 4/);
    await storage.remove(key);
    await storage.remove(key);
    expect(await storage.size(key)).toBeUndefined();
    for (const path of ['films/../x.mp4', '/etc/passwd', 'films/x.mp4', `inputs/${digest('a')}/x`])
      expect(() => storageKey(path)).toThrow(/no key/);
    await storage.close();
  });

  it('may be where a queue has its pictures and films', async ({ farm, place }) => {
    const queue = openQueue({ redis: farm.redis.place, storage: open() });
    await farm.work({ storage: open() });
    const photo = picture('card-smooth.png');
    const { id } = await queue.submit({
      pictures: [photo],
      spec: { motions: [{ kind: 'roll', step: 2 }], frames: 12 },
      shards: 2,
    });
    const { key } = await queue.finished(id);
    await queue.fetch(key, place.path('film.mp4'));
    await queue.close();
    const args = ['--step', '2', '--frames', '12', '-o', 'whole.mp4'];
    await place.succeed(['render', photo, ...args]);
    expect(await readFile(place.path('film.mp4'))).toEqual(await readFile(place.path('whole.mp4')));
  });
});
