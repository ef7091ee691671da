import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startChromium } from '../chromium.ts';
import { picture } from '../cli/program.ts';
import { eventually } from './app.ts';
import { type PageServer, servePage } from './page-server.ts';

// A person opens pictures by their address, and follows links that name one. The page and the person's own
// network are servers of this machine; the web answers by interception.

const CARD = readFileSync(picture('card.png'));
const SPEC = 'spec={"size":{"width":64,"height":48}}';

let own: PageServer;
/** Of the person's own network. */
let other: PageServer;
/** What the web was asked for. */
const asked: HTTPRequest[] = [];
let browser: Browser;
let page: Page;
beforeAll(async () => {
  own = await servePage('/', (path, response) => answerOwn(path, response));
  other = await servePage('/', (_, response) => {
    response.writeHead(200, OPEN_TO_ALL).end(CARD);
    return true;
  });
  browser = await startChromium();
  page = await browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => void answerPublic(request));
});
afterAll(async () => {
  await browser.close();
  await own.close();
  await other.close();
});
beforeEach(() => {
  own.asked.length = 0;
  other.asked.length = 0;
  asked.length = 0;
});

describe('no surprise network: a picture is fetched by its address', () => {
  it('from a server that lets others read it, which learns nothing else', async () => {
    await visit();
    await load('https://pictures.example/card.png');
    await expectShown('card.png · 23×17');
    expect(asked.map((request) => request.url())).toEqual(['https://pictures.example/card.png']);
    expect(asked[0]?.headers()['referer'] ?? '').toBe('');
  });

  it('from the place that the page comes from, private as it is, and without its cookies', async () => {
    await visit();
    await page.evaluate(() => (document.cookie = 'who=me; SameSite=Lax'));
    await load(`http://page.localhost:${own.port}/card.png`);
    await expectShown('card.png · 23×17');
    const request = own.asked.find(({ path }) => path === '/card.png');
    expect(request?.headers).toHaveProperty('host', `page.localhost:${own.port}`);
    expect(request?.headers).not.toHaveProperty('referer');
    expect(request?.headers).not.toHaveProperty('cookie');
  });

  it('that a link names, when the person says so', async () => {
    await visit(`#${SPEC}&picture=${encodeURIComponent('https://pictures.example/card.png')}`);
    expect(asked).toEqual([]);
    await click('Load it');
    await expectShown('card.png · 23×17');
  });
});

describe('no surprise network: nothing is asked for', () => {
  const home = () => [
    `https://127.0.0.1:${other.port}/card.png`,
    `https://localhost:${other.port}/card.png`,
    `https://2130706433:${other.port}/card.png`,
    `https://[::ffff:127.0.0.1]:${other.port}/card.png`,
    `https://page.localhost:${other.port}/card.png`,
    'https://me:secret@pictures.example/card.png',
    'https://router/card.png',
  ];

  it('at a private address that a person gives', async () => {
    await visit();
    for (const address of home()) {
      await load(address);
      await expectWarned(/in its own network|a name or a password/);
      await dismiss();
    }
    expect([...other.asked, ...asked]).toEqual([]);
  });

  it('at one that a link names: it is not even offered', async () => {
    for (const address of home().slice(0, 3)) {
      await visit(`?${Math.random()}#${SPEC}&picture=${encodeURIComponent(address)}`);
      await expectWarned(/in its own network|a name or a password/);
      expect(await page.$$('aria/Load it[role="button"]')).toEqual([]);
      await expectShown('built-in picture · 64×48');
    }
    expect([...other.asked, ...asked]).toEqual([]);
  });

  it('at one that the query of a link names', async () => {
    await visit(
      `?picture=${encodeURIComponent(`http://127.0.0.1:${other.port}/card.png`)}#${SPEC}`,
    );
    await expectWarned(/another server/);
    expect(other.asked).toEqual([]);
  });

  it.each([
    ['file:///etc/hostname', /begins with file:/],
    ['data:image/gif;base64,R0lGODlhAQABAAAAACw=', /begins with data:/],
    ['http://pictures.example/card.png', /begins with http:/],
    ['http://[', /is no address/],
  ])('at %s, which a link names', async (address, says) => {
    await visit(`#${SPEC}&picture=${encodeURIComponent(address)}`);
    await expectWarned(says);
    await expectShown('built-in picture · 64×48');
    expect(asked).toEqual([]);
  });

  it('at where an answer leads on to', async () => {
    await visit();
    await load('https://pictures.example/redirect');
    await expectWarned(/leads to another address/);
    await dismiss();
    await load(`http://page.localhost:${own.port}/redirect`);
    await expectWarned(/leads to another address/);
    await visit(`?picture=redirect#${SPEC}`);
    await expectWarned(/leads to another address/);
    expect(other.asked).toEqual([]);
  });
});

describe('no surprise network: an answer that is no picture of a usual size is said', () => {
  it.each([
    ['large', /larger than the 1073741824 bytes/],
    ['short', /broke off before its end/],
    ['missing', /answered 404/],
  ])('%s', async (path, says) => {
    await visit();
    await load(`http://page.localhost:${own.port}/${path}`);
    await eventually(async () => expect(await warning()).toMatch(says));
    await expectShown('built-in picture · 64×48');
  });

  it('closed to other sites', async () => {
    await visit();
    await load('https://pictures.example/closed.png');
    const says = /doesn’t let other sites read it/;
    await eventually(async () => expect(await warning()).toMatch(says));
  });
});

const OPEN_TO_ALL = { 'access-control-allow-origin': '*' };

function answerOwn(path: string, response: ServerResponse): boolean {
  if (path === '/card.png') response.end(CARD);
  else if (path === '/redirect') response.writeHead(302, { location: privatePicture() }).end();
  else if (path === '/large') response.writeHead(200, { 'content-length': 2 ** 31 }).write(CARD);
  else if (path === '/short') {
    response.writeHead(200, { 'content-length': 2 * CARD.length });
    response.write(CARD, () => response.destroy());
  } else return false;
  return true;
}

function answerPublic(request: HTTPRequest): Promise<void> {
  const { hostname, pathname } = new URL(request.url());
  if (!hostname.endsWith('.example')) return request.continue();
  asked.push(request);
  if (pathname === '/redirect') {
    const headers = { ...OPEN_TO_ALL, location: privatePicture() };
    return request.respond({ status: 302, headers });
  }
  const headers = pathname === '/closed.png' ? {} : OPEN_TO_ALL;
  return request.respond({ status: 200, headers, body: CARD });
}

/** Of the person's own network, where strangers would like to lead the page to. */
function privatePicture(): string {
  return `http://127.0.0.1:${other.port}/card.png`;
}

async function visit(rest = `#${SPEC}`): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`http://page.localhost:${own.port}/${rest}`);
  await page.waitForSelector('html[data-ready]');
}

async function click(name: string): Promise<void> {
  const button = await page.waitForSelector(`aria/${name}[role="button"]`);
  await button?.click();
}

async function load(address: string): Promise<void> {
  if ((await page.$('#open-dialog[open]')) === null) await click('Open…');
  await page.$eval('#url', (field, value) => ((field as HTMLInputElement).value = value), address);
  await click('Load');
}

async function dismiss(): Promise<void> {
  await page.$eval('#alerts button:last-child', (button) => button.click());
}

function expectShown(name: string): Promise<void> {
  return eventually(async () =>
    expect(await page.$eval('#picture-name', ({ textContent }) => textContent)).toBe(name),
  );
}

function expectWarned(says: RegExp): Promise<void> {
  return eventually(async () => expect(await warning()).toMatch(says));
}

function warning(): Promise<string> {
  return page.$eval('#alerts', ({ textContent }) => textContent ?? '');
}
