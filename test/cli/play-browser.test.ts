import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startChromium } from '../chromium.ts';
import { addressOf, type Player, startPlayer } from './player.ts';
import { eventually, it, picture } from './program.ts';

const CARD = picture('card.png');
const BUILT_PLAYER = fileURLToPath(new URL('../../dist/page/index.html', import.meta.url));
/** Any name becomes this machine, as a stranger's name server can have it. */
const REBINDING = ['--host-resolver-rules=MAP rebound.test 127.0.0.1'];

/** A service worker that answers for everything at its host and port. */
const WORKER = `
  addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    const headers = { 'Content-Type': 'text/html' };
    event.respondWith(new Response('<!doctype html><title>taken over</title>', { headers }));
  });`;

let browser: Browser;
/** The port of a site of somebody else's. */
let stranger: number;
const site = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>a stranger</title>');
});

beforeAll(async () => {
  await once(site.listen(0, '127.0.0.1'), 'listening');
  stranger = (site.address() as AddressInfo).port;
  browser = await startChromium(REBINDING);
});
afterAll(async () => {
  await browser.close();
  site.close();
  site.closeAllConnections();
});

describe('nothing exposed: in a browser, the player', () => {
  it('runs its own script, draws its picture, and nothing that was slipped in', async ({
    place,
  }) => {
    const { url } = await startPlayer(place, [CARD]);
    const { page, complaints } = await visit(url.href);
    expect(await page.title()).toBe('a player');
    expect(await page.evaluate(inspectOwnPage)).toEqual({
      isolated: true,
      secure: true,
      script: true,
      inline: false,
      compiles: 3,
      picture: [23, 17],
    });
    expect(complaints).toEqual([expect.stringMatching(/inline script.*Content Security Policy/s)]);
    await page.close();
  });

  it.for(['127.0.0.1', 'localhost'])(
    'gives nothing to a page of %s that knows its whole address',
    async (host, { place }) => {
      const player = await startPlayer(place, [CARD]);
      const { page } = await visit(`http://${host}:${stranger}/`);
      expect(await page.title()).toBe('a stranger');
      expect(await page.evaluate(breakIn, player.url.href)).toEqual({
        cors: 'TypeError',
        blind: 'TypeError',
        script: 'error',
        image: 'error',
        loaded: false,
      });
      await expectUnframed(page, player);
      await page.close();
    },
  );

  it('gives nothing to a page that is reached by another name', async ({ place }) => {
    const { port, base } = await startPlayer(place, [CARD]);
    const page = await browser.newPage();
    const response = await page.goto(`http://rebound.test:${port}${base}/`);
    expect(response?.status()).toBe(421);
    expect(await page.evaluate(() => document.body.innerText)).toContain(
      'exactly as it was printed',
    );
    await page.close();
  });

  it('is not taken over by what another program left at its port', async ({ place }) => {
    const former = createServer(({ url }, response) => {
      const script = url === '/worker.js';
      response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
      response.end(script ? WORKER : '<!doctype html><title>a former program</title>');
    });
    await once(former.listen(0, '127.0.0.1'), 'listening');
    const { port } = former.address() as AddressInfo;
    const { page } = await visit(`http://127.0.0.1:${port}/`);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js');
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    expect(await page.title()).toBe('taken over');
    former.close();
    former.closeAllConnections();

    const { url } = await startPlayer(place, [CARD, '--port', String(port)]);
    await page.goto(url.href);
    expect(await page.title()).toBe('a player');
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
    await page.close();
  });

  it('is the built one, whose headers let it work', async ({ place, skip }) => {
    skip(!existsSync(BUILT_PLAYER), `${BUILT_PLAYER} is not there: this tree has no player page`);
    const { url } = await addressOf(place.start(['play', CARD, '--no-open']));
    const { page, complaints, requests } = await visit(url.href);
    await eventually(() => expect(requests).toContain(new URL('picture', url).href));
    for (const asked of requests) {
      expect(asked).toMatch(new RegExp(`^(${url.origin}${url.pathname}|blob:|data:)`));
    }
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** Opens an address as from the address bar, and waits until the page asks for nothing more. */
async function visit(address: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url().replace(/[?#].*/s, '')));
  await page.goto(address, { waitUntil: 'networkidle0' });
  return { page, complaints, requests };
}

/** Runs in the player. */
async function inspectOwnPage() {
  const { loaded, inline } = globalThis as { loaded?: boolean; inline?: boolean };
  const source = new URLSearchParams(location.search).get('picture') ?? '';
  const bitmap = await createImageBitmap(await (await fetch(source)).blob());
  return {
    isolated: crossOriginIsolated,
    secure: isSecureContext,
    script: loaded === true,
    inline: inline === true,
    // As regl does it, which the policy has to allow.
    // oxlint-disable-next-line typescript/no-implied-eval
    compiles: new Function('return 1 + 2')() as unknown,
    picture: [bitmap.width, bitmap.height],
  };
}

/** Runs in a stranger's page: every way to read something of the player. */
async function breakIn(address: string) {
  const source = new URL('picture', address).href;
  const read = (mode: RequestMode) =>
    fetch(source, { mode }).then(
      ({ type }) => type,
      (error: unknown) => (error instanceof Error ? error.name : String(error)),
    );
  const load = (element: HTMLScriptElement | HTMLImageElement, url: string) =>
    new Promise<string>((resolve) => {
      for (const type of ['load', 'error']) element.addEventListener(type, () => resolve(type));
      element.src = url;
      document.body.append(element);
    });
  return {
    cors: await read('cors'),
    blind: await read('no-cors'),
    script: await load(document.createElement('script'), new URL('assets/index.js', address).href),
    image: await load(document.createElement('img'), source),
    loaded: 'loaded' in globalThis,
  };
}

/** A frame of the player stays empty. */
async function expectUnframed(page: Page, { url }: Player): Promise<void> {
  await page.evaluate(
    (address) =>
      new Promise<void>((resolve) => {
        const frame = document.createElement('iframe');
        frame.addEventListener('load', () => resolve());
        frame.src = address;
        document.body.append(frame);
      }),
    url.href,
  );
  const titles = await Promise.all(page.frames().map((frame) => frame.title()));
  expect(titles).toHaveLength(2);
  expect(titles).not.toContain('a player');
}
