import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec.ts';
import { eventually, frameOf, lastFrame, openApp, PHOTO, pictureOf, shared } from './app.ts';
import { ORIGIN, sharedBrowser } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput = {}) => openApp(browser, { ...PHOTO, spec });

// That a link opens the same state again is said in player-settings.test.ts.
describe('a link', () => {
  it('names no picture that isn’t shown any more', async () => {
    const app = await open({ size: { width: 32, height: 24 } });
    await app.click('button', 'Open…');
    await app.click('button', 'Built-in picture');
    await eventually(async () => expect(await pictureOf(app)).toContain('built-in'));
    expect(new URL(await shared(app, 'Link')).search).toBe('');
    await app.page.reload();
    await app.page.waitForSelector('html[data-ready]');
    expect(await pictureOf(app)).toContain('built-in');
    await app.close();
  });

  it('is followed in the page that is open, too', async () => {
    const app = await open();
    await app.page.evaluate(() => (location.hash = '#spec={"frames":12}&frame=5'));
    await eventually(async () =>
      expect([await lastFrame(app), await frameOf(app)]).toEqual([11, 5]),
    );
    await app.close();
  });

  it('stands in the address as soon as something is set', async () => {
    const app = await open();
    await app.fill('Frames', '33');
    await eventually(async () =>
      expect(app.page.url()).toContain(encodeURIComponent('"frames":33')),
    );
    await app.page.reload();
    await app.page.waitForSelector('html[data-ready]');
    expect(await lastFrame(app)).toBe(32);
    await app.close();
  });

  it('that is broken is said, and the page opens all the same', async () => {
    const app = await open();
    await app.page.evaluate(() => (location.hash = '#spec={"frames":0}'));
    await eventually(async () =>
      expect(await app.page.$eval('#alerts', (element) => element.textContent)).toContain(
        '"frames" is 0',
      ),
    );
    await app.close();
  });

  it('to a picture of another server asks first', async () => {
    const small = encodeURIComponent('{"size":{"width":64,"height":48}}');
    const link = `#picture=${encodeURIComponent(`${ORIGIN}/photo.png`)}&spec=${small}`;
    const app = await openApp(browser, { ...PHOTO, query: link });
    expect(await pictureOf(app)).toContain('built-in');
    await app.click('button', 'Load it');
    await eventually(async () => expect(await pictureOf(app)).toBe('photo.png · 64×48'));
    await app.close();
  });

  it('is copied', async () => {
    const app = await open({ title: 'A & B = {f:3d} #1' });
    const context = app.page.browserContext();
    await context.overridePermissions(ORIGIN, ['clipboard-read', 'clipboard-sanitized-write']);
    await app.click('button', 'Share');
    await app.click('button', 'Copy Link');
    const link = await app.read('textbox', 'Link');
    await eventually(async () =>
      expect(await app.page.evaluate(() => navigator.clipboard.readText())).toBe(link),
    );
    await app.close();
  });
});
