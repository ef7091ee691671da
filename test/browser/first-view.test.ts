import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chunks, firstFiles, withImports } from '../first-files.ts';
import { type App, eventually, frameOf, handOver, openApp, shootFilm } from './app.ts';
import { sharedBrowser } from './page.ts';
import { fromPng, noise, toPng } from './pixels.ts';
import { keptWork } from './kept-work.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const SAMPLES = ['ridges', 'dunes', 'evening', 'nebula', 'agate', 'ribbons'];

const textOf = (app: App, selector: string) =>
  app.page.$eval(selector, (element) => element.textContent ?? '');
const focused = (app: App) => app.page.evaluate(() => document.activeElement?.textContent?.trim());
const photo = toPng(noise({ width: 30, height: 20 }, 1));

declare global {
  var drawn: { most: number; samples: number; encoded: number; toFilm?: number[] };
}

/** Keeps the most pixels that are drawn off screen at once, and how many samples are drawn, and encoded on the page's own thread, before a film is. */
function watchSamples(): void {
  globalThis.drawn = { most: 0, samples: 0, encoded: 0 };
  // oxlint-disable typescript/unbound-method -- called for whatever they were called for
  const { drawArrays, linkProgram } = WebGL2RenderingContext.prototype;
  const { convertToBlob } = OffscreenCanvas.prototype;
  const { toBlob } = HTMLCanvasElement.prototype;
  // oxlint-enable typescript/unbound-method
  Object.assign(WebGL2RenderingContext.prototype, {
    linkProgram(this: WebGL2RenderingContext, program: WebGLProgram) {
      if (this.canvas instanceof OffscreenCanvas) globalThis.drawn.samples++;
      linkProgram.call(this, program);
    },
    drawArrays(this: WebGL2RenderingContext, mode: number, first: number, count: number) {
      if (this.canvas instanceof OffscreenCanvas) {
        const box: GLenum = this.isEnabled(this.SCISSOR_TEST) ? this.SCISSOR_BOX : this.VIEWPORT;
        const [, , width = 0, height = 0] = this.getParameter(box) as Int32Array;
        globalThis.drawn.most = Math.max(globalThis.drawn.most, width * height);
      } else globalThis.drawn.toFilm ??= [globalThis.drawn.samples, globalThis.drawn.encoded];
      drawArrays.call(this, mode, first, count);
    },
  });
  OffscreenCanvas.prototype.convertToBlob = function (options) {
    globalThis.drawn.encoded++;
    return convertToBlob.call(this, options);
  };
  HTMLCanvasElement.prototype.toBlob = function (...given) {
    globalThis.drawn.encoded++;
    toBlob.apply(this, given);
  };
  if (location.search !== '?press') return;
  // The last sample, before any is drawn.
  const watching = new MutationObserver(() => {
    const card = document.querySelector<HTMLElement>('#samples li:last-child .card');
    if (card === null) return;
    watching.disconnect();
    card.focus();
    card.click();
  });
  watching.observe(document, { childList: true, subtree: true });
}

describe('where there is no picture yet', () => {
  it('the keyboard comes to Open first, and a sample moves when it is pressed', async () => {
    const app = await openApp(browser);
    expect(await app.page.$eval('main', (main) => main.checkVisibility())).toBe(false);
    await app.page.keyboard.press('Tab');
    expect(await focused(app)).toBe('Open a picture…');
    const [chooser] = await Promise.all([
      app.page.waitForFileChooser(),
      app.click('button', 'Open a picture…'),
    ]);
    await chooser.cancel();
    const names = await app.page.$$eval('#samples button', (cards) =>
      cards.map((card) => card.querySelector('strong')?.textContent?.toLowerCase()),
    );
    expect(names).toEqual(SAMPLES);

    await (await app.find('button', 'Ribbons rolls both ways at once')).focus();
    await app.page.keyboard.press('Enter');
    await app.find('button', 'Pause');
    await eventually(async () => expect(await frameOf(app)).toBeGreaterThan(1));
    const before = await shootFilm(app.page);
    await eventually(async () =>
      expect(Buffer.compare(await shootFilm(app.page), before)).not.toBe(0),
    );
    expect(await textOf(app, '#picture-name')).toBe('ribbons.png · 960×640');
    expect(await app.page.$('#first-view')).toBeNull();
    // Keys play it on.
    await app.page.keyboard.press('Space');
    await app.find('button', 'Play');
    expect(new URL(app.page.url()).search).toBe('?sample=ribbons');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('loads what is counted, and nothing else, before a sample moves', async () => {
    const [studio = ''] = chunks(/^studio-.*\.js$/);
    // What comes behind is asked for, and held back for ever.
    const body = 'await new Promise(() => {}); export const openStudio = undefined;';
    const app = await openApp(browser, {
      answers: { [`/${studio}`]: { contentType: 'text/javascript', body } },
    });
    await app.click('button', 'Ribbons rolls both ways at once');
    await eventually(async () => expect(await frameOf(app)).toBeGreaterThan(1));
    const loaded = await app.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)),
    );
    // What keeps the work comes by a clock of its own: on a slow machine before the second frame.
    const behind = withImports([...chunks(/^studio-/), ...chunks(/^keep-/)]);
    const counted = firstFiles();
    const own = loaded.filter((file) => file.startsWith('assets/') && !behind.has(file));
    expect(own.filter((file) => !counted.has(file))).toEqual([]);
    expect(own.length).toBeGreaterThan(3);
    await app.close();
  });

  it('draws samples in pieces, and leaves to a worker what encodes them', async () => {
    const app = await openApp(browser, { prepare: watchSamples });
    await app.click('button', 'Nebula nearer, in a circle');
    await app.find('button', 'Pause');
    const { most, toFilm } = await app.page.evaluate(() => globalThis.drawn);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan((960 * 640) / 2);
    // On the page's own thread browsers put it off for up to a second.
    expect(toFilm?.[1]).toBe(0);
    await app.close();
  });

  it('draws no further cards once a sample is chosen', async () => {
    const app = await openApp(browser, { query: '?press', prepare: watchSamples });
    await app.find('button', 'Pause');
    expect(await textOf(app, '#picture-name')).toBe('ribbons.png · 960×640');
    // The card that was on its way, and what was chosen.
    const { toFilm } = await app.page.evaluate(() => globalThis.drawn);
    expect(toFilm?.[0]).toBeLessThanOrEqual(2);
    await app.close();
  });

  it('draws cards no larger than they need, and a sample in full when it is chosen', async () => {
    const app = await openApp(browser, {
      viewport: { width: 1280, height: 860, deviceScaleFactor: 1 },
    });
    const cards = () =>
      app.page.$$eval('#samples .card', (all) =>
        Promise.all(
          all.map(async (card) => {
            const url = /url\("?([^")]+)/.exec(
              getComputedStyle(card).getPropertyValue('--thumbnail'),
            )?.[1];
            if (url === undefined) return undefined;
            const picture = new Image();
            picture.src = url;
            await picture.decode();
            const { width, height } = picture;
            const box = card.querySelector('.preview')?.getBoundingClientRect();
            return { width, height, enough: box !== undefined && width >= box.width };
          }),
        ),
      );
    // Half as large again as they are shown: some are enlarged as they move.
    await eventually(async () =>
      expect(await cards()).toEqual(SAMPLES.map(() => ({ width: 396, height: 264, enough: true }))),
    );
    await app.click('button', 'Agate turns in a kaleidoscope');
    await eventually(async () =>
      expect(await textOf(app, '#picture-name')).toBe('agate.png · 960×640'),
    );
    await app.close();
  });

  it('shows on cards what the films show beyond the edges of their pictures', async () => {
    const app = await openApp(browser, { reducedMotion: false });
    await eventually(async () =>
      expect(
        await app.page.$$eval('#samples .card', (cards) =>
          cards.every((card) => getComputedStyle(card).getPropertyValue('--thumbnail') !== ''),
        ),
      ).toBe(true),
    );
    // It begins aside, on its way around.
    const preview = await app.page.waitForSelector('#samples li:nth-child(4) .preview');
    if (preview === null) throw new Error('nothing moves on the card');
    const empty = await preview.evaluate((each) => getComputedStyle(each).backgroundColor);
    const { data, width, height } = fromPng(await preview.screenshot());
    const shown = Array.from({ length: width * height }, (_, n) =>
      [...data.subarray(3 * n, 3 * n + 3)].join(', '),
    );
    expect(empty).toMatch(/^rgb\(/);
    expect(shown.filter((color) => empty === `rgb(${color})`)).toEqual([]);
    await app.close();
  });

  it('says what can’t be opened and waits for what can, which is there again', async () => {
    const app = await openApp(browser);
    await handOver(app, 'drop', { bytes: new Uint8Array([1, 2, 3]), names: ['notes.txt'] });
    await eventually(async () => expect(await textOf(app, '#alerts')).toContain('notes.txt'));
    await handOver(app, 'drop', {
      bytes: toPng(noise({ width: 9000, height: 3 }, 1)),
      names: ['wide.png'],
    });
    await app.find('button', 'Resample to 8192×2');
    expect(await app.page.$('#first-view:not([hidden])')).not.toBeNull();

    await handOver(app, 'paste', { bytes: photo, names: ['photo.png'] });
    await eventually(async () =>
      expect(await textOf(app, '#picture-name')).toBe('photo.png · 30×20'),
    );
    await eventually(async () => expect(await keptWork(app)).toBeDefined());
    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    expect(await textOf(app, '#picture-name')).toBe('photo.png · 30×20');
    await app.close();
  });

  it('stays away where an address asks for something', async () => {
    const app = await openApp(browser, { query: '?sample=ribbons', spec: { frames: 7 } });
    expect(await textOf(app, '#picture-name')).toBe('ribbons.png · 960×640');
    expect(await app.read('textbox', 'Frames')).toBe('7');
    await app.close();
    const wrong = await openApp(browser, {
      query: '?sample=moon',
      spec: { size: { width: 64, height: 48 } },
    });
    expect(await textOf(wrong, '#alerts')).toContain('called “moon”; there are ridges, dunes');
    expect(await textOf(wrong, '#picture-name')).toContain('built-in picture');
    await wrong.close();
  });
});
