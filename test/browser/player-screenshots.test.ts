import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type App, eventually, openApp } from './app.ts';
import { holdFilms } from './hold-films.ts';
import { type Answers, sharedBrowser } from './page.ts';

// Pictures of the page, for people to look at; what a program can tell about them is asserted.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FOLDER = here('../../test-output/screenshots/');

const WIDTHS = [
  { width: 390, height: 844 },
  { width: 1024, height: 768 },
  { width: 1600, height: 1000 },
];

/** The built-in picture takes longer to draw than all else that is looked at here. */
const query = '?picture=eye.webp&name=eye-ground.webp';
const small = { size: { width: 320, height: 240 } };

let browser: Browser;
let answers: Answers;
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  browser = await sharedBrowser();
  answers = {
    '/broken.jpg': { contentType: 'image/jpeg', body: 'not a picture' },
    '/eye.webp': {
      contentType: 'image/webp',
      body: await readFile(here('../../docs/eye-ground.webp')),
    },
  };
});

const shoot = (app: App, name: string) =>
  app.page.screenshot({ path: join(FOLDER, `${name}.png`) });
/** In light and in dark. */
async function shootBoth(app: App, name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await app.wantDark(theme === 'dark');
    await shoot(app, `${name}-${theme}`);
  }
}
const textOf = (app: App, selector: string) =>
  app.page.$eval(selector, (element) => element.textContent ?? '');

describe('the page at a look, in light and in dark', () => {
  it('nothing sticks out at any width', async () => {
    const app = await openApp(browser, { answers, query, frame: 96 });
    for (const viewport of WIDTHS) {
      await app.page.setViewport(viewport);
      const overflow = await app.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await shootBoth(app, `first-${viewport.width}`);
    }
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('the frame-rate lab plays at once', async () => {
    const spec = { frames: 240 };
    const app = await openApp(browser, { answers, query, reducedMotion: false, spec });
    await app.click('button', 'Frame-rate lab');
    await eventually(async () => {
      const widths = await app.page.$$eval('#lab-panes canvas', (canvases) =>
        canvases.map((canvas) => canvas.width),
      );
      expect(Math.min(...widths)).toBeGreaterThan(200);
    });
    await shootBoth(app, 'lab');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('an export runs and is done', async () => {
    const spec = { motion: { kind: 'rotate' }, size: { width: 640, height: 480 }, frames: 60 };
    const app = await openApp(browser, { answers, query, spec });
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    const goOn = await holdFilms(app);
    await app.click('button', 'Export and download');
    // How many an encoder gives before it is asked for the rest is its own matter.
    await eventually(async () =>
      expect(Number.parseInt(await app.read('status', 'Frames exported'), 10)).toBeGreaterThan(0),
    );
    await shootBoth(app, 'export-running');
    await goOn();
    await eventually(async () => expect(await textOf(app, '#export')).toContain('PSNR'));
    await shootBoth(app, 'export-done');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('an error is said', async () => {
    const broken = '?picture=broken.jpg';
    const app = await openApp(browser, { answers, query: broken, spec: small });
    expect(await textOf(app, '#alerts')).toContain('broken.jpg');
    await shootBoth(app, 'error');
    await app.close();
  });
});

describe('the page at a look', () => {
  it('the dialogs stand', async () => {
    const app = await openApp(browser, {
      answers,
      query,
      spec: { motion: { kind: 'roll', step: -2.5 }, title: 'Frame {f:3d}', frames: 300 },
    });
    for (const name of ['Gallery', 'Help', 'Share', 'Open…']) {
      await app.click('button', name);
      const file = name.replace('…', '').toLowerCase();
      await app.page.waitForSelector(`#${file}-dialog[open]`);
      await shoot(app, `dialog-${file}`);
      await app.click('button', 'Close');
    }
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('a picture plays at 1:1', async () => {
    const app = await openApp(browser, {
      dark: true,
      reducedMotion: false,
      answers,
      query,
    });
    await app.click('button', '1:1');
    await eventually(async () => expect(await textOf(app, '#readout')).toMatch(/[1-9]\d* fps/));
    await shoot(app, 'playing');
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
