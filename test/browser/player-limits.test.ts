import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chunks } from '../first-files.ts';
import { type App, type AppChoice, eventually, openApp, openChoices, PHOTO } from './app.ts';
import { listPageFiles } from '../../src/cli/browser/page-files.ts';
import { sharedBrowser } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const messages = (app: App) => app.page.$eval('#messages', (element) => element.textContent ?? '');

/** As Safari before 17: there is WebGL2, but on canvases of the document alone. */
function onlyInDocument(): void {
  const { prototype } = OffscreenCanvas;
  const give = Reflect.get(prototype, 'getContext') as (...asked: unknown[]) => unknown;
  const getContext = new Proxy(give, {
    apply: (_, canvas, asked: unknown[]) =>
      asked[0] === 'webgl2' ? null : Reflect.apply(give, canvas, asked),
  });
  Object.assign(prototype, { getContext });
}

describe('where only canvases of the document have WebGL2', () => {
  const open = async (choice: AppChoice) => {
    const [worker = ''] = chunks(/^card-worker-.*\.js$/);
    const script = await (await listPageFiles()).get(`/${worker}`)?.read();
    const body = `(${String(onlyInDocument)})();${String(script)}`;
    return openApp(browser, {
      ...choice,
      prepare: onlyInDocument,
      answers: { ...choice.answers, [`/${worker}`]: { contentType: 'text/javascript', body } },
    });
  };

  it('samples are there to begin with', async () => {
    const app = await open({});
    await app.click('button', 'Ribbons rolls both ways at once');
    await app.find('button', 'Pause');
    expect(await app.page.$eval('#picture-name', ({ textContent }) => textContent)).toBe(
      'ribbons.png · 960×640',
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('cards have their pictures, move under the pointer, and a film is exported', async () => {
    const app = await open({ ...PHOTO, spec: { frames: 4 }, reducedMotion: false });
    await app.click('button', 'Pause');
    await openChoices(app, 'Effects');
    const card = await app.find('button', 'Add Hue');
    const drawn = () => app.page.$$eval('#choose-effects li[data-drawn]', ({ length }) => length);
    await eventually(async () => expect(await drawn()).toBeGreaterThan(2));
    await card.hover();
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(await card.screenshot({ encoding: 'base64' }));
      expect(seen.size).toBeGreaterThan(2);
    });
    await app.click('button', 'Export');
    await app.click('button', 'Export and download');
    await eventually(async () =>
      expect(await app.page.$eval('#export-status', ({ textContent }) => textContent)).toContain(
        'Exported: 4 frames',
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('what the browser can’t do is said before it is tried', () => {
  it('no VideoEncoder: films can’t be exported, but all else works', async () => {
    const app = await openApp(browser, {
      ...PHOTO,
      prepare: () => {
        Reflect.deleteProperty(globalThis, 'VideoEncoder');
      },
    });
    expect(await messages(app)).toContain('no WebCodecs VideoEncoder');
    await app.click('button', 'Step forward');
    expect(await app.read('status', 'Frame counter')).toContain('1 / 239');
    await app.click('button', 'Export');
    await eventually(async () =>
      expect(await app.page.$eval('#export', ({ textContent }) => textContent)).toContain(
        'no WebCodecs VideoEncoder',
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('a codec that is missing: the others are offered', async () => {
    const app = await openApp(browser, {
      ...PHOTO,
      spec: { codec: 'av1' },
      prepare: () => {
        const ask = VideoEncoder.isConfigSupported.bind(VideoEncoder);
        VideoEncoder.isConfigSupported = async (config) =>
          config.codec.startsWith('av01') ? { supported: false, config } : ask(config);
      },
    });
    expect(await messages(app)).toContain('no AV1 encoder');
    await app.click('button', 'Export');
    await app.click('button', 'Use H.264');
    await app.find('button', 'Export and download');
    await app.close();
  });

  it('and what it can, in the help', async () => {
    const app = await openApp(browser, PHOTO);
    await app.click('button', 'Help');
    await eventually(async () => {
      const text = await app.page.$eval('#capabilities', (element) => element.textContent ?? '');
      expect(text).toContain('SwiftShader');
      expect(text).toContain('8192 px a side');
      expect(text).toContain('H.264, VP9, AV1');
    });
    await app.close();
  });
});

it('lost graphics are said, and the film goes on when they are back', async () => {
  const app = await openApp(browser, { ...PHOTO, reducedMotion: false });
  await app.find('button', 'Pause');
  await app.page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const loss = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    const gone = new Promise((resolve) => canvas?.addEventListener('webglcontextlost', resolve));
    loss?.loseContext();
    await gone;
    setTimeout(() => loss?.restoreContext(), 200);
  });
  await eventually(async () => expect(await messages(app)).toContain('graphics were lost'));
  await eventually(async () => expect(await messages(app)).toBe(''));
  const frame = await app.read('status', 'Frame counter');
  await eventually(async () => expect(await app.read('status', 'Frame counter')).not.toBe(frame));
  expect(app.errors).toEqual([]);
  await app.close();
});

/** As a browser whose graphics are switched off. */
function withoutGraphics(): void {
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas])
    Object.assign(prototype, { getContext: () => null });
}

describe('where nothing can be drawn', () => {
  it.each([
    { asked: 'nothing', choice: {} },
    { asked: 'a picture', choice: PHOTO },
  ])('the page says so in the film’s place when it is asked for $asked', async ({ choice }) => {
    const app = await openApp(browser, { ...choice, prepare: withoutGraphics });
    const said = await app.page.$eval('.refusal', (element) => element.textContent ?? '');
    expect(said).toContain('Nothing can be drawn here');
    expect(said).toContain('This browser gives no WebGL2 context');
    expect(said).toContain('npx stillmotion render');
    // What is for another browser, or for a shell, helps nobody here.
    expect(said).not.toMatch(/--|chrom/i);
    const seen = await app.page.$$eval(
      '.panel, .rail, .choose, .sections, .first-view, .card',
      (elements) =>
        elements.filter((element) => element.checkVisibility()).map(({ className }) => className),
    );
    expect(seen).toEqual([]);
    const enabled = await app.page.$$eval('button:not(dialog *)', (buttons) =>
      buttons
        .filter((button) => button.checkVisibility() && !button.matches(':disabled'))
        .map((button) => button.getAttribute('aria-label') ?? button.textContent),
    );
    expect(enabled).toEqual(['Help']);
    await app.click('button', 'Help');
    await app.page.waitForSelector('#help-dialog[open]');
    expect(await app.page.$eval('#capabilities', (list) => list.textContent)).toContain('Graphics');
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
