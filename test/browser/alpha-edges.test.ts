import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { firefox, startFirefox } from '../firefox.ts';
import { sharedSession } from '../session.ts';
import { renderFilm } from './film.ts';
import { sharedBrowser } from './page.ts';
import { type Color, colorAt, fromPng, paint, type Pixels } from './pixels.ts';

const SIZE = { width: 160, height: 160 };
const RADIUS = 70.3;
const [RED, BLUE]: readonly Color[] = [
  [230, 40, 60],
  [30, 90, 220],
];
/** Y′ of BT.709, which eyes see edges by. */
const LUMA = [0.2126, 0.7152, 0.0722];

/** How much of a pixel the disc covers, 0 … 1, about. */
function coverage(x: number, y: number): number {
  const away = Math.hypot(x + 0.5 - SIZE.width / 2, y + 0.5 - SIZE.height / 2);
  return Math.min(1, Math.max(0, RADIUS - away + 0.5));
}

/** A logo: a disc of two colours with soft edges, and nothing around it. */
function logo(isFirst: (x: number, y: number) => boolean): Pixels {
  return paint(SIZE, (x, y) => {
    const alpha = Math.round(255 * coverage(x, y));
    return alpha === 0 ? [0, 0, 0, 0] : [...((isFirst(x, y) ? RED : BLUE) ?? [0, 0, 0]), alpha];
  });
}

/** What a page shows of a film's second frame on a background. */
async function seen(page: Page, film: Uint8Array, background: Color): Promise<Pixels> {
  const source = `data:video/webm;base64,${Buffer.from(film).toString('base64')}`;
  await page.setViewport({ width: 200, height: 200 });
  await page.evaluate(
    async (src, color, at) => {
      document.body.style.cssText = `margin: 0; background: rgb(${color.join()})`;
      const video = document.createElement('video');
      document.body.replaceChildren(video);
      const told = (name: string) =>
        new Promise<void>((resolve, reject) => {
          video.addEventListener(name, () => resolve(), { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)));
        });
      const loaded = told('loadeddata');
      video.src = src;
      await loaded;
      const sought = told('seeked');
      video.currentTime = at;
      await sought;
      for (let n = 0; n < 3; n++) await new Promise((resolve) => requestAnimationFrame(resolve));
    },
    source,
    [...background],
    1.5 / 30,
  );
  return fromPng(await page.screenshot());
}

/**
 * How far the disc's edge is from what it is composed of, of the colours that this browser shows within, levels of Y′:
 * brighter or darker, on the mean and at most.
 */
function edgeErrors(shown: Pixels, wanted: Pixels, background: Color) {
  const errors: number[] = [];
  for (let y = 0; y < SIZE.height; y++)
    for (let x = 0; x < SIZE.width; x++) {
      const alpha = (wanted.data[4 * (y * SIZE.width + x) + 3] ?? 0) / 255;
      // Where its colours meet, chroma is shared.
      if (alpha === 0 || alpha === 1 || Math.abs(y - SIZE.height / 2) < 4) continue;
      const color = colorAt(shown, SIZE.width / 2, y < SIZE.height / 2 ? 40 : 120);
      const got = colorAt(shown, x, y);
      const off = LUMA.map((weight, n) => {
        const composed = alpha * (color[n] ?? 0) + (1 - alpha) * (background[n] ?? 0);
        return weight * ((got[n] ?? NaN) - composed);
      });
      errors.push(off.reduce((sum, each) => sum + each, 0));
    }
  return {
    mean: errors.reduce((sum, each) => sum + each, 0) / errors.length,
    worst: Math.max(...errors.map(Math.abs)),
    count: errors.length,
  };
}

const BACKGROUNDS: readonly [string, Color][] = [
  ['white', [255, 255, 255]],
  ['red', [255, 0, 0]],
  ['black', [0, 0, 0]],
];

const BROWSERS = [
  ['Chromium', sharedBrowser, true],
  ['Firefox', startFirefox, firefox !== undefined],
] as const;

describe.each(BROWSERS)(
  'a logo that turns has the edges that it has, in %s',
  (name, start, isThere) => {
    let browser: Browser | undefined;
    let film: Uint8Array;
    beforeAll(async () => {
      if (!isThere) return;
      browser = await start();
      const spec: SpecInput = { motion: { kind: 'rotate' }, frames: 4, format: 'webm' };
      film = (
        await renderFilm(
          await sharedSession(),
          spec,
          logo((x) => x < SIZE.width / 2),
        )
      ).bytes;
    });
    afterAll(async () => {
      if (name === 'Firefox') await browser?.close();
    });

    it.skipIf(!isThere).each(BACKGROUNDS)('on %s', async (_, background) => {
      const page = await (browser as Browser).newPage();
      const shown = await seen(page, film, background);
      await page.close();
      // A quarter around, to the right.
      const flat = [colorAt(shown, SIZE.width / 2, 40), colorAt(shown, SIZE.width / 2, 120)];
      for (const [n, color] of [RED, BLUE].entries())
        for (const [channel, level] of (color ?? []).entries())
          expect(Math.abs((flat[n]?.[channel] ?? NaN) - level)).toBeLessThanOrEqual(3);
      const errors = edgeErrors(
        shown,
        logo((_x, y) => y < SIZE.height / 2),
        background,
      );
      expect(errors.count).toBeGreaterThan(300);
      expect(Math.abs(errors.mean)).toBeLessThan(1.2);
      expect(errors.worst).toBeLessThan(12);
    });
  },
);
