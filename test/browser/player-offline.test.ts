import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, launch } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBrowser } from '../../src/cli/browser/find.ts';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';
import { SANDBOX } from '../session.ts';
import { eventually } from './app.ts';

// Interception doesn't reach service workers, so here the page comes from a server, as static files
// under a sub-path; any name below `localhost` is this machine, and counts as secure.

let server: Server;
let browser: Browser;
let address: string;
const asked: string[] = [];
beforeAll(async () => {
  const files = await listPageFiles();
  const answer = async (path: string, response: ServerResponse) => {
    const file = files.get(path.replace('/some/where/', '/').replace(/\/$/, '/index.html'));
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.contentType }).end(await file.read());
  };
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    asked.push(pathname);
    void answer(pathname, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://page.localhost:${(server.address() as AddressInfo).port}/some/where/`;
  const { path, shell, env } = await findBrowser(undefined);
  browser = await launch({
    executablePath: path,
    headless: shell ? 'shell' : true,
    pipe: true,
    args: ['--enable-unsafe-swiftshader', ...(SANDBOX ? [] : ['--no-sandbox'])],
    env: { ...process.env, ...env },
  });
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('works below a sub-path, in one chain of requests, and without a server once it was loaded', async () => {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(address);
  await page.waitForSelector('html[data-ready]');
  // What the page itself asks for: its script and its style, both named in the HTML.
  const first = asked.slice(0, asked.indexOf('/some/where/offline-worker.js'));
  expect(first.filter((path) => /\.(js|css)$/.test(path))).toHaveLength(2);
  await eventually(async () =>
    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state),
    ).toBe('activated'),
  );

  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await page.goto(`${address}#spec={"title":"offline","frames":3}`);
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  const last = await page.$eval('#scrub', (element) => (element as HTMLInputElement).max);
  expect(last).toBe('2');
  expect(errors).toEqual([]);
});
