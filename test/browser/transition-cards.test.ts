import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result, RunOptions } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it } from '../cli/program.ts';
import { type App, type AppChoice, eventually, handOver, openApp, openChoices } from './app.ts';
import { sharedBrowser } from './page.ts';
import { choose, COLORS, NAMES, offerPictures, specOf } from './several.ts';

declare global {
  var axe: { run(within: string, options: RunOptions): Promise<{ violations: Result[] }> };
}

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const cardNames = ({ page }: App) =>
  page.$$eval('#choose-transitions li:not([hidden]) .name', (names) =>
    names.map(({ textContent }) => textContent),
  );

/** With all pictures, and the cards in sight. */
async function openCards(paths: readonly string[], choice: AppChoice = {}): Promise<App> {
  const app = await openApp(browser, choice);
  await choose(app, '#file', paths);
  if ((choice.viewport?.width ?? 1280) > 860) await openChoices(app, 'Transitions');
  else await app.click('button', 'Transitions');
  await app.find('searchbox', 'Find a transition');
  return app;
}

async function search(app: App, words: string): Promise<void> {
  const field = await app.find('searchbox', 'Find a transition');
  await field.evaluate((element) => (element as HTMLInputElement).select());
  await field.type(words);
}

/** Canvases of a card: its still, and the one that moves over it. */
const canvasesOf = ({ page }: App, name: string) =>
  page.$$eval(
    '#choose-transitions .choice-card',
    (cards, wanted) =>
      cards
        .filter((card) => card.querySelector('.name')?.textContent === wanted)
        .reduce((sum, card) => sum + card.querySelectorAll('canvas').length, 0),
    name,
  );

/** The colours of a card's still at its left and its right. */
const sidesOf = ({ page }: App, name: string) =>
  page.evaluate((wanted) => {
    const card = [...document.querySelectorAll('#choose-transitions .choice-card')].find(
      (each) => each.querySelector('.name')?.textContent === wanted,
    );
    const canvas = card?.querySelector('canvas');
    if (!canvas || canvas.width < 2) return [];
    const context = canvas.getContext('2d');
    return [2, canvas.width - 3].map((x) => [
      ...(context?.getImageData(x, 9, 1, 1).data.slice(0, 3) ?? []),
    ]);
  }, name);

/** In its middle a wipe has the picture that comes at the left, and the one that goes at the right. */
async function wipesFrom(app: App, goes: keyof typeof COLORS, comes: keyof typeof COLORS) {
  await eventually(async () => {
    const [left = [], right = []] = await sidesOf(app, 'Wipe');
    const off = [...COLORS[comes], ...COLORS[goes]].map((level, n) =>
      Math.abs(level - ([...left, ...right][n] ?? 999)),
    );
    expect(Math.max(...off), `${left.join()} | ${right.join()}`).toBeLessThan(4);
  });
}

describe('cards of transitions', () => {
  it('show the person’s own two pictures, and are set by a click', async ({ place }) => {
    const paths = await offerPictures(place);
    const app = await openCards(paths);
    expect(await cardNames(app)).toEqual(['Dissolve', 'Fade', 'Iris', 'Wipe', 'Random']);
    await wipesFrom(app, 'red.png', 'green.png');
    await app.click('button', 'Wipe');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ name: 'wipe' }]),
    );
    await app.find('button', 'From picture 2 to 3: Wipe, 1 s');
    // Whoever types finds them by their names.
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press('k');
    await app.page.keyboard.up('Control');
    await app.page.waitForSelector('#palette-0');
    await app.page.keyboard.type('dissolve transition');
    await app.page.keyboard.press('Enter');
    await app.find('button', 'From picture 2 to 3: Dissolve, 1 s');
    // Enter is for that alone, not for the button that had the focus before.
    expect(await app.page.$('dialog[open]')).toBeNull();
    await app.click('button', 'Undo');
    await app.find('button', 'From picture 2 to 3: Wipe, 1 s');
    // Between others they show those.
    await app.click('button', '+ Transition');
    await wipesFrom(app, 'green.png', 'blue.png');
    // However quickly one looks at the one and the other.
    for (const n of [1, 2, 1, 2, 1])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await app.page.$eval(`#stack [aria-controls="transition-${n - 1}"]`, (row) =>
        (row as HTMLElement).click(),
      );
    await wipesFrom(app, 'red.png', 'green.png');
    await app.page.click('#stack [aria-controls="transition-1"]');
    await app.click('button', 'Iris');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ name: 'wipe' }, { name: 'iris' }]),
    );
    expect(
      await app.page.$$eval('#choose-transitions .choice-card[aria-pressed="true"]', (cards) =>
        cards.map(({ textContent }) => textContent),
      ),
    ).toEqual(['Iris']);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('move under the pointer and under the focus, one at a time', async ({ place }) => {
    const app = await openCards((await offerPictures(place)).slice(0, 2), { reducedMotion: false });
    await app.click('button', 'Pause');
    const card = await app.find('button', 'Dissolve');
    await card.hover();
    await eventually(async () => expect(await canvasesOf(app, 'Dissolve')).toBe(2));
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(await card.screenshot({ encoding: 'base64' }));
      expect(seen.size).toBeGreaterThan(1);
    });
    await (await app.find('button', 'Fade')).focus();
    await app.page.keyboard.press('Tab');
    await eventually(async () => expect(await canvasesOf(app, 'Iris')).toBe(2));
    expect(await canvasesOf(app, 'Dissolve')).toBe(1);
    await app.page.focus('#stage');
    await eventually(async () =>
      expect(await app.page.$$eval('#choose-transitions canvas', ({ length }) => length)).toBe(5),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are found by their words, and are there for several pictures alone', async ({ place }) => {
    const app = await openCards((await offerPictures(place)).slice(0, 2));
    await search(app, 'silent film');
    await eventually(async () => expect(await cardNames(app)).toEqual(['Iris']));
    await search(app, 'nothing of that');
    await eventually(async () => expect(await cardNames(app)).toEqual([]));
    expect(
      await app.page.$eval('#choose-transitions [role="status"]', (at) => at.textContent),
    ).toBe('No transition is called so.');
    await search(app, 'a');
    // Somebody's own is among them, and stays to be chosen again.
    const text =
      'vec4 transition(vec2 uv) { return mix(getFromColor(uv), getToColor(uv), progress); }';
    await handOver(app, 'drop', { bytes: new TextEncoder().encode(text), names: ['own-a.glsl'] });
    await eventually(async () => expect(await cardNames(app)).toContain('own-a.glsl'));
    await app.click('button', 'Fade');
    await eventually(async () => expect(await specOf(app)).not.toHaveProperty('transitions'));
    await app.click('button', 'own-a.glsl');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ file: 'own-a.glsl' }]),
    );
    await openChoices(app, 'Pictures');
    await app.click('button', `Remove ${NAMES[0]}`);
    await eventually(async () =>
      expect(
        await app.page.$$eval('#rail button:not([hidden])', (kinds) =>
          kinds.map(({ textContent }) => textContent),
        ),
      ).toEqual(['Pictures', 'Motions', 'Effects', 'Text', 'Code']),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('have room for a finger on a phone, and nothing for axe to find', async ({ place }) => {
    const paths = await offerPictures(place);
    const viewport = { width: 390, height: 844, hasTouch: true, isMobile: true };
    const app = await openCards(paths, { viewport });
    const sizes = await app.page.$$eval(
      '#settings-panel button, #settings-panel input, #settings-panel select, .tabs button',
      (targets) =>
        targets
          // A switch is met by its label, too.
          .filter(
            (target) =>
              !target.matches('.switch') &&
              (target as HTMLElement).checkVisibility({ visibilityProperty: true }),
          )
          .map((target) => {
            const { width, height } = target.getBoundingClientRect();
            return { name: target.textContent, width, height };
          }),
    );
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes.filter(({ width, height }) => Math.min(width, height) < 44)).toEqual([]);
    await app.page.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
    for (const dark of [false, true]) {
      await app.wantDark(dark);
      const { violations } = await app.page.evaluate(() => globalThis.axe.run('html', {}));
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
    await app.close();
  });
});
