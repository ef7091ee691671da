import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './app.ts';
import { buildLibraryPage } from './library-build.ts';
import { openPage, sharedBrowser } from './page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

/** Opens an example as it stands in its folder, built as a user would build it. */
async function openExample(name: string) {
  const path = fileURLToPath(new URL(`../../examples/${name}.html`, import.meta.url));
  const library = await buildLibraryPage(`examples/${name}.js`);
  const html = (await readFile(path, 'utf8')).replace(`./${name}.js`, '/page.js');
  const open = await openPage(browser, '/', {
    folder: library.folder,
    answers: {
      '/': { contentType: 'text/html', body: html },
      '/favicon.ico': { contentType: 'image/x-icon', body: '' },
    },
  });
  return { ...open, close: () => open.page.browserContext().close() };
}

describe('the examples run as they stand', () => {
  it('a film that plays', async () => {
    const { page, errors, close } = await openExample('play');
    const frame = () =>
      page.$eval('input', (element) => [element.max, Number(element.value)] as const);
    await eventually(async () => expect(await frame()).toEqual(['319', 0]));
    await page.click('button');
    await eventually(async () => expect((await frame())[1]).toBeGreaterThan(3));
    await page.click('button');
    await page.$eval('input[type=number]', (element) => {
      element.value = '4';
      element.dispatchEvent(new Event('change'));
    });
    await eventually(async () => expect((await frame())[0]).toBe('159'));
    expect(errors).toEqual([]);
    await close();
  });

  it('a film that is exported', async () => {
    const { page, errors, close } = await openExample('export');
    await eventually(async () =>
      expect(await page.$eval('video', ({ duration }) => duration)).toBeCloseTo(80 / 30, 2),
    );
    expect(await page.$eval('progress', ({ value }) => value)).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });
});
