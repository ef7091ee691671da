import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it, type Place } from '../cli/program.ts';
import { type App, eventually, openApp, PHOTO } from './app.ts';
import { textOf, tone } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { noise, toPng } from './pixels.ts';

// A folder that is dropped, as the browser gives it: each of its files is asked for.

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const PNG = toPng(noise({ width: 30, height: 20 }, 1));

/** Makes a folder of files, by their paths in it, and gives its own. */
async function makeFolder(
  place: Place,
  name: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    const whole = place.path(`${name}/${path}`);
    /* oxlint-disable no-await-in-loop -- a few small files */
    await mkdir(whole.slice(0, whole.lastIndexOf('/')), { recursive: true });
    await writeFile(whole, content);
    /* oxlint-enable no-await-in-loop */
  }
  return place.path(name);
}

/** As a person does who lets go of it over the page. */
async function drop({ page }: App, paths: readonly string[]): Promise<void> {
  const client = await page.createCDPSession();
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await client.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data });
  await client.detach();
}

const pictures = ({ page }: App) =>
  page.$$eval('#stack .of-pictures .label', (all) => all.map(({ textContent }) => textContent));

describe('a folder that is dropped', () => {
  it('becomes a film of its pictures, in the order that people count in, with its song', async ({
    place,
  }) => {
    const folder = await makeFolder(place, 'Rome', {
      'day 10.png': PNG,
      'day 2.png': PNG,
      'day 1.png': PNG,
      'song.wav': tone(2),
      'notes.txt': 'by train',
      '.hidden.png': PNG,
      'later/evening.png': PNG,
      'later/far/night.png': PNG,
    });
    const app = await openApp(browser, PHOTO);
    await drop(app, [folder]);
    await eventually(async () =>
      expect(await pictures(app)).toEqual([
        'All pictures',
        'day 1.png',
        'day 2.png',
        'day 10.png',
        'evening.png',
        'night.png',
      ]),
    );
    await eventually(async () =>
      expect(await textOf(app, 'messages')).toContain(
        'Opened song.wav, 2.0 s: it is heard with the film. Left out: 1 file that is neither a picture nor a sound.',
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('begins a film where there is none, with the files beside it', async ({ place }) => {
    const folder = await makeFolder(place, 'Rome', { 'b.png': PNG });
    const beside = place.path('a.png');
    await writeFile(beside, PNG);
    const app = await openApp(browser);
    await drop(app, [folder, beside]);
    await eventually(async () =>
      expect(await pictures(app)).toEqual(['All pictures', 'a.png', 'b.png']),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('of very many pictures gives the first, and says so', async ({ place }) => {
    const names = Array.from({ length: 120 }, (_, n) => `${n + 1}.png`);
    const folder = await makeFolder(
      place,
      'Rome',
      Object.fromEntries(names.map((name) => [name, PNG])),
    );
    const app = await openApp(browser, PHOTO);
    await drop(app, [folder]);
    await eventually(async () => expect(await pictures(app)).toHaveLength(101));
    expect((await pictures(app)).at(-1)).toBe('100.png');
    await eventually(async () =>
      expect(await textOf(app, 'messages')).toContain(
        'The first 100 of 120 pictures in “Rome” were opened, by their names. To take others, drop these files themselves.',
      ),
    );
    await app.close();
  });

  it('without any of them is told', async ({ place }) => {
    const folder = await makeFolder(place, 'Papers', { 'notes.txt': 'by train' });
    const app = await openApp(browser, PHOTO);
    await drop(app, [folder]);
    await eventually(async () =>
      expect(await textOf(app, 'alerts')).toContain(
        'There is no picture and no sound in “Papers” that is known here.',
      ),
    );
    await app.close();
  });
});
