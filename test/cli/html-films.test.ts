import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { expectSamePixels, frameOf, offer, open, render, startReader } from './html-page.ts';
import { it } from './program.ts';

describe('films of all kinds as HTML pages', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startReader();
  });
  afterAll(() => browser.close());

  it.for([
    { what: 'a roll', args: 'a.png --frames 100', frames: [7, 95] },
    {
      what: 'motions, effects and a file that one reads, under a title',
      args: 'a.png --motion tilt --motion zoom --effect grain --effect lut:table=negative.cube --frames 9 --canvas 96x64 --title Á-{f:2d}\n{t:.2f}s-{n}',
      frames: [3, 8],
    },
    {
      what: 'a figure of the built-in picture, whose title has colours and goes from right to left',
      args: '--size 128x96 --layout figure --canvas 96x64 --frames 4 --title שלום-{f}-🎬',
      frames: [0, 3],
    },
  ])('shows the pixels of $what that a still has', async ({ args, frames }, { place }) => {
    await offer(place);
    await expectSamePixels(place, browser, args.split(' '), frames);
  });

  it('ends where the film is to be played a number of times', async ({ place }) => {
    await offer(place);
    const page = await open(
      browser,
      await render(place, ['a.png', '--frames', '3', '--loops', '2']),
    );
    await page.waitForSelector('::-p-aria([name="Play"][role="button"])');
    expect(await frameOf(page)).toBe('2');
    await page.close();
  });

  it('stands at first for whoever prefers no motion, and fits the window', async ({ place }) => {
    await offer(place);
    const page = await open(browser, await render(place, ['a.png']), async (before) => {
      await before.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
      await before.setViewport({ width: 200, height: 400 });
    });
    await page.waitForSelector('main.paused canvas[data-frame="0"]');
    const box = await page.$eval('canvas', (canvas) => {
      const { width, height } = canvas.getBoundingClientRect();
      return [width, height, getComputedStyle(canvas).objectFit];
    });
    expect(box).toEqual([200, 400, 'contain']);
    await page.close();
  });
});

const firefox = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'firefox-esr'))
  .find((path) => existsSync(path));
if (firefox === undefined) console.warn('Firefox is not asked: firefox-esr is not on PATH.');

it.skipIf(firefox === undefined)(
  'Firefox plays an HTML page where it has WebGL2, and else shows the picture',
  async ({ place }) => {
    await offer(place);
    const url = await render(place, ['a.png', '--motion', 'zoom', '--title', 'Frame {f}']);
    const other = await launch({
      browser: 'firefox',
      executablePath: firefox ?? '',
      headless: true,
    });
    try {
      const page = await other.newPage();
      await page.goto(url);
      await page.waitForSelector('canvas[data-frame], p:not(:empty)');
      const [draws, line, picture] = await page.evaluate(() => [
        document.createElement('canvas').getContext('webgl2') !== null,
        document.querySelector('p')?.textContent,
        document.images[0]?.getClientRects().length,
      ]);
      const standing = 'This browser has no WebGL2, so that the picture stands still.';
      expect([line, picture]).toEqual(draws === true ? ['', 0] : [standing, 1]);
    } finally {
      await other.close();
    }
  },
);
