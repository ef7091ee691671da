import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { toPng } from './pixels.ts';

let library: BundledPage;

beforeAll(async () => {
  library = await openBundledPage('test/browser/library-page.ts');
  const data = new Uint8Array(3 * 2 * 4).fill(200);
  library.offer('/picture.png', toPng({ width: 3, height: 2, data, channels: 4 }));
});

afterAll(() => library.close());

describe('the library in a page', () => {
  it('makes an MP4 Blob that the page itself plays', async () => {
    const film = await library.page.evaluate(() =>
      globalThis.published.export('/picture.png', {
        size: { width: 120, height: 80 },
        title: 'Frame {f:3d}',
        motion: { kind: 'roll', step: 2 },
        frames: 45,
      }),
    );
    expect(film).toMatchObject({ type: 'video/mp4', width: 120, height: 80, duration: 1.5 });
    expect(film.bytes).toBeGreaterThan(1000);
    expect(film.progress).toEqual(Array.from({ length: 45 }, (_, n) => [n + 1, 45]));
    expect(library.errors).toEqual([]);
  });

  it('stops when it is told to, and leaves nothing', async () => {
    const { failure, bytes } = await library.page.evaluate(() => globalThis.published.cancel(20));
    expect(failure).toContain('enough');
    expect(bytes).toBe(0);
  });

  it('throws errors with codes', async () => {
    const fail = (spec: object) =>
      library.page.evaluate((job) => globalThis.published.fail(job), spec);
    expect(await fail({ frames: 0 })).toBe('usage');
    expect(await fail({ size: { width: 4098, height: 2304 } })).toBe('frame-too-large');
  });
});
