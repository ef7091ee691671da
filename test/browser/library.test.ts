import { type Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLibraryPage, LIBRARY_HTML, type LibraryPage } from './library-build.ts';
import { openPage, type OpenPage, sharedBrowser } from './page.ts';
import { toPng } from './pixels.ts';

let library: LibraryPage;
let browser: Browser;
let user: OpenPage;

beforeAll(async () => {
  [browser, library] = await Promise.all([
    sharedBrowser(),
    buildLibraryPage('test/browser/library-page.ts'),
  ]);
  const grey = new Uint8Array(3 * 2 * 4).fill(200);
  const picture = toPng({ width: 3, height: 2, data: grey, channels: 4 });
  user = await openPage(browser, '/', {
    folder: library.folder,
    answers: {
      '/': { contentType: 'text/html', body: LIBRARY_HTML },
      '/picture.png': { contentType: 'image/png', body: picture },
    },
  });
});

afterAll(() => user.page.browserContext().close());

describe('the library in a page', () => {
  it('makes an MP4 Blob that the page itself plays', async () => {
    const film = await user.page.evaluate(() =>
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
    expect(user.errors).toEqual([]);
  });

  it('makes a film of ten bits that the page itself plays', async () => {
    const film = await user.page.evaluate(() =>
      globalThis.published.export('/picture.png', {
        canvas: { width: 120, height: 80 },
        effects: [{ name: 'vignette' }],
        depth: 10,
        frames: 15,
      }),
    );
    expect(film).toMatchObject({ type: 'video/mp4', width: 120, height: 80, duration: 0.5 });
    expect(user.errors).toEqual([]);
  });

  it('lays a sound under a film, which lasts as long, and changes it', async () => {
    const spec = { size: { width: 64, height: 64 }, fps: { numerator: 10, denominator: 1 } };
    const film = await user.page.evaluate((job) => globalThis.published.exportWithSound(job), {
      ...spec,
      volume: -6,
    });
    expect(film.duration).toBeCloseTo(1, 1);
    expect(film.heard).toBeCloseTo(1, 1);
    expect(Math.abs(film.loudness + 6)).toBeLessThan(0.1);
    const fail = (job: object) => user.page.evaluate((s) => globalThis.published.fail(s), job);
    expect(await fail({ ...spec, volume: -6 })).toBe('usage');
  });

  it('stops when it is told to, and leaves nothing', async () => {
    const { failure, bytes } = await user.page.evaluate(() => globalThis.published.cancel(20));
    expect(failure).toContain('enough');
    expect(bytes).toBe(0);
  });

  it('throws errors with codes', async () => {
    const fail = (spec: object) =>
      user.page.evaluate((job) => globalThis.published.fail(job), spec);
    expect(await fail({ frames: 0 })).toBe('usage');
    expect(await fail({ size: { width: 4098, height: 2304 } })).toBe('frame-too-large');
  });
});
