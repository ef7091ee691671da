import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type App, eventually, openApp, PHOTO } from './app.ts';
import { sharedBrowser } from './page.ts';

declare global {
  var axe: { run(): Promise<{ violations: Result[] }> };
}

const small = { ...PHOTO, spec: { frames: 10 } };

let browser: Browser;
let axe: string;
beforeAll(async () => {
  browser = await sharedBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

/** What axe finds, a line each. */
async function findings(app: App): Promise<string[]> {
  await app.page.evaluate(axe);
  const { violations } = await app.page.evaluate(() => globalThis.axe.run());
  return violations.flatMap(({ impact, id, nodes }) =>
    nodes.map(({ html }) => `${impact}: ${id}: ${html.slice(0, 120)}`),
  );
}

describe.each([false, true])('with dark %s axe finds nothing', (dark) => {
  it('in the page', async () => {
    const app = await openApp(browser, { ...small, dark });
    expect(await findings(app)).toEqual([]);
    await app.close();
  });

  it('in the dialogs', async () => {
    const app = await openApp(browser, { ...small, dark });
    for (const name of ['Open…', 'Gallery', 'Frame-rate lab', 'Share', 'Help']) {
      await app.click('button', name);
      expect(await findings(app)).toEqual([]);
      await app.click('button', 'Close');
    }
    await app.close();
  });

  it('in an export that is done, and in an error', async () => {
    const app = await openApp(browser, { ...small, dark });
    await app.click('button', 'Export');
    await app.click('button', 'Export and download');
    await eventually(async () =>
      expect(await app.page.$eval('#export', ({ textContent }) => textContent)).toContain('PSNR'),
    );
    expect(await findings(app)).toEqual([]);
    await app.click('button', 'Close');
    await app.fill('Frames', '0');
    await app.page.evaluate(() => (location.hash = '#frame=x'));
    await eventually(async () =>
      expect(await app.page.$eval('#alerts', ({ textContent }) => textContent)).toContain('frame'),
    );
    expect(await findings(app)).toEqual([]);
    await app.close();
  });
});

it('every control can be reached by the keyboard and shows its focus', async () => {
  const app = await openApp(browser, small);
  const controls = await app.page.$$eval(
    'button, input, select, [tabindex="0"]',
    (elements) =>
      elements.filter((element) => element.checkVisibility() && !element.matches(':disabled'))
        .length,
  );
  const seen = new Set<string>();
  for (let i = 0; i < controls; i++) {
    await app.page.keyboard.press('Tab');
    const focused = await app.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return { name: 'nothing', outline: '' };
      return {
        name: element.id || element.getAttribute('data-opens') || element.textContent || '',
        outline: getComputedStyle(element).outlineStyle,
      };
    });
    seen.add(focused.name);
    expect(focused).toMatchObject({ outline: 'solid' });
  }
  expect(seen.size).toBeGreaterThanOrEqual(controls - 2);
  await app.close();
});
