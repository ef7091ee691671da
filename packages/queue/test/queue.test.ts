import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Job, Queue } from 'bullmq';
import { describe, expect, vi } from 'vitest';
import { broken, eventually, kill, picture, type Place } from '../../../test/cli/program.ts';
import { pngOfOneColour } from '../../../test/png-of-one-colour.ts';
import { folderStorage } from '../src/index.ts';
import { connectionOf, type RedisPlace } from '../src/redis.ts';
import { it } from './servers.ts';

const photo = picture('card-smooth.png');
/** Several GOPs. */
const SPEC = { title: '{f}', frames: 40, fps: { numerator: 1, denominator: 1 } };

describe('a film of the queue', () => {
  it('has the bytes of one command, is made once, and leaves nothing else', async ({
    farm,
    place,
  }) => {
    const worker = await farm.work();
    const order = { pictures: [photo], spec: SPEC, shards: 3 };
    // All at once: each asks for the same.
    const asked = await Promise.all([1, 2, 3].map(() => farm.queue.submit(order)));
    const [{ id } = { id: '' }] = asked;
    expect(asked.map((each) => each.id)).toEqual([id, id, id]);
    const seen: number[] = [];
    const film = await farm.queue.finished(id, { onProgress: (frames) => seen.push(frames) });
    expect(film.key).toBe(`films/${id}.mp4`);
    await farm.queue.fetch(film.key, place.path('film.mp4'));
    await place.succeed([
      'render',
      photo,
      '--title',
      '{f}',
      '--frames',
      '40',
      '--fps',
      '1',
      '-o',
      'whole.mp4',
    ]);
    expect(await readFile(place.path('film.mp4'))).toEqual(await readFile(place.path('whole.mp4')));
    expect(seen.at(-1)).toBe(40);
    expect(await farm.queue.state(id)).toBe('completed');
    expect(await farm.queue.submit(order)).toEqual({ id, queued: false });
    const done = worker.events.filter(({ event }) => event === 'shard' || event === 'film');
    expect(new Set(done.map((each) => each.id))).toEqual(
      new Set([id, `${id}-1`, `${id}-2`, `${id}-3`]),
    );
    expect(done).toHaveLength(4);
    const files = (await readdir(farm.folder, { recursive: true })).filter((name) =>
      /\w{64}/.test(name),
    );
    expect(files.toSorted()).toEqual([
      `films/${id}.mp4`,
      expect.stringMatching(/^inputs\/[0-9a-f]{64}$/),
      // Its shards are gone.
      `shards/${id}`,
    ]);
  });

  it('may have several pictures', async ({ farm, place }) => {
    await farm.work();
    const pictures = [photo, picture('card-smooth-grey.png')];
    const spec = { each: 1.5, canvas: { width: 64, height: 48 } };
    const { id } = await farm.queue.submit({ pictures, spec, shards: 2 });
    const { key } = await farm.queue.finished(id);
    await farm.queue.fetch(key, place.path('film.mp4'));
    const args = ['--each', '1.5', '--canvas', '64x48', '-o', 'whole.mp4'];
    await place.succeed(['render', ...pictures, ...args]);
    const [made, whole] = [await shownBy(place, 'film.mp4'), await shownBy(place, 'whole.mp4')];
    expect(made).toEqual(whole);
  });

  it('may be cancelled while it is drawn, and asked for again', async ({ farm }) => {
    const order = {
      pictures: [photo],
      spec: { title: '{f}', frames: 9000, size: { width: 640, height: 480 } },
      shards: 2,
    };
    const worker = await farm.work();
    const { id } = await farm.queue.submit(order);
    await eventually(async () =>
      expect(await shardStates(farm.redis.place, id, 2)).toContain('active'),
    );
    await farm.queue.cancel(id);
    await expect(farm.queue.finished(id)).rejects.toThrow(/cancelled/);
    await eventually(() => expect(worker.events.map(({ event }) => event)).toContain('failed'));
    expect(await farm.queue.state(id)).toBe('failed');
    // The same worker draws on.
    const small = await farm.queue.submit({ pictures: [photo], spec: SPEC, shards: 1 });
    await farm.queue.finished(small.id);
    expect(await farm.queue.submit(order)).toEqual({ id, queued: true });
    await farm.queue.cancel(id);
  });

  it('goes before others where its priority says so', async ({ farm }) => {
    const late = await farm.queue.submit({
      pictures: [photo],
      spec: { ...SPEC, title: 'late' },
      shards: 1,
      priority: 9,
    });
    const soon = await farm.queue.submit({
      pictures: [photo],
      spec: { ...SPEC, title: 'soon' },
      shards: 1,
      priority: 2,
    });
    const first = await farm.queue.submit({
      pictures: [photo],
      spec: { ...SPEC, title: 'first' },
      shards: 1,
    });
    const worker = await farm.work();
    await Promise.all([late, soon, first].map(({ id }) => farm.queue.finished(id)));
    const shards = worker.events.filter(({ event }) => event === 'shard').map((each) => each.id);
    expect(shards).toEqual([first, soon, late].map(({ id }) => `${id}-1`));
  });

  it('is tried again where something failed that may not fail again', async ({ farm }) => {
    const storage = folderStorage(farm.folder);
    let failures = 0;
    const worker = await farm.work({
      storage: {
        ...storage,
        async put(key, path) {
          if (failures++ === 0) throw new Error('The disk is away.');
          return storage.put(key, path);
        },
      },
    });
    const { id } = await farm.queue.submit({ pictures: [photo], spec: SPEC, shards: 1 });
    await farm.queue.finished(id);
    expect(worker.events.map(({ event }) => event)).toEqual(['ready', 'failed', 'shard', 'film']);
    expect(worker.events[1]).toMatchObject({ id: `${id}-1`, error: 'The disk is away.' });
  });

  it('is drawn no faster than the rate says', async ({ farm }) => {
    await farm.work({ rate: { shards: 1, seconds: 1 } });
    const started = performance.now();
    const { id } = await farm.queue.submit({ pictures: [photo], spec: { frames: 2 }, shards: 3 });
    await farm.queue.finished(id);
    expect((performance.now() - started) / 1000).toBeGreaterThan(2);
  });

  it('is given back by a worker that is stopped, and made by another', async ({ farm }) => {
    const spec = { title: '{f}', frames: 500, size: { width: 320, height: 240 } };
    const { id } = await farm.queue.submit({ pictures: [photo], spec, shards: 1 });
    const first = farm.startWorker();
    await eventually(async () =>
      expect(await shardStates(farm.redis.place, id, 1)).toContain('active'),
    );
    // The second one doesn't wait for what is drawn.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) kill(first.pid, signal);
    const { code, stdout } = await first.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('"given back"');
    expect(await shardStates(farm.redis.place, id, 1)).toEqual(['waiting']);
    const second = farm.startWorker();
    await farm.queue.finished(id);
    kill(second.pid, 'SIGTERM');
    expect((await second.ended).code).toBe(0);
  });
});

describe('what is no film', () => {
  it('is refused before it is queued, where that can be known', async ({ farm }) => {
    await expect(farm.queue.submit({ spec: { framse: 3 } })).rejects.toThrow(/framse/);
    await expect(farm.queue.submit({ spec: { format: 'png-sequence' } })).rejects.toThrow(
      /a file a frame/,
    );
    await expect(
      farm.queue.submit({ spec: { pictures: [{ file: '/etc/passwd' }] } }),
    ).rejects.toThrow(/given beside it/);
    await expect(farm.queue.submit({ shards: 1001 })).rejects.toThrow(/from 1 to 1000/);
    await expect(farm.queue.submit({ pictures: ['/missing.png'] })).rejects.toThrow(/missing\.png/);
  });

  it.for([
    ['a broken picture', { pictures: [broken('truncated.png')] }, /cut short or damaged/],
    ['more frames than may be', { spec: { frames: 20_000 } }, /20000 frames.*at most 10000/],
    [
      'larger frames than may be',
      { spec: { frames: 2, size: { width: 2000, height: 1000 } } },
      /2000×1000.*at most/,
    ],
  ] as const)('fails at once, and says why: %s', async ([, order, says], { farm }) => {
    const worker = await farm.work();
    const { id } = await farm.queue.submit({ ...order, shards: 1 });
    await expect(farm.queue.finished(id)).rejects.toThrow(says);
    const failed = worker.events.filter(({ event }) => event === 'failed');
    expect(failed).toEqual([
      expect.objectContaining({ id: `${id}-1`, error: expect.stringMatching(says) }),
    ]);
  });

  it('says why also where it fails while somebody looks', async ({ farm }) => {
    await farm.work();
    const { id } = await farm.queue.submit({ spec: { frames: 20_000 }, shards: 1 });
    const looks = vi.spyOn(Job.prototype, 'getState');
    looks.mockImplementationOnce(async function (this: Job) {
      await eventually(async () => expect(await farm.queue.state(id)).toBe('failed'));
      return this.getState();
    });
    await expect(farm.queue.finished(id)).rejects.toThrow(/20000 frames.*at most 10000/);
    looks.mockRestore();
  });

  it('is drawn no further where a part of it has failed, and may be asked for again', async ({
    farm,
  }) => {
    const worker = await farm.work({ jobs: 2, longest: 2 });
    const spec = { title: '{f}', frames: 9000, size: { width: 640, height: 480 } };
    const order = { pictures: [photo], spec, shards: 4 };
    const { id } = await farm.queue.submit(order);
    await expect(farm.queue.finished(id)).rejects.toThrow(/more than 2 s|another part/);
    expect(await farm.queue.submit(order)).toEqual({ id, queued: true });
    const failed = worker.events.filter(({ event }) => event === 'failed');
    expect(failed).toContainEqual(
      expect.objectContaining({ error: expect.stringMatching(/more than 2 s/) }),
    );
    await farm.queue.cancel(id);
  });

  it('fails where its files are more than may be', async ({ farm, place }) => {
    await farm.work({ mostBytes: 100 });
    const large = await farm.queue.submit({ pictures: [picture('card.png')], shards: 1 });
    await expect(farm.queue.finished(large.id)).rejects.toThrow(/inputs.* 146 bytes.*at most 100 /);
    // Its shards together are too large to be merged.
    await writeFile(place.path('dot.png'), await pngOfOneColour(16, 16));
    const small = { pictures: [place.path('dot.png')], spec: SPEC, shards: 1 };
    const { id } = await farm.queue.submit(small);
    await expect(farm.queue.finished(id)).rejects.toThrow(/shards.* bytes.*at most 100 /);
  });

  it('fails where it takes too long', async ({ farm }) => {
    const worker = await farm.work({ longest: 1 });
    const spec = { title: '{f}', frames: 9000, size: { width: 640, height: 480 } };
    const { id } = await farm.queue.submit({ pictures: [photo], spec, shards: 1 });
    await expect(farm.queue.finished(id)).rejects.toThrow(/more than 1 s/);
    expect(worker.events.at(-1)).toMatchObject({
      event: 'failed',
      error: expect.stringMatching(/more than 1 s/),
    });
  });

  it('leads out of its storage nowhere, whatever somebody has put into Redis', async ({
    farm,
    place,
  }) => {
    const worker = await farm.work();
    await writeFile(join(place.outside, 'secret'), 'secret');
    const shards = new Queue('stillmotion-shards', { connection: connectionOf(farm.redis.place) });
    const film = { id: 'a'.repeat(64), build: 'x', spec: {}, pictures: [] as string[], shards: 1 };
    for (const bad of [
      { ...film, id: '../../x' },
      { ...film, pictures: ['../../secret'] },
      { ...film, audio: '/etc/passwd' },
      { ...film, shards: 1e9 },
      { ...film, path: '/etc/passwd' },
    ])
      await shards.add('shard', { film: bad, shard: 1 });
    await eventually(async () => expect(await shards.getFailedCount()).toBe(5));
    for (const { failedReason } of await shards.getFailed())
      expect(failedReason).toMatch(/Invalid|Expected/);
    await shards.close();
    expect(worker.events.map(({ event }) => event)).toEqual(['ready']);
  });
});

describe('Redis', () => {
  it('is asked for with a password, and nothing is begun without', async ({ farm }) => {
    const { url } = farm.redis.place;
    await expect(farm.work({ redis: { url } })).rejects.toThrow(/no password.*requirepass/s);
    await expect(farm.work({ redis: { url, password: 'another' } })).rejects.toThrow(/WRONGPASS/);
    await expect(farm.work({ redis: { url: 'http://x' } })).rejects.toThrow(/expected redis:/);
  });
});

/** Digests of what a player shows; the job that a film carries names its pictures. */
async function shownBy(place: Place, name: string): Promise<string> {
  const args = ['-v', 'error', '-i', name, '-f', 'framemd5', '-'];
  return (await place.succeed(args, { command: 'ffmpeg' })).stdout;
}

async function shardStates(redis: RedisPlace, id: string, count: number) {
  const shards = new Queue('stillmotion-shards', { connection: connectionOf(redis) });
  const states: string[] = [];
  for (let shard = 1; shard <= count; shard++)
    states.push(String(await (await shards.getJob(`${id}-${shard}`))?.getState()));
  await shards.close();
  return states;
}
