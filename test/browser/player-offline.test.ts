import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../chromium.ts';
import { chunks, withImports } from '../first-files.ts';
import { eventually } from './app.ts';
import { type PageServer, servePage } from './page-server.ts';

// Interception doesn't reach service workers, so here the page comes from a server, as static files
// under a sub-path; any name below `localhost` is this machine, and counts as secure. Written with a dot at its end,
// it isn't known as one of those from which the page is never kept.

let server: PageServer;
let browser: Browser;
let address: string;
beforeAll(async () => {
  server = await servePage('/some/where/');
  address = `http://page.localhost.:${server.port}/some/where/`;
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('the page goes on without its server', () => {
  it('works below a sub-path, in one chain of requests', async () => {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(address);
    await page.waitForSelector('html[data-ready]');
    await eventually(async () =>
      expect(
        await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state),
      ).toBe('activated'),
    );
    // What the page itself asks for, scripts and style, is named in the HTML, but for what comes later: nothing is
    // found out late.
    const html = await page.evaluate(async () => (await fetch(location.pathname)).text());
    const own = server.asked.filter(({ headers }) =>
      ['script', 'style'].includes(headers['sec-fetch-dest'] ?? ''),
    );
    expect(own.length).toBeGreaterThanOrEqual(2);
    const later = withImports(chunks(/^(first-view|studio|capabilities)-/));
    for (const { path } of own) {
      const name = path.split('/').pop() ?? '';
      if (!later.has(`assets/${name}`)) expect(html).toContain(name);
    }

    await server.close();
    // From elsewhere: within the page, it loads anew by itself when another film is in its address.
    await page.goto('about:blank');
    await page.goto(`${address}#spec={"title":"offline","frames":3}`);
    await page.waitForSelector('html[data-ready]');
    const last = await page.$eval('#scrub', (element) => (element as HTMLInputElement).max);
    expect(last).toBe('2');
    expect(errors).toEqual([]);
  });
});
