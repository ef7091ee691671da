import { mkdir, writeFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it } from '../cli/program.ts';
import { type App, eventually, lastFrame, openApp } from './app.ts';
import { textOf } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';
import { choose } from './several.ts';
import { keptWork } from './kept-work.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const SIZES = { 'one.png': [60, 40], 'two.png': [40, 60], 'three.png': [50, 50] } as const;

/** Opens a picture as a person does, and waits until it is kept. */
async function open(app: App, path: string, shown: string): Promise<void> {
  await choose(app, '#file', [path]);
  await shows(app, shown);
}

async function shows(app: App, shown: string): Promise<void> {
  await eventually(async () => expect(await textOf(app, 'picture-name')).toBe(shown));
  await eventually(async () => expect((await keptWork(app))?.name).toBe(shown.split(' ')[0]));
}

const recent = (app: App) =>
  app.page.$$eval('.recent-list .name', (names) => names.map(({ textContent }) => textContent));

describe('recent films', () => {
  it('are there to go on with, as they were left', async ({ place }) => {
    for (const [name, [width, height]] of Object.entries(SIZES))
      await writeFile(place.path(name), toPng(smooth({ width, height })));
    const app = await openApp(browser);
    await open(app, place.path('one.png'), 'one.png · 60×40');
    await app.click('button', 'Open…');
    await app.page.waitForSelector('#open-dialog[open]');
    expect(await recent(app)).toEqual([]);
    await app.page.keyboard.press('Escape');
    await app.fill('Frames', '17');
    await eventually(async () => expect(await lastFrame(app)).toBe(16));
    await open(app, place.path('two.png'), 'two.png · 40×60');
    await open(app, place.path('three.png'), 'three.png · 50×50');

    await app.click('button', 'Open…');
    await eventually(async () => expect(await recent(app)).toEqual(['two.png', 'one.png']));
    await app.page.evaluate(axe.source);
    const { violations } = await app.page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run('#open-dialog'),
    );
    expect(violations.map(({ id }) => id)).toEqual([]);
    // Small pictures have as much of their cards as large ones.
    const spare = await app.page.$$eval('.recent-list img', (pictures) =>
      pictures.map((each) => (each.parentElement?.clientWidth ?? 0) - each.clientWidth),
    );
    expect(spare).toEqual([0, 0]);
    await app.click('button', 'one.png');
    await shows(app, 'one.png · 60×40');
    expect(await app.read('textbox', 'Frames')).toBe('17');
    await app.click('button', 'Open…');
    await eventually(async () => expect(await recent(app)).toEqual(['three.png', 'two.png']));
    await app.page.keyboard.press('Escape');

    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    expect(await textOf(app, 'picture-name')).toBe('one.png · 60×40');
    await app.click('button', 'Open…');
    await eventually(async () => expect(await recent(app)).toEqual(['three.png', 'two.png']));
    await app.click('button', 'Forget these');
    await eventually(async () => expect(await recent(app)).toEqual([]));
    expect(await app.page.$eval('.recent-list', (list) => list.checkVisibility())).toBe(false);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are told apart by what is in their files, however those are called', async ({ place }) => {
    // What stands behind a PNG's end is read by nobody: both are as large.
    const padded = (width: number, height: number) =>
      Buffer.concat([toPng(smooth({ width, height })), Buffer.alloc(20_000)]).subarray(0, 20_000);
    for (const folder of ['a', 'b']) await mkdir(place.path(folder));
    await writeFile(place.path('a/same.png'), padded(60, 40));
    await writeFile(place.path('b/same.png'), padded(40, 60));
    const app = await openApp(browser);
    await open(app, place.path('a/same.png'), 'same.png · 60×40');
    await open(app, place.path('b/same.png'), 'same.png · 40×60');
    // Read once more, it is the film that is open.
    await open(app, place.path('b/same.png'), 'same.png · 40×60');
    await app.click('button', 'Open…');
    await eventually(async () => expect(await recent(app)).toEqual(['same.png']));
    await app.click('button', 'same.png');
    await shows(app, 'same.png · 60×40');
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
