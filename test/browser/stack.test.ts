import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { it } from '../cli/program.ts';
import {
  addEffect,
  type App,
  type AppChoice,
  eventually,
  openApp,
  openChoices,
  PHOTO,
  select,
  shared,
  shootFilm,
} from './app.ts';
import { textOf } from './exported.ts';
import { keptWork } from './kept-work.ts';
import { sharedBrowser } from './page.ts';
import { difference, fromPng } from './pixels.ts';
import { choose, offerPictures, specOf } from './several.ts';

// All that a film is made of in one list, and beneath it what can be set of the selected one.

const PHONE = { width: 390, height: 844 };

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput = {}, more: AppChoice = {}) =>
  openApp(browser, { ...PHOTO, spec: { frames: 12, ...spec }, ...more });

const rowsOf = ({ page }: App) =>
  page.$$eval('#stack > li', (rows) =>
    rows.map((row) => {
      const [label, said] = [...row.querySelectorAll('.layer-name > :is(.label, .said)')];
      return label
        ? `${label.textContent}: ${said?.textContent}`
        : row.querySelector('.layer-name')?.textContent;
    }),
  );

/** What is selected, as it is said and as it is shown. */
const shown = ({ page }: App) =>
  page.evaluate(() => ({
    current: [...document.querySelectorAll('#stack [aria-current="true"]')].map(
      (row) => row.querySelector('.label')?.textContent ?? row.textContent,
    ),
    heading: document.querySelector('#parameters h3')?.textContent,
    labels: [...document.querySelectorAll('#parameters .control:not(details .control) > label')]
      .filter((label) => label.checkVisibility())
      .map((label) => label.textContent),
  }));

/** As they are seen, with those that are off. */
const effectsOf = ({ page }: App) =>
  page.$$eval('#stack .of-effects .layer-name', (names) =>
    names.map(({ textContent }) => textContent.toLowerCase()),
  );

/** Where the name of a row is. */
async function placeOf({ page }: App, name: string): Promise<{ x: number; y: number }> {
  const row = await page.waitForSelector(
    `::-p-xpath(//*[@id="stack"]//button[@aria-controls][starts-with(normalize-space(.), "${name}")])`,
  );
  const box = await row?.boundingBox();
  if (!box) throw new Error(`no row ${name}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const focused = ({ page }: App) =>
  page.evaluate(() => document.activeElement?.textContent ?? undefined);

describe('the stack', () => {
  it('is one list of all that the film is made of, and shows what can be set of one', async () => {
    const app = await open({ motions: [{ kind: 'zoom' }], effects: [{ name: 'duotone' }] });
    expect(await app.page.$eval('#stack-title', (title) => title.textContent)).toBe('Stack');
    expect(await rowsOf(app)).toEqual([
      'photo.png: ',
      'Zoom',
      'Duotone',
      'Title: none',
      'Frame: 64×48',
      'Time: 0.4 s, 30 fps',
    ]);
    // What moves is what one comes for.
    expect(await shown(app)).toMatchObject({ current: ['Zoom'], heading: 'Zoom' });
    await select(app, 'Duotone');
    expect(await shown(app)).toEqual({
      current: ['Duotone'],
      heading: 'Duotone',
      labels: ['Dark', 'Light', 'Contrast', 'Amount'],
    });
    await select(app, 'photo.png');
    expect(await shown(app)).toEqual({
      current: ['photo.png'],
      heading: 'photo.png',
      labels: ['Crop', 'Size', 'Background'],
    });
    await select(app, 'Title');
    expect((await shown(app)).labels).toEqual(['Title']);
    await app.fill('Title', 'Rome');
    await eventually(async () => expect(await rowsOf(app)).toContain('Title: Rome'));
    await app.click('button', 'Remove the title');
    await eventually(async () => expect(await rowsOf(app)).toContain('Title: none'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('switches the title off and on, in the film and in all that is made of it', async () => {
    const app = await open({ layout: 'figure' }, { query: '?sample=ridges' });
    const bare = await shootFilm(app.page);
    await select(app, 'Title');
    await app.fill('Title', 'Rome');
    const isOff = () =>
      app.page.$eval('#stack .of-text', (row) => [
        row.querySelector('.said')?.textContent,
        row.classList.contains('off'),
      ]);
    await eventually(async () => expect(await isOff()).toEqual(['Rome', false]));
    await app.click('button', 'Title is on');
    await eventually(async () => expect(await isOff()).toEqual(['Rome', true]));
    expect(await specOf(app)).not.toHaveProperty('title');
    expect(await shared(app, 'Link')).not.toContain('Rome');
    expect(await shared(app, 'Command')).not.toContain('Rome');
    expect(difference(fromPng(await shootFilm(app.page)), fromPng(bare)).largest).toBe(0);
    // What it says is kept, and isn't set as long as it is off.
    const field = await app.find('textbox', 'Title');
    expect(
      await field.evaluate((each) => {
        const { value, disabled } = each as HTMLTextAreaElement;
        return [value, disabled];
      }),
    ).toEqual(['Rome', true]);
    await app.click('button', 'Undo');
    await eventually(async () => expect(await isOff()).toEqual(['Rome', false]));
    await app.click('button', 'Redo');
    await eventually(async () => expect(await isOff()).toEqual(['Rome', true]));
    await app.click('button', 'Remove the title');
    await eventually(async () => expect(await isOff()).toEqual(['none', false]));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await isOff()).toEqual(['Rome', true]));
    // As it was left.
    await eventually(async () =>
      expect((await keptWork(app))?.layers?.['title']).toMatchObject([{ spec: { title: 'Rome' } }]),
    );
    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    await eventually(async () => expect(await isOff()).toEqual(['Rome', true]));
    await app.click('button', 'Title is on');
    await eventually(async () => expect((await specOf(app)).title).toBe('Rome'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('selects what is added, and when that has gone what stands in its place', async () => {
    const app = await open();
    await addEffect(app, 'Grain');
    await addEffect(app, 'Hue');
    await eventually(async () => expect((await shown(app)).current).toEqual(['Hue']));
    await app.click('button', 'Remove Grain');
    expect((await shown(app)).current).toEqual(['Hue']);
    await app.click('button', 'Remove Hue');
    await eventually(async () => expect((await shown(app)).heading).toBe('Roll'));
    await app.click('button', 'Undo');
    await eventually(async () => expect((await shown(app)).heading).toBe('Hue'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is gone through by arrows, and selected by Enter', async () => {
    const app = await open({ effects: [{ name: 'grain' }] });
    await app.page.focus('#stack [aria-current="true"]');
    for (const name of ['Grain', 'Titlenone', 'Frame64×48']) {
      await app.page.keyboard.press('ArrowDown');
      expect(await focused(app)).toBe(name);
    }
    expect((await shown(app)).current).toEqual(['Roll']);
    await app.page.keyboard.press('Enter');
    expect((await shown(app)).current).toEqual(['Frame']);
    await app.page.keyboard.press('Home');
    expect(await focused(app)).toBe('photo.png');
    // No frame of the film has gone by.
    expect(await app.read('status', 'Frame counter')).toMatch(/^\s*0 /);
    await app.close();
  });

  it('selects pictures, which the column at the left adds, orders and leaves out', async ({
    place,
  }) => {
    const app = await open();
    await choose(app, '#file', await offerPictures(place));
    const names = async () => (await rowsOf(app)).map((row) => row?.split(':')[0]);
    await eventually(async () =>
      expect((await names()).slice(0, 6)).toEqual([
        'All pictures',
        'red.png',
        'green.png',
        'blue.png',
        'Fade',
        'Ken Burns',
      ]),
    );
    await select(app, 'green.png');
    await app.find('textbox', 'Its seconds');
    await openChoices(app, 'Pictures');
    expect(
      await app.page.$$eval('#choose-pictures [aria-pressed="true"]', (cards) =>
        cards.map(({ textContent }) => textContent),
      ),
    ).toEqual(['2  green.png']);
    // They are ordered in one place alone.
    expect(await app.page.$$('#stack .of-pictures .sign')).toEqual([]);
    await app.click('button', 'Move down green.png');
    await eventually(async () =>
      expect((await names()).slice(1, 4)).toEqual(['red.png', 'blue.png', 'green.png']),
    );
    expect((await shown(app)).current).toEqual(['green.png']);
    // At the end of the way the focus is on what is left to be pressed.
    expect(await app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move up green.png',
    );
    await app.click('button', 'Remove green.png');
    await eventually(async () => expect((await shown(app)).current).toEqual(['blue.png']));
    await app.click('button', 'Remove red.png');
    await eventually(async () => expect((await names())[0]).toBe('blue.png'));
    expect((await shown(app)).current).toEqual(['blue.png']);
    expect(await specOf(app)).not.toHaveProperty('pictures');
    const [input] = await app.page.$$('#choose-pictures input[type="file"]');
    expect(input).toBeDefined();
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('moves what has the focus by Alt ↑ and Alt ↓, and takes it out by Delete', async () => {
    const app = await open({ effects: ['grain', 'hue', 'iris'].map((name) => ({ name })) });
    const { page } = app;
    const { keyboard } = page;
    const said = () => page.$$eval('#settings [role="status"].hidden', ([at]) => at?.textContent);
    const moveBy = async (arrow: 'ArrowUp' | 'ArrowDown') => {
      await keyboard.down('Alt');
      await keyboard.press(arrow);
      await keyboard.up('Alt');
    };
    await select(app, 'Hue');
    await moveBy('ArrowUp');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['hue', 'grain', 'iris']));
    expect(await said()).toBe('Hue: 1 of 3');
    expect(await focused(app)).toBe('Hue');
    await moveBy('ArrowUp');
    await moveBy('ArrowDown');
    await moveBy('ArrowDown');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['grain', 'iris', 'hue']));
    expect(await said()).toBe('Hue: 3 of 3');
    await app.click('button', 'Undo');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['grain', 'hue', 'iris']));
    // Of all that has the focus elsewhere, it is for what is selected.
    await page.focus('#stage');
    await keyboard.press('Delete');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['grain', 'iris']));
    expect(await textOf(app, 'messages')).toContain('Hue is removed; Ctrl Z brings it back.');
    await app.click('button', 'Undo');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['grain', 'hue', 'iris']));
    await select(app, 'Grain');
    await page.focus('#effects-0-amount');
    await keyboard.press('Delete');
    expect(await effectsOf(app)).toEqual(['grain', 'hue', 'iris']);
    await page.focus('#stack .of-frame .layer-name');
    await keyboard.press('Delete');
    expect(await textOf(app, 'messages')).toContain('Frame can’t be removed.');
    await app.click('button', 'Help');
    expect(await textOf(app, 'keys')).toMatch(/Alt ↑\s+what is selected.*Delete/s);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('takes a row to where it is dragged, off or on, and leaves it at Escape', async () => {
    const app = await open({ effects: ['grain', 'hue', 'iris'].map((name) => ({ name })) });
    await app.click('button', 'Hue is on');
    const { mouse, keyboard } = app.page;
    const take = async (name: string, onto: string) => {
      const [from, to] = [await placeOf(app, name), await placeOf(app, onto)];
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move(from.x, (from.y + to.y) / 2, { steps: 3 });
      await mouse.move(to.x, to.y, { steps: 3 });
    };
    await take('Iris', 'Grain');
    await keyboard.press('Escape');
    await mouse.up();
    expect(await effectsOf(app)).toEqual(['grain', 'hue', 'iris']);
    // What is pressed alone is selected; what is dragged isn't.
    const before = (await shown(app)).current;
    await take('Iris', 'Grain');
    await mouse.up();
    await eventually(async () => expect(await effectsOf(app)).toEqual(['iris', 'grain', 'hue']));
    expect((await shown(app)).current).toEqual(before);
    expect((await specOf(app)).effects?.map(({ name }) => name)).toEqual(['iris', 'grain']);
    // One that is off stands in no spec.
    await take('Hue', 'Grain');
    await mouse.up();
    await eventually(async () => expect(await effectsOf(app)).toEqual(['iris', 'hue', 'grain']));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['iris', 'grain', 'hue']));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await effectsOf(app)).toEqual(['grain', 'hue', 'iris']));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('takes pictures, too, to where they are dragged, and out of the film', async ({ place }) => {
    const app = await open();
    await choose(app, '#file', await offerPictures(place));
    const pictures = async () => (await specOf(app)).pictures?.map(({ file }) => file);
    await eventually(async () =>
      expect(await pictures()).toEqual(['red.png', 'green.png', 'blue.png']),
    );
    const { mouse, keyboard } = app.page;
    const [from, to] = [await placeOf(app, 'red.png'), await placeOf(app, 'blue.png')];
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 5 });
    await mouse.up();
    await eventually(async () =>
      expect(await pictures()).toEqual(['green.png', 'blue.png', 'red.png']),
    );
    await select(app, 'blue.png');
    await keyboard.press('Delete');
    await eventually(async () => expect(await pictures()).toEqual(['green.png', 'red.png']));
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect(await pictures()).toEqual(['green.png', 'blue.png', 'red.png']),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is dragged by fingers at its grips, and scrolled beside them', async () => {
    const effects = ['grain', 'hue', 'iris'].map((name) => ({ name }));
    const app = await open({ effects }, { viewport: { ...PHONE, hasTouch: true } });
    await app.click('button', 'Stack');
    const { touchscreen } = app.page;
    const drag = async (x: number) => {
      await app.page.$eval('#stack .of-effects ~ .of-effects', (hue) =>
        hue.scrollIntoView({ block: 'center' }),
      );
      const [from, to] = [await placeOf(app, 'Hue'), await placeOf(app, 'Grain')];
      await touchscreen.touchStart(x, from.y);
      await touchscreen.touchMove(x, (from.y + to.y) / 2);
      await touchscreen.touchMove(x, to.y);
      await touchscreen.touchEnd();
    };
    const grip = await app.page.$eval('#stack .of-effects .grip', (each) => {
      const { x, width } = each.getBoundingClientRect();
      return { x: x + width / 2, width };
    });
    expect(grip.width).toBeGreaterThanOrEqual(44);
    await drag(grip.x);
    await eventually(async () => expect(await effectsOf(app)).toEqual(['hue', 'grain', 'iris']));
    // Last, as what is scrolled may go on for a while.
    const name = await placeOf(app, 'Hue');
    await drag(name.x);
    expect(await effectsOf(app)).toEqual(['hue', 'grain', 'iris']);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is in the sheet of a phone: what is pressed there shows at once what can be set of it', async () => {
    const app = await open({ effects: [{ name: 'grain' }] }, { viewport: PHONE });
    await app.click('button', 'Stack');
    await select(app, 'Grain');
    const isSeen = () =>
      app.page.evaluate(() => {
        const box = (selector: string) =>
          document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        const [panel, heading, amount] = [
          '#settings-panel',
          '#parameters h3',
          '#effects-0-amount',
        ].map(box);
        return [heading, amount].every(
          (each) => each && panel && each.top >= panel.top && each.bottom <= panel.bottom,
        );
      });
    expect(await isSeen()).toBe(true);
    await app.close();
  });

  it('has Text and Code beside it on a phone and on a tablet, too', async () => {
    for (const viewport of [PHONE, { width: 820, height: 1180 }, { width: 740, height: 360 }]) {
      // oxlint-disable-next-line no-await-in-loop -- a page has one width at a time
      await textAndCode(await open({}, { viewport }));
    }
  });
});

async function textAndCode(app: App): Promise<void> {
  await app.click('button', 'Text');
  await app.click('button', 'A caption A caption');
  await eventually(async () => expect(await rowsOf(app)).toContain('Title: A caption'));
  expect(await app.page.evaluate(() => document.activeElement?.id)).toBe('option-title');
  await app.click('button', 'Code');
  await app.click('button', '{ } Begin with Ripple');
  await app.find('textbox', 'my-ripple.glsl');
  await eventually(async () =>
    expect((await specOf(app)).effects).toMatchObject([{ file: 'my-ripple.glsl' }]),
  );
  expect(app.errors).toEqual([]);
  await app.close();
}
