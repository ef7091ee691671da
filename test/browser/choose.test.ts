import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Result, RunOptions } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { it } from '../cli/program.ts';
import { type App, type AppChoice, eventually, openApp, openChoices, shared } from './app.ts';
import { faultsOfLooks } from './looks.ts';
import { holdFilms } from './hold-films.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';
import { choose, offerPictures } from './several.ts';

declare global {
  var axe: { run(within: string, options: RunOptions): Promise<{ violations: Result[] }> };
}

// What there is to choose from: a column at the left of the stage, or at the head of the settings where there is no room.

const PICTURE: AppChoice = {
  query: '?picture=photo.png&name=photo.png',
  answers: {
    '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 100, height: 60 })) },
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput = {}, more: AppChoice = {}) =>
  openApp(browser, { ...PICTURE, spec, ...more });
const specOf = async (app: App) => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;
const kinds = async (app: App) => (await specOf(app)).motions?.map(({ kind }) => kind);
const effects = async (app: App) => (await specOf(app)).effects?.map(({ name }) => name);
const focused = ({ page }: App) =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute('aria-label') ?? at?.textContent;
  });
const stageWidth = ({ page }: App) => page.$eval('#stage', ({ clientWidth }) => clientWidth);
const shownCards = ({ page }: App) =>
  page.$$eval('.choice-card', (cards) =>
    cards.filter((card) => card.checkVisibility()).map(({ textContent }) => textContent),
  );
const search = async (app: App, field: string, words: string) => {
  const found = await app.find('searchbox', field);
  await found.evaluate((each) => (each as HTMLInputElement).select());
  await found.type(words);
};

/** The colours of a card's still, one after the other; nothing before it is drawn. */
const stillOf = ({ page }: App, label: string) =>
  page.evaluate((name) => {
    const card = document.querySelector(`[aria-label="Add ${name}"]`);
    const canvas = card?.querySelector('canvas');
    if (!canvas || !card?.parentElement?.dataset['drawn']) return [];
    const { width, height } = canvas;
    const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return [...data].filter((_, n) => n % 4 < 3 && n % 997 < 4);
  }, label);

describe('motions to choose from', () => {
  it('go in the place of the selected one, or to the others; an undo takes that back', async () => {
    const app = await open({ frames: 12 });
    await app.click('button', 'Use Zoom');
    await app.find('button', 'Pause');
    expect(await kinds(app)).toEqual(['zoom']);
    expect(await app.page.$eval('#motions-0-to', (field) => field.checkVisibility())).toBe(true);
    await app.click('button', 'Add Sway to the others');
    await eventually(async () => expect(await kinds(app)).toEqual(['zoom', 'sway']));
    // The one that shows its parameters.
    await app.click('button', 'Zoom');
    await app.click('button', 'Use Rotate');
    await eventually(async () => expect(await kinds(app)).toEqual(['rotate', 'sway']));
    const pressed = await app.page.$$eval('#choose-motions [aria-pressed="true"]', (cards) =>
      cards.map(({ textContent }) => textContent),
    );
    expect(pressed).toEqual(['Rotate', 'Sway']);
    await app.click('button', 'Undo');
    await eventually(async () => expect(await kinds(app)).toEqual(['zoom', 'sway']));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('show what is set of one that the film has already', async () => {
    const motions = [{ kind: 'zoom', to: 2 }, { kind: 'sway' }];
    const app = await open({ frames: 12, motions });
    await app.click('button', 'Use Sway');
    await app.click('button', 'Use Zoom');
    expect(await app.page.$eval('#motions-0-to', (field) => field.checkVisibility())).toBe(true);
    expect((await specOf(app)).motions).toMatchObject(motions);
    await app.close();
  });

  it('are presets, too, which leave picture, frame and codec as they are', async () => {
    const app = await open({ codec: 'vp9', title: 'kept', frames: 7 });
    await app.click('button', 'Use Fall');
    await app.find('button', 'Pause');
    await eventually(async () =>
      expect((await specOf(app)).motions).toMatchObject([{ kind: 'roll', step: 2, axis: 'y' }]),
    );
    const { title, codec, frames } = await specOf(app);
    expect({ title, codec, frames }).toEqual({ title: 'kept', codec: 'vp9', frames: undefined });
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are found by name and by what they do, and move under the pointer alone', async () => {
    const app = await open({}, { reducedMotion: false });
    await app.click('button', 'Pause');
    await search(app, 'Find a motion', 'swings');
    await eventually(async () => expect(await shownCards(app)).toEqual(['Sway', 'Tilt']));
    await search(app, 'Find a motion', 'cinema');
    await eventually(async () => expect(await shownCards(app)).toEqual(['Cinema']));
    await search(app, 'Find a motion', 'nothing of that');
    await eventually(async () =>
      expect(await app.page.$eval('#choose-motions [role="status"]', (at) => at.textContent)).toBe(
        'No motion is called so.',
      ),
    );
    await app.page.keyboard.press('Escape');
    await eventually(async () => expect(await shownCards(app)).toContain('Zoom'));
    const moving = () =>
      app.page.$$eval('.choice-card', (cards) =>
        cards
          .filter((card) =>
            card.getAnimations({ subtree: true }).some(({ playState }) => playState === 'running'),
          )
          .map(({ textContent }) => textContent),
      );
    await eventually(async () => expect(await moving()).toEqual([]));
    const card = await app.find('button', 'Use Sway');
    await card.hover();
    expect(await moving()).toEqual(['Sway']);
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(await card.screenshot({ encoding: 'base64' }));
      expect(seen.size).toBeGreaterThan(2);
    });
    await app.page.mouse.move(700, 300);
    await eventually(async () => expect(await moving()).toEqual([]));
    await app.close();
  });
});

describe('effects to choose from', () => {
  it('are seen on the person’s own picture, and go to the others by a click', async () => {
    const app = await open({ frames: 12 });
    await openChoices(app, 'Effects');
    await eventually(async () => expect((await stillOf(app, 'Duotone')).length).toBeGreaterThan(9));
    await eventually(async () => expect((await stillOf(app, 'Hue')).length).toBeGreaterThan(9));
    expect(await stillOf(app, 'Duotone')).not.toEqual(await stillOf(app, 'Hue'));
    await app.click('button', 'Add Duotone');
    await app.find('button', 'Remove Duotone');
    await search(app, 'Find an effect', 'film grain');
    await eventually(async () => expect(await shownCards(app)).toEqual(['Grain']));
    await app.click('button', 'Add Grain');
    await app.find('button', 'Remove Grain');
    expect(await effects(app)).toEqual(['duotone', 'grain']);
    expect(await app.page.$eval('#effects-1-amount', (field) => field.checkVisibility())).toBe(
      true,
    );
    await app.click('button', 'Undo');
    await eventually(async () => expect(await effects(app)).toEqual(['duotone']));
    await app.click('button', '+ Effect');
    expect(await focused(app)).toBe('Find an effect');
    await app.page.keyboard.press('Escape');
    await eventually(async () => expect(await shownCards(app)).toContain('Swirl'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('move under the pointer, and give their graphics back when nobody looks', async () => {
    const app = await open({}, { reducedMotion: false });
    await app.click('button', 'Pause');
    await openChoices(app, 'Effects');
    const card = await app.find('button', 'Add Hue');
    await card.hover();
    const canvases = () =>
      app.page.$$eval(
        '#choose-effects li:has([aria-label="Add Hue"]) canvas',
        ({ length }) => length,
      );
    await eventually(async () => expect(await canvases()).toBe(2));
    const seen = new Set<string>();
    await eventually(async () => {
      seen.add(await card.screenshot({ encoding: 'base64' }));
      expect(seen.size).toBeGreaterThan(2);
    });
    await app.page.mouse.move(700, 300);
    await eventually(async () => expect(await canvases()).toBe(1));
    await app.close();
  });
});

/** While the pointer stays where it is. */
async function beginExport(app: App): Promise<void> {
  await (
    await app.find('button', 'Export and download')
  ).evaluate((button) => (button as HTMLButtonElement).click());
  await app.find('status', 'Frames exported');
}

describe('what moves under the pointer', () => {
  it('stands still while a film is exported, and goes on after', async () => {
    const app = await open({ frames: 60, encoder: 'webcodecs' }, { reducedMotion: false });
    await app.click('button', 'Pause');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    const goOn = await holdFilms(app);
    /** Whether the card that is pointed at moves. */
    const moves = () =>
      app.page.$$eval('.choice-card:hover', ([card]) =>
        card?.getAnimations({ subtree: true }).some(({ playState }) => playState === 'running'),
      );
    const sway = await app.find('button', 'Use Sway');
    await sway.hover();
    expect(await moves()).toBe(true);
    await beginExport(app);
    expect(await moves()).toBe(false);
    await goOn();
    await eventually(async () => expect(await moves()).toBe(true));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is an effect’s card, too', async () => {
    const app = await open({ frames: 60, encoder: 'webcodecs' }, { reducedMotion: false });
    await app.click('button', 'Pause');
    await openChoices(app, 'Effects');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    const goOn = await holdFilms(app);
    const hue = await app.find('button', 'Add Hue');
    await hue.hover();
    const canvases = () =>
      app.page.$$eval(
        '#choose-effects li:has([aria-label="Add Hue"]) canvas',
        ({ length }) => length,
      );
    await eventually(async () => expect(await canvases()).toBe(2));
    await beginExport(app);
    expect(await canvases()).toBe(1);
    await goOn();
    await eventually(async () => expect(await canvases()).toBe(2));
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('pictures, text and code to choose from', () => {
  it('choose one of several pictures to be set by itself', async ({ place }) => {
    const app = await open();
    await openChoices(app, 'Pictures');
    expect(await shownCards(app)).toEqual(['photo.png']);
    await choose(app, '#file', await offerPictures(place));
    await app.click('button', 'Picture 2: green.png');
    await app.find('textbox', 'Its seconds');
    const pressed = () =>
      app.page.$$eval('#choose-pictures [aria-pressed="true"]', (cards) =>
        cards.map(({ textContent }) => textContent),
      );
    expect(await pressed()).toEqual(['2  green.png']);
    await eventually(async () =>
      expect(
        await app.page.$$eval('#choose-pictures canvas', (all) => all.map(({ width }) => width)),
      ).toEqual([288, 288, 288]),
    );
    await app.click('button', 'Remove green.png');
    await eventually(async () =>
      expect(await shownCards(app)).toEqual(['1  red.png', '2  blue.png']),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('set a title, and go on in its field', async () => {
    const app = await open({ frames: 12 });
    await openChoices(app, 'Text');
    await app.click('button', 'Frame 12 of 240 Frame {f} of {n}');
    await eventually(async () => expect((await specOf(app)).title).toBe('Frame {f} of {n}'));
    await app.click('button', 'A caption A caption');
    const focusedId = () => app.page.evaluate(() => document.activeElement?.id);
    await eventually(async () => expect(await focusedId()).toBe('option-title'));
    await app.page.keyboard.type('The sea');
    await app.page.keyboard.press('Tab');
    await eventually(async () => expect((await specOf(app)).title).toBe('The sea'));
    await app.click('button', 'No title');
    await eventually(async () => expect(await specOf(app)).not.toHaveProperty('title'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('write a shader, begin with one of ours, and open the film’s as code', async () => {
    const app = await open({ frames: 12, effects: [{ name: 'hue' }] });
    await openChoices(app, 'Code');
    await app.click('button', '{ } Begin with Ripple');
    await app.find('textbox', 'my-ripple.glsl');
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([
        { name: 'hue' },
        { file: 'my-ripple.glsl' },
      ]),
    );
    await openChoices(app, 'Code');
    await app.click('button', '{ } Hue as code');
    await app.find('textbox', 'my-hue.glsl');
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('the column', () => {
  it('is opened and folded by its rail, by keys as well, and gives the stage its room', async () => {
    const app = await open();
    const rail = await app.find('button', 'Motions');
    const isOpen = () => rail.evaluate((button) => button.getAttribute('aria-expanded'));
    await app.find('button', 'Use Zoom');
    expect(await isOpen()).toBe('true');
    const narrow = await stageWidth(app);
    const place = await rail.boundingBox();
    await rail.click();
    await eventually(async () => expect(await stageWidth(app)).toBe(narrow + 260));
    expect(await isOpen()).toBe('false');
    expect(await rail.boundingBox()).toEqual(place);
    expect(await shownCards(app)).toEqual([]);
    // One of the rail is reached by Tab, the others by arrows.
    await app.page.keyboard.press('ArrowDown');
    expect(await focused(app)).toBe('Effects');
    await app.page.keyboard.press('Enter');
    await app.find('button', 'Add Grain');
    expect(await stageWidth(app)).toBe(narrow);
    await app.page.keyboard.press('End');
    expect(await focused(app)).toBe('Code');
    await app.page.keyboard.press('Home');
    expect(await focused(app)).toBe('Pictures');
    await app.page.keyboard.press('Tab');
    expect(await focused(app)).toBe('Find an effect');
    await app.page.keyboard.press('Tab');
    expect(await focused(app)).toMatch(/^Add /);
    // Code takes its room.
    await app.click('button', '{ } Write a shader');
    await eventually(async () => expect(await shownCards(app)).toEqual([]));
    await app.page.click('.code-panel [aria-label="Close"]');
    await app.find('button', 'Add Grain');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('lies over the stage in a small window, and goes by Escape', async () => {
    const app = await open({ frames: 12 }, { viewport: { width: 1000, height: 700 } });
    const isOpen = () => app.page.$eval('#choose', (column) => column.checkVisibility());
    const room = await stageWidth(app);
    // Nobody has asked for it yet.
    expect(await isOpen()).toBe(false);
    await app.page.focus('#rail [tabindex="0"]');
    await app.page.keyboard.press('ArrowDown');
    const name = await focused(app);
    await app.page.keyboard.press('Enter');
    expect(await isOpen()).toBe(true);
    expect(await stageWidth(app)).toBe(room);
    // What is under the stage is pressed as before.
    await app.click('button', 'Play');
    await app.click('button', 'Pause');
    await app.page.focus('#choose input');
    await app.page.keyboard.type('sway');
    await app.page.keyboard.press('Escape');
    // What is typed goes first.
    expect(await isOpen()).toBe(true);
    await app.page.keyboard.press('Escape');
    expect(await isOpen()).toBe(false);
    expect(await focused(app)).toBe(name);
    await app.page.keyboard.press('Enter');
    expect(await isOpen()).toBe(true);
    await app.page.keyboard.press('Escape');
    expect(await isOpen()).toBe(false);
    await app.page.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
    const clean = async () => {
      const { violations } = await app.page.evaluate(() => globalThis.axe.run('html', {}));
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await faultsOfLooks(app)).toEqual([]);
    };
    for (const kind of ['Pictures', 'Effects', 'Text', 'Code', 'Motions']) {
      await openChoices(app, kind);
      await clean();
    }
    await app.wantDark(true);
    await clean();
    for (const width of [861, 1099]) {
      await app.page.setViewport({ width, height: 700 });
      expect(await faultsOfLooks(app), `${width} px`).toEqual([]);
    }
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('stands at the head of the settings on a phone, for fingers', async () => {
    const app = await open({ frames: 12 }, { viewport: { width: 390, height: 844 } });
    await app.click('button', 'Use Zoom');
    await eventually(async () => expect(await kinds(app)).toEqual(['zoom']));
    await app.click('button', 'Effects');
    await app.click('button', 'Add Duotone');
    await eventually(async () => expect(await effects(app)).toEqual(['duotone']));
    const small = await app.page.$$eval('#settings .choices :is(button, input)', (targets) =>
      targets
        .filter((target) => target.checkVisibility())
        .filter((target) => {
          const { width, height } = target.getBoundingClientRect();
          return Math.min(width, height) < 43.5;
        })
        .map(({ ariaLabel }) => ariaLabel),
    );
    expect(small).toEqual([]);
    // Where there is room again, it is a column again.
    await app.page.setViewport({ width: 1440, height: 900 });
    await openChoices(app, 'Effects');
    await app.click('button', 'Add Grain');
    await eventually(async () => expect(await effects(app)).toEqual(['duotone', 'grain']));
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
