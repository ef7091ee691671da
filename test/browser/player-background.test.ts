import { beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'puppeteer-core';
import { type App, eventually, openApp, shootFilm } from './app.ts';
import { chooseInPrivate, kept, textOf } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { fromPng, paint, toPng } from './pixels.ts';

/** Red on the left, nothing on the right. */
const HALF = paint({ width: 100, height: 60 }, (x) => [255, 0, 0, x < 50 ? 255 : 0]);
const answers = { '/logo.png': { contentType: 'image/png', body: toPng(HALF) } };
const query = '?picture=logo.png&name=logo.png';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (film: object, prepare?: () => void) =>
  openApp(browser, {
    answers,
    query,
    spec: { motions: [], frames: 3, ...film },
    ...(prepare && { prepare }),
  });

/** Whether the right half of the stage shows squares, or white. */
async function shown({ page }: App): Promise<string> {
  const { width, height, data, channels } = fromPng(await shootFilm(page));
  const levels = new Set<number>();
  for (let y = Math.ceil(0.2 * height); y < 0.8 * height; y++)
    for (let x = Math.ceil(0.6 * width); x < 0.9 * width; x++)
      levels.add(data[channels * (y * width + x) + 1] ?? NaN);
  const [darkest, brightest] = [Math.min(...levels), Math.max(...levels)];
  return darkest > 250 ? 'white' : `squares of ${darkest} and ${brightest}`;
}

describe('a background that nobody has chosen', () => {
  it('is shown as squares where the film keeps what is transparent, and can be chosen all the same', async () => {
    const app = await open({ format: 'webm' });
    await eventually(async () => expect(await shown(app)).toBe('squares of 204 and 255'));
    const box = await app.page.$('#option-background-control .value > label:last-child input');
    const isOn = () => box?.evaluate((input) => input.checked);
    expect(await isOn()).toBe(true);
    await box?.evaluate((input) => input.click());
    await eventually(async () => expect(await shown(app)).toBe('white'));
    expect(await isOn()).toBe(false);
    await app.page.evaluate(() =>
      document.querySelector<HTMLElement>('#option-background-control .reset')?.click(),
    );
    await eventually(async () => expect(await shown(app)).toBe('squares of 204 and 255'));
    await app.close();
  });

  it('decides the codec where the format leaves it open, in the stage and in what is exported', async () => {
    const app = await open({ format: 'mkv' }, chooseInPrivate);
    await eventually(async () => expect(await shown(app)).toBe('squares of 204 and 255'));
    await app.click('button', 'Export');
    await eventually(async () => expect(await textOf(app, 'export')).toContain('VP9 in Matroska'));
    await app.click('button', 'Export to a file…');
    await eventually(async () => expect(await textOf(app, 'export')).toContain('VP9 (vp09'));
    const film = Buffer.from(await kept(app, 'logo.mkv'));
    // Matroska, 5.1.4.1.28.41: AlphaMode, of one byte, which is 1.
    expect(film.includes(Buffer.from([0x53, 0xc0, 0x81, 1]))).toBe(true);
    await app.close();
  });

  it('is white where the film is opaque', async () => {
    const app = await open({ format: 'mp4' });
    await eventually(async () => expect(await shown(app)).toBe('white'));
    await app.close();
  });
});
