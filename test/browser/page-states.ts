import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import {
  addEffect,
  type App,
  type AppChoice,
  eventually,
  handOver,
  openApp,
  openChoices,
  select,
} from './app.ts';
import { openSound, textOf } from './exported.ts';
import { holdFilms } from './hold-films.ts';
import { keptWork } from './kept-work.ts';
import { writeCode } from './code.ts';

// Every state that the page can be in, each brought about as a person would.

export interface PageState {
  readonly name: string;
  /** Opened where there is much room. */
  bring(browser: Browser): Promise<App>;
  /** Ends what the page is still at. */
  readonly leave?: (app: App) => Promise<void>;
  /** Where the page is another width, what is looked at may have to be brought into sight again. */
  readonly again?: (app: App) => Promise<void>;
}

/** Files of the test's own on disk. */
export interface StateFiles {
  /** Two at least. */
  readonly pictures: readonly string[];
  readonly song: string;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A picture of somebody's own for the pictures that are taken, as those of the README are. */
const OWN = process.env['STILLMOTION_LOOK'];
/** What is looked at is mostly the page around the film: a larger one would only take longer. */
const SMALL: SpecInput = OWN === undefined ? { size: { width: 320, height: 240 } } : {};

const SHADER = `/*{ "INPUTS": [
  { "NAME": "strength", "TYPE": "float", "DEFAULT": 0.4, "MIN": 0, "MAX": 1 },
  { "NAME": "tint", "TYPE": "color", "DEFAULT": [0.9, 0.4, 0.2, 1] },
  { "NAME": "inverted", "TYPE": "bool", "DEFAULT": false },
  { "NAME": "middle", "TYPE": "point2D", "DEFAULT": [0.5, 0.5], "MIN": [0, 0], "MAX": [1, 1] }
] }*/
vec4 effect(vec2 uv) {
  vec4 color = image(uv);
  float near = 1.0 - smoothstep(0.0, 0.6, distance(uv, middle));
  vec3 tinted = mix(color.rgb, inverted ? 1.0 - tint.rgb : tint.rgb, near * strength);
  return vec4(tinted, color.a);
}
`;

/** Cards that are in sight have their pictures. */
const drawn = (app: App) =>
  eventually(async () =>
    expect(
      await app.page.$$eval(
        '.choice-card .picture',
        (pictures) =>
          pictures.filter((picture) => {
            const { left, right, top, bottom } = picture.getBoundingClientRect();
            const isSeen =
              right > left && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
            return isSeen && !picture.closest('li')?.dataset['drawn'];
          }).length,
      ),
    ).toBe(0),
  );

const VIEWPORT = { width: 1440, height: 900 };

function withoutGraphics(): void {
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas])
    Object.assign(prototype, { getContext: () => null });
}

function withoutEncoder(): void {
  Reflect.deleteProperty(globalThis, 'VideoEncoder');
}

async function press(app: App, keys: readonly string[]): Promise<void> {
  const { keyboard } = app.page;
  /* oxlint-disable no-await-in-loop -- one after the other, as fingers do */
  for (const key of keys.slice(0, -1)) await keyboard.down(key as 'Control');
  await keyboard.press(keys.at(-1) as 'k');
  for (const key of keys.slice(0, -1)) await keyboard.up(key as 'Control');
  /* oxlint-enable no-await-in-loop */
}

/** Opens what a selector names, of what is folded. */
const unfold = (app: App, within: string) =>
  app.page.$$eval(`${within} details`, (folds) => {
    for (const fold of folds) fold.open = true;
  });

/** So that a kind of settings begins at the panel's top. */
const bringUp = (app: App, selector: string) =>
  app.page.$eval(selector, (element) => {
    const panel = element.closest('.panel');
    panel?.scrollBy(0, element.getBoundingClientRect().top - panel.getBoundingClientRect().top);
  });

async function openDialog(app: App, name: string): Promise<App> {
  await app.click('button', name);
  await app.page.waitForSelector('dialog[open]');
  return app;
}

export async function pageStates({ pictures, song }: StateFiles): Promise<readonly PageState[]> {
  const path = OWN ?? here('../../docs/eye-ground.webp');
  const picture: Pick<AppChoice, 'answers' | 'query'> = {
    query: `?picture=picture.webp&name=${basename(path)}`,
    answers: {
      '/picture.webp': { contentType: 'image/webp', body: await readFile(path) },
      '/broken.jpg': { contentType: 'image/jpeg', body: 'not a picture' },
    },
  };
  const open = (browser: Browser, spec: SpecInput = {}, more: AppChoice = {}) =>
    openApp(browser, { ...picture, viewport: VIEWPORT, spec: { ...SMALL, ...spec }, ...more });

  const openFiles = async ({ page }: App, paths: readonly string[]) => {
    const input = await page.$('#file');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
  };
  const choosePictures = async (app: App) => {
    await openFiles(app, pictures);
    await app.page.waitForSelector('#stack .of-pictures ~ .of-pictures .layer-name');
  };
  const openCode = async (app: App, text: string) => {
    await app.click('button', '{ } Write a shader');
    await app.find('textbox', 'my-effect.glsl');
    await writeCode(app, text);
  };
  /** @param row of the stack, that is selected */
  const settings = (name: string, row: string, spec: SpecInput = {}): PageState => ({
    name: `settings-${name}`,
    async bring(browser) {
      const app = await open(browser, spec);
      await select(app, row);
      return app;
    },
    again: (app) => bringUp(app, '#parameters'),
  });
  /** On a phone they are among the settings. */
  const choices = (name: string, words = ''): PageState => ({
    name: `choices-${name}${words && `-${words}`}`.toLowerCase(),
    async bring(browser) {
      const app = await open(browser);
      await openChoices(app, name);
      if (words !== '') await app.page.type(`#choose-${name.toLowerCase()} input`, words);
      await drawn(app);
      return app;
    },
    async again(app) {
      await bringUp(app, '#choices');
      await drawn(app);
    },
  });
  const dialog = (name: string, button: string): PageState => ({
    name,
    bring: async (browser) => openDialog(await open(browser), button),
  });
  const exportPanel = async (browser: Browser, spec: SpecInput = {}, more: AppChoice = {}) => {
    const app = await open(browser, { frames: 60, ...spec }, more);
    await app.click('button', 'Export');
    await app.page.waitForSelector('#export-offer p');
    return app;
  };

  return [
    {
      name: 'first-view',
      bring: async (browser) => {
        const app = await openApp(browser, { viewport: VIEWPORT });
        await eventually(async () =>
          expect((await app.page.$$('#samples .card')).length).toBeGreaterThan(5),
        );
        return app;
      },
    },
    {
      name: 'sample',
      bring: (browser) => openApp(browser, { viewport: VIEWPORT, query: '?sample=ridges' }),
    },
    settings('motion', 'Roll', { motions: [{ kind: 'zoom' }, { kind: 'roll', step: -2.5 }] }),
    settings('effects', 'Duotone', {
      effects: [{ name: 'duotone' }, { name: 'vignette', amount: 0.9 }],
    }),
    settings('timing', 'Time', { duration: 12.5 }),
    settings('picture', basename(path)),
    settings('canvas', 'Frame', {
      layout: 'figure',
      title: 'Frame {f:3d}\nAt {t:.2f} s of the film',
    }),
    settings('title', 'Title', {
      layout: 'figure',
      title: 'Frame {f:3d}\nAt {t:.2f} s of the film',
    }),
    {
      name: 'stack',
      // As far as can be on a phone: from its top.
      async bring(browser) {
        const app = await open(browser, { effects: [{ name: 'duotone' }, { name: 'grain' }] });
        await choosePictures(app);
        await app.click('button', 'Grain is on');
        return app;
      },
      again: ({ page }) =>
        page.$eval('#tabs button', (tab) => {
          if (tab.checkVisibility() && tab.getAttribute('aria-current') !== 'true') tab.click();
        }),
    },
    {
      name: 'settings-advanced',
      async bring(browser) {
        const app = await open(browser, { motions: [{ kind: 'kenburns' }] });
        await unfold(app, '#settings');
        return app;
      },
    },
    {
      name: 'effect-open',
      async bring(browser) {
        const app = await open(browser);
        await addEffect(app, 'Duotone');
        await app.find('button', 'Remove Duotone');
        await addEffect(app, 'Swirl');
        await app.find('button', 'Remove Swirl');
        await unfold(app, '#parameters');
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    choices('Motions'),
    choices('Motions', 'sway'),
    choices('Effects'),
    choices('Effects', 'light'),
    choices('Text'),
    choices('Code'),
    {
      name: 'choices-pictures',
      async bring(browser) {
        const app = await open(browser);
        await choosePictures(app);
        await openChoices(app, 'Pictures');
        await app.click('button', 'Picture 2: hills.png');
        await drawn(app);
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'choices-folded',
      async bring(browser) {
        const app = await open(browser);
        await app.click('button', 'Motions');
        return app;
      },
    },
    {
      name: 'setting-refused',
      async bring(browser) {
        const app = await open(browser);
        await app.fill('Frames', '0');
        await app.find('textbox', 'Frames');
        await (await app.find('textbox', 'Frames')).focus();
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'setting-explained',
      async bring(browser) {
        const app = await open(browser);
        // Nothing has a longer explanation.
        await select(app, basename(path));
        await app.page.focus('#option-background');
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'pictures',
      async bring(browser) {
        const app = await open(browser);
        await choosePictures(app);
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'picture-selected',
      async bring(browser) {
        const app = await open(browser);
        await choosePictures(app);
        await app.page.click('#stack .of-pictures ~ .of-pictures .layer-name');
        await unfold(app, '#parameters');
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'transition',
      async bring(browser) {
        const app = await open(browser);
        await choosePictures(app);
        await openChoices(app, 'Transitions');
        await app.click('button', 'Wipe');
        await app.find('textbox', 'Angle');
        await unfold(app, '#parameters');
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'sound',
      async bring(browser) {
        const app = await open(browser);
        await openSound(app, song);
        await app.page.waitForSelector('.waveform canvas');
        return app;
      },
    },
    {
      name: 'export',
      async bring(browser) {
        const app = await exportPanel(browser);
        await eventually(async () =>
          expect(await textOf(app, 'export')).toMatch(/as it is encoded.*about/s),
        );
        return app;
      },
    },
    {
      name: 'export-refused',
      bring: (browser) => exportPanel(browser, {}, { prepare: withoutEncoder }),
    },
    {
      name: 'export-running',
      async bring(browser) {
        const app = await exportPanel(browser);
        await holdFilms(app);
        await app.click('button', 'Export and download');
        await app.find('status', 'Frames exported');
        return app;
      },
      async leave(app) {
        await app.page.evaluate(() => globalThis.goOn?.());
        await eventually(async () => expect(await textOf(app, 'export')).toContain('PSNR'));
      },
    },
    {
      name: 'export-done',
      async bring(browser) {
        const app = await exportPanel(browser);
        await app.click('button', 'Export and download');
        await eventually(async () => expect(await textOf(app, 'export')).toContain('PSNR'));
        return app;
      },
    },
    {
      name: 'export-failed',
      async bring(browser) {
        const app = await exportPanel(browser, { encoder: 'webcodecs' });
        await app.page.evaluate(() => {
          globalThis.VideoEncoder.prototype.encode = () => {
            throw new DOMException('The encoder went away.', 'OperationError');
          };
          globalThis.VideoEncoder.prototype.flush = () =>
            Promise.reject(new DOMException('The encoder went away.', 'OperationError'));
        });
        await app.click('button', 'Export and download');
        await eventually(async () => expect(await textOf(app, 'export-jobs')).toMatch(/went away/));
        return app;
      },
    },
    dialog('open', 'Open…'),
    {
      name: 'open-recent',
      async bring(browser) {
        // What comes with the page's own address is kept nowhere.
        const app = await openApp(browser, { viewport: VIEWPORT });
        const [sea = '', hills = ''] = pictures;
        for (const film of [[sea], [hills], [sea, hills], [OWN ?? sea]]) {
          await openFiles(app, film);
          const names = film.map((file) => basename(file));
          await eventually(async () => {
            const kept = await keptWork(app);
            expect(kept?.names ?? [kept?.name]).toEqual(names);
          });
        }
        await openDialog(app, 'Open…');
        await eventually(async () =>
          expect((await app.page.$$('.recent-list img')).length).toBeGreaterThan(1),
        );
        return app;
      },
    },
    dialog('lab', 'Frame-rate lab'),
    dialog('share', 'Share'),
    dialog('help', 'Help'),
    {
      name: 'palette',
      async bring(browser) {
        const app = await open(browser);
        await press(app, ['Control', 'k']);
        await app.find('listbox', 'Found');
        await app.page.keyboard.type('gra');
        return app;
      },
    },
    {
      name: 'compare',
      async bring(browser) {
        const app = await open(browser, { effects: [{ name: 'duotone' }] });
        await app.click('button', 'A|B: compare');
        await app.page.waitForSelector('.compare:not(.waits)');
        return app;
      },
    },
    {
      name: 'whole-picture',
      async bring(browser) {
        const app = await open(browser, {
          motions: [{ kind: 'kenburns' }],
          crop: '80%x80%+10%+10%',
        });
        await app.click('button', 'Whole picture');
        await app.page.waitForSelector('.picture-box');
        return app;
      },
    },
    {
      name: 'points',
      async bring(browser) {
        const app = await open(browser, {
          motions: [{ kind: 'zoom' }],
          effects: [{ name: 'swirl', centre: [0.3, 0.3] }],
        });
        await app.find('button', 'Swirl: Centre');
        return app;
      },
    },
    {
      name: 'part',
      bring: (browser) => open(browser, { frames: 100, range: { first: 20, last: 70 } }),
    },
    {
      name: 'code',
      async bring(browser) {
        const app = await open(browser);
        await openCode(app, SHADER);
        return app;
      },
    },
    {
      name: 'effect-as-code',
      async bring(browser) {
        const app = await open(browser, {
          motions: [{ kind: 'kenburns' }],
          effects: [{ name: 'duotone' }],
        });
        await app.click('button', 'Edit Duotone as code');
        await app.find('textbox', 'my-duotone.glsl');
        return app;
      },
    },
    {
      name: 'code-fault',
      async bring(browser) {
        const app = await open(browser);
        await openCode(app, SHADER.replace('color.a)', 'colour.a)'));
        await app.page.waitForSelector('#code-fault', { visible: true });
        return app;
      },
    },
    {
      name: 'uniforms',
      async bring(browser) {
        const app = await open(browser);
        await openCode(app, SHADER);
        await app.page.waitForSelector('#parameters [id$="strength"]');
        await app.page.click('.code-panel [aria-label="Close"]');
        await app.find('textbox', 'Strength');
        return app;
      },
      again: (app) => bringUp(app, '#parameters'),
    },
    {
      name: 'offered-code',
      async bring(browser) {
        const code = encodeURIComponent(JSON.stringify([{ source: SHADER, file: 'warm.glsl' }]));
        const app = await openApp(browser, {
          ...picture,
          viewport: VIEWPORT,
          query: `${picture.query}#code=${code}`,
        });
        await app.page.waitForSelector('.offered-code[open]');
        return app;
      },
    },
    {
      name: 'told',
      async bring(browser) {
        const app = await open(browser);
        await app.page.evaluate(() => {
          location.hash = `#picture=${encodeURIComponent('https://pictures.example/a.jpg')}`;
        });
        await app.page.reload();
        await app.page.waitForSelector('#messages .notice');
        return app;
      },
    },
    {
      name: 'warned',
      async bring(browser) {
        const app = await open(browser);
        await handOver(app, 'drop', {
          bytes: new TextEncoder().encode('no picture'),
          names: ['broken.jpg'],
        });
        await app.page.waitForSelector('#alerts .notice');
        return app;
      },
    },
    {
      name: 'preview-menu',
      async bring(browser) {
        const app = await open(browser);
        await app.page.click('.chip');
        await app.page.click('#preview input[value="2"]');
        return app;
      },
    },
    {
      name: 'without-graphics',
      bring: (browser) => open(browser, {}, { prepare: withoutGraphics }),
    },
  ];
}
