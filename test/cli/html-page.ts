import { readFile, stat, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { difference, fromPng, noise, smooth, toPng } from '../browser/pixels.ts';
import { startChromium } from '../chromium.ts';
import { succeedHere } from './in-process.ts';
import type { Place } from './program.ts';

export const SIZE = { width: 96, height: 64 };
/** A page without its pictures, bytes. */
const MOST_BYTES = 400_000;
export const SWIFTSHADER = ['--gl', 'swiftshader'];

/** A WAV file of a tenth of a second. */
const SOUND = Buffer.concat([
  Buffer.from(
    'RIFF\xc4\x25\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0',
    'latin1',
  ),
  Buffer.from('data\x80\x25\0\0', 'latin1'),
  Buffer.alloc(9600),
]);

/** A browser that draws as the worker's session does. */
export function startReader(): Promise<Browser> {
  return startChromium(['--use-angle=swiftshader', '--force-color-profile=srgb']);
}

/** Offers three pictures and a table of colours. */
export async function offer(place: Place): Promise<void> {
  await writeFile(place.path('a.png'), toPng(smooth(SIZE)));
  await writeFile(place.path('b.png'), toPng(noise(SIZE, 2)));
  await writeFile(place.path('c.png'), toPng(smooth({ width: 64, height: 96 }, 2)));
  await writeFile(place.path('sound.wav'), SOUND);
  await writeFile(place.path('negative.cube'), 'LUT_1D_SIZE 2\n1 1 1\n0 0 0\n');
}

export async function render(
  place: Place,
  args: readonly string[],
  name = 'film.html',
): Promise<string> {
  await succeedHere(place, ['render', ...args, '-o', name, '--quiet', ...SWIFTSHADER]);
  return pathToFileURL(place.path(name)).href;
}

/** Opens a page as one that came with a mail; it may ask for nothing. */
export async function open(
  browser: Browser,
  url: string,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewport(SIZE);
  await prepare?.(page);
  page.on('request', (request) => {
    const address = request.url();
    if (!/^(data|blob):/.test(address) && address !== url) throw new Error(`asked for ${address}`);
  });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(url);
  return page;
}

async function sizeOf(place: Place): Promise<number> {
  return (await stat(place.path('film.html'))).size;
}

/** The frame that a page stands at. */
async function pixelsAt(page: Page, frame: number) {
  await page.evaluate((asked) => (location.hash = `#${asked}`), frame);
  await page.waitForSelector(`canvas[data-frame="${frame}"]`);
  await page.$eval('button', (button) => button.setAttribute('hidden', ''));
  return fromPng(Buffer.from(await page.screenshot({ type: 'png' })));
}

/** Compares frames of the page that these arguments give with stills of theirs, sample by sample. */
export async function expectSamePixels(
  place: Place,
  browser: Browser,
  args: readonly string[],
  frames: readonly number[],
): Promise<void> {
  const page = await open(browser, await render(place, args));
  for (const frame of frames) {
    const still = ['still', ...args, '--frame', String(frame), '-o', 'still.png', '--quiet'];
    await succeedHere(place, [...still, ...SWIFTSHADER]);
    const drawn = fromPng(await readFile(place.path('still.png')));
    expect(difference(await pixelsAt(page, frame), drawn)).toMatchObject({ largest: 0 });
  }
  const pictures = await page.$$eval('img', (images) => images.map(({ src }) => src.length));
  const bytes = pictures.reduce((rest, each) => rest - each, await sizeOf(place));
  expect(bytes).toBeLessThan(MOST_BYTES);
  await page.close();
}

export function frameOf(page: Page): Promise<string | undefined> {
  return page.$eval('canvas', (canvas) => canvas.dataset['frame']);
}
