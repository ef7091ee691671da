import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result, RunOptions } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type App, eventually, openApp, PHOTO } from './app.ts';
import { sharedBrowser } from './page.ts';

declare global {
  var axe: { run(within: string, options: RunOptions): Promise<{ violations: Result[] }> };
}

const small = { ...PHOTO, spec: { frames: 10 } };

/** All others find the same in light and in dark. */
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block'];

let browser: Browser;
let axe: string;
beforeAll(async () => {
  browser = await sharedBrowser();
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

async function openAsked(): Promise<App> {
  const app = await openApp(browser, small);
  await app.page.evaluate(axe);
  return app;
}

/** What axe finds, a line each: in light by all of its rules, in dark by those that ask for colours. */
async function findings(app: App, within = 'html'): Promise<string[]> {
  const violations: Result[] = [];
  for (const dark of [false, true]) {
    await app.wantDark(dark);
    const options = dark ? { runOnly: ABOUT_COLOURS } : {};
    const found = await app.page.evaluate(
      (where, chosen) => globalThis.axe.run(where, chosen),
      within,
      options,
    );
    violations.push(...found.violations);
  }
  return violations.flatMap(({ impact, id, nodes }) =>
    nodes.map(({ html }) => `${impact}: ${id}: ${html.slice(0, 120)}`),
  );
}

describe('axe finds nothing, in light and in dark,', () => {
  it('in the page and its dialogs', async () => {
    const app = await openAsked();
    expect(await findings(app)).toEqual([]);
    for (const name of ['Open…', 'Gallery', 'Frame-rate lab', 'Share', 'Help']) {
      await app.click('button', name);
      // Some are loaded when they are opened first.
      await app.page.waitForSelector('dialog[open]');
      // All else is behind it, and has been looked at.
      expect(await findings(app, 'dialog[open]')).toEqual([]);
      await app.click('button', 'Close');
    }
    await app.close();
  });

  it('in the first view', async () => {
    const app = await openApp(browser);
    await app.page.evaluate(axe);
    expect(await findings(app)).toEqual([]);
    await app.close();
  });

  it('in the palette, and in the panel of exports', async () => {
    const app = await openAsked();
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press('k');
    await app.page.keyboard.up('Control');
    await app.find('listbox', 'Found');
    expect(await findings(app)).toEqual([]);
    await app.click('button', 'Close');
    await app.choose('Add an effect', 'grain');
    await app.find('button', 'Remove Grain');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    expect(await findings(app)).toEqual([]);
    await app.close();
  });

  it('over the film, and in the whole picture, in A|B and beside code', async () => {
    const spec = { motions: [{ kind: 'kenburns' }, { kind: 'zoom' }], frames: 10 };
    const app = await openApp(browser, { ...PHOTO, spec });
    await app.page.evaluate(axe);
    await app.find('button', 'Zoom: About');
    expect(await findings(app, 'main')).toEqual([]);
    await app.click('button', 'Whole picture');
    await app.page.waitForSelector('.picture-box');
    expect(await findings(app, 'main')).toEqual([]);
    await app.click('button', 'Whole picture');
    await app.click('button', 'A|B: compare');
    await app.page.waitForSelector('.compare:not(.waits)');
    expect(await findings(app, 'main')).toEqual([]);
    await app.click('button', '{ } Write a shader');
    await app.find('textbox', 'my-effect.glsl');
    expect(await findings(app)).toEqual([]);
    await app.close();
  });

  it('in an export that is done, and in an error', async () => {
    const app = await openAsked();
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
    'button, input, select, summary, [tabindex="0"]',
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
        name:
          element.id ||
          element.getAttribute('data-opens') ||
          element.getAttribute('aria-label') ||
          element.closest('label')?.textContent ||
          element.textContent,
        outline: getComputedStyle(element).outlineStyle,
      };
    });
    seen.add(focused.name);
    expect(focused).toMatchObject({ outline: 'solid' });
  }
  expect(seen.size).toBe(controls);
  await app.close();
});
