import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import {
  eventually,
  frameOf,
  lastFrame,
  openApp,
  PHOTO,
  pictureOf,
  shared,
  shootFilm,
} from './app.ts';
import { ORIGIN, sharedBrowser } from './page.ts';
import { fromPng } from './pixels.ts';

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

  it('with a shader shows it first, and runs it only when that is asked for', async () => {
    const source = 'vec4 effect(vec2 uv) { return vec4(1.0, 0.0, 0.0, 1.0); } // \u202e';
    const code = encodeURIComponent(JSON.stringify([{ source, file: 'red.glsl' }]));
    const app = await openApp(browser, { ...PHOTO, query: `${PHOTO.query}#code=${code}` });
    const isRed = async () => {
      const shot = fromPng(await shootFilm(app.page));
      return [...shot.data.subarray(0, 3)].join() === '255,0,0';
    };
    expect(await app.page.$eval('.offered-code pre', ({ textContent }) => textContent)).toBe(
      source.replace('\u202e', '\\u202e'),
    );
    expect(await isRed()).toBe(false);
    await app.click('button', 'Go on without it');
    await eventually(async () => expect(await app.page.$('.offered-code')).toBeNull());
    expect(await isRed()).toBe(false);
    await app.page.reload();
    await app.page.waitForSelector('html[data-ready]');
    await app.click('button', 'Run this shader');
    await eventually(async () => expect(await isRed()).toBe(true));
    expect(await shared(app, 'Link')).not.toContain('vec4');
    await app.click('button', 'Share');
    await app.click('checkbox', 'With the shader’s code');
    expect(
      new URLSearchParams(new URL(await app.read('textbox', 'Link')).hash.slice(1)).get('code'),
    ).toContain('vec4(1.0, 0.0, 0.0, 1.0)');
    expect(app.errors).toEqual([]);
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
