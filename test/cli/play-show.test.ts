import { symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { readHash } from '../../src/film/carried/link.ts';
import { type Color, colorAt, fromPng, paint, toPng } from '../browser/pixels.ts';
import { startChromium } from '../chromium.ts';
import { addressOf } from './player.ts';
import { eventually, it, type Place } from './program.ts';

// The page of `play` with several pictures, and transitions that no link carries.

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const SIZE = { width: 320, height: 240 };
const COLORS = { 'a.png': [220, 20, 20], 'b.png': [20, 160, 20], 'c.png': [20, 20, 220] } as const;
const NAMES = Object.keys(COLORS) as (keyof typeof COLORS)[];
/** Ten frames of each, of which the last five go over into the next. */
const TIMES = ['--each', '1', '--fps', '10'];

/** Where there is a stage of the film, in shares of its width. */
const [LEFT, MIDDLE, RIGHT] = [0.1, 0.5, 0.9];

/** Starts the player with the pictures and opens its page, as a person's browser does. */
async function openPlayer(place: Place, args: readonly string[]) {
  for (const name of NAMES)
    // oxlint-disable-next-line no-await-in-loop -- three files
    await writeFile(place.path(name), toPng(paint(SIZE, () => COLORS[name])));
  const running = place.start(['play', ...NAMES, ...TIMES, ...args, '--no-open']);
  const { url } = await addressOf(running);
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  // A frame of its own, so that nothing plays.
  await page.goto(`${url.href}&frame=1`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  return { page, url, errors };
}

/** The colour of a frame half way down, so far across. */
async function colorOf(page: Page, frame: number, across = MIDDLE): Promise<Color> {
  await page.$eval(
    '#scrub',
    (scrub, value) => {
      (scrub as HTMLInputElement).value = value;
      scrub.dispatchEvent(new Event('input', { bubbles: true }));
    },
    String(frame),
  );
  const canvas = await page.$('#canvas');
  if (canvas === null) throw new Error('no canvas');
  const shot = fromPng(await canvas.screenshot({ type: 'png' }));
  return colorAt(shot, Math.floor(across * shot.width), Math.floor(shot.height / 2));
}

async function expectColor(page: Page, frame: number, wanted: Color, across?: number) {
  await eventually(async () => {
    const color = await colorOf(page, frame, across);
    const furthest = Math.max(...color.map((level, n) => Math.abs(level - (wanted[n] ?? NaN))));
    expect(
      furthest,
      `wanted ${wanted.join()}: frame ${frame} is ${color.join(', ')}`,
    ).toBeLessThanOrEqual(4);
  });
}

const says = (page: Page, selector: string) =>
  page.$eval(selector, (element) => element.textContent ?? '');

describe('the page of play', () => {
  it('shows each of several pictures, and how one goes over into the next', async ({ place }) => {
    const { page, url, errors } = await openPlayer(place, []);
    expect(url.searchParams.getAll('picture')).toHaveLength(3);
    expect(await says(page, '#picture-name')).toBe('3 pictures · 320×240');
    for (const [n, name] of NAMES.entries())
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expectColor(page, 10 * n, COLORS[name]);
    // Two fifths of the way from red to green, in linear light: both.
    await eventually(async () => {
      const [red, green] = await colorOf(page, 7);
      expect(Math.min(red, green)).toBeGreaterThan(60);
    });
    expect(
      await page.$$eval('#stack .of-pictures ~ .of-pictures .label', (all) =>
        all.map((each) => each.textContent),
      ),
    ).toEqual(NAMES);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('has a link to copy that opens the same pictures again', async ({ place }) => {
    const { page, errors } = await openPlayer(place, []);
    await (await page.waitForSelector('aria/Share[role="button"]'))?.click();
    const field = await page.waitForSelector('aria/Link[role="textbox"]');
    const link = await field?.evaluate((each) => (each as HTMLTextAreaElement).value);
    const other = await browser.newPage();
    await other.goto(link ?? '', { waitUntil: 'load' });
    await other.waitForSelector('html[data-ready]');
    expect(await says(other, '#picture-name')).toBe('3 pictures · 320×240');
    await expectColor(other, 10, COLORS['b.png']);
    expect(errors).toEqual([]);
    await other.close();
    await page.close();
  });

  it('has transitions of anybody, also by their names, and follows their files', async ({
    place,
  }) => {
    const path = place.path('mine.glsl');
    const shader = (color: string) =>
      `uniform float strength; // = 1.0\nvec4 transition(vec2 uv) { return vec4(strength * ${color}, 1.0); }`;
    const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
    await symlink(packages, place.path('node_modules'));
    await writeFile(path, shader('vec3(1, 1, 0)'));
    const { page, url, errors } = await openPlayer(place, [
      '--transition',
      './mine.glsl',
      '--transition',
      'wipeLeft',
    ]);
    // Programs stand in no address.
    expect(readHash(url.hash).draft).not.toHaveProperty('transitions');
    expect(url.href).not.toContain('strength');
    await expectColor(page, 0, COLORS['a.png']);
    await expectColor(page, 7, [255, 255, 0]);
    await expectColor(page, 10, COLORS['b.png']);
    await expectColor(page, 17, COLORS['b.png'], LEFT);
    await expectColor(page, 17, COLORS['c.png'], RIGHT);

    await writeFile(path, shader('vec3(0, 1, 1)'));
    await expectColor(page, 7, [0, 255, 255]);
    // Also where it isn't seen just now.
    await expectColor(page, 1, COLORS['a.png']);
    await writeFile(path, shader('vec3(0, 1, one)'));
    await eventually(async () =>
      expect(await says(page, '#alerts')).toMatch(/mine\.glsl:2:\d+: 'one'/),
    );
    await expectColor(page, 7, [0, 255, 255]);
    // What shows one picture is no transition; what was there stays.
    await writeFile(path, 'vec4 effect(vec2 uv) { return image(uv); }');
    await eventually(async () =>
      expect(await says(page, '#alerts')).toMatch(/shows no second picture/),
    );
    await writeFile(path, shader('vec3(1, 0, 1)'));
    await expectColor(page, 7, [255, 0, 255]);
    // The other one is as it was.
    await expectColor(page, 17, COLORS['c.png'], RIGHT);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('keeps what a person has set of a transition when its file is saved', async ({ place }) => {
    const path = place.path('mine.glsl');
    const shader = (color: string) =>
      `uniform float strength; // = 1.0\nvec4 transition(vec2 uv) { return vec4(strength * ${color}, 1.0); }`;
    await writeFile(path, shader('vec3(1, 1, 0)'));
    const { page, errors } = await openPlayer(place, ['--transition', './mine.glsl']);
    await expectColor(page, 7, [255, 255, 0]);
    for (const [id, value] of Object.entries({ duration: '0.2', strength: '0' }))
      // oxlint-disable-next-line no-await-in-loop -- two fields
      await page.$eval(
        `#transition-${id}`,
        (field, text) => {
          (field as HTMLInputElement).value = text;
          field.dispatchEvent(new Event('change'));
        },
        value,
      );
    await expectColor(page, 7, COLORS['a.png']);
    await expectColor(page, 9, [0, 0, 0]);
    await writeFile(path, shader('(1.0 - strength) * vec3(1, 0, 1)').replace('strength * ', ''));
    await expectColor(page, 9, [255, 0, 255]);
    await expectColor(page, 7, COLORS['a.png']);
    expect(errors).toEqual([]);
    await page.close();
  });
});
