import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/cli/browser/find.ts';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';
import { SANDBOX } from '../session.ts';
import { toPng } from './pixels.ts';

const ORIGIN = 'https://library.invalid';

let folder: string;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stillmotion-library-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'chrome120',
      lib: { entry: 'test/browser/library-page.ts', formats: ['es'], fileName: 'page' },
      rolldownOptions: { external: [] },
    },
  });
  const files = await listPageFiles(folder);
  const { path, shell, env } = await findBrowser(undefined);
  browser = await launch({
    executablePath: path,
    headless: shell ? 'shell' : true,
    pipe: true,
    args: ['--enable-unsafe-swiftshader', ...(SANDBOX ? [] : ['--no-sandbox'])],
    env: { ...process.env, ...env },
  });
  page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.setRequestInterception(true);
  const picture = toPng({
    width: 3,
    height: 2,
    data: new Uint8Array(3 * 2 * 4).fill(200),
    channels: 4,
  });
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const file = files.get(pathname);
    if (file) {
      void file.read().then((body) => request.respond({ contentType: file.contentType, body }));
    } else if (pathname === '/picture.png') {
      void request.respond({ contentType: 'image/png', body: Buffer.from(picture) });
    } else {
      const body = '<!doctype html><script type="module" src="/page.js"></script>';
      void request.respond({ contentType: 'text/html', body });
    }
  });
  await page.goto(`${ORIGIN}/`, { waitUntil: 'load' });
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

describe('the library in a page', () => {
  it('makes an MP4 Blob that the page itself plays', async () => {
    const film = await page.evaluate(() =>
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
    expect(errors).toEqual([]);
  });

  it('stops when it is told to, and leaves nothing', async () => {
    const { failure, bytes } = await page.evaluate(() => globalThis.published.cancel(20));
    expect(failure).toContain('enough');
    expect(bytes).toBe(0);
  });

  it('throws errors with codes', async () => {
    const fail = (spec: object) => page.evaluate((job) => globalThis.published.fail(job), spec);
    expect(await fail({ frames: 0 })).toBe('usage');
    expect(await fail({ size: { width: 4098, height: 2304 } })).toBe('frame-too-large');
  });
});
