import type { Browser } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { openApp, PHOTO } from './app.ts';
import { sharedBrowser } from './page.ts';

// What axe finds in every state of the page: player-looks.test.ts.

const small = { ...PHOTO, spec: { frames: 10 } };

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

it('every control can be reached by the keyboard and shows its focus', async () => {
  const app = await openApp(browser, small);
  // Of a toolbar one is reached by Tab, and from it the others by arrows.
  const controls = await app.page.$$eval(
    'button, input, select, summary, [tabindex="0"]',
    (elements) =>
      elements.filter(
        (element) =>
          element.checkVisibility() &&
          !element.matches(':disabled, [role="toolbar"] [tabindex="-1"]'),
      ).length,
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
