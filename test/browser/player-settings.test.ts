import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parametersOf } from '../../src/effects/effect.ts';
import { findEffect } from '../../src/effects/index.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { MOTIONS } from '../../src/motions/index.ts';
import {
  addEffect,
  type App,
  eventually,
  frameOf,
  lastFrame,
  openApp,
  pictureOf,
  select,
  shared,
  shootFilm,
} from './app.ts';
import { keptWork } from './kept-work.ts';
import { sharedBrowser } from './page.ts';
import { specOf } from './several.ts';
import { colorAt, fromPng, smooth, toPng } from './pixels.ts';

const answers = {
  '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 100, height: 60 })) },
};
const query = '?picture=photo.png&name=my%20photo.png';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput = {}) => openApp(browser, { answers, query, spec });
const seam = (app: App) => app.page.$eval('#seam', (element) => element.textContent ?? '');

/** Shows what of a group is advanced. */
const unfold = (app: App, group: string) => app.page.click(`#${group}-advanced`);

describe('the settings', () => {
  it('are those of the command line, and those of every motion and effect, each explained', async () => {
    const app = await open();
    const fields = () =>
      app.page.$$eval('.panel .control', (elements) =>
        elements.map((element) => ({
          label: element.querySelector('label')?.textContent,
          unit: element.querySelector('.unit')?.textContent,
          hint: element.querySelector('.hint')?.textContent ?? '',
        })),
      );
    const named = (list: readonly { label: string; unit?: string | undefined }[]) =>
      list.map(({ label, unit }) => `${label} ${unit ?? ''}`.trim()).toSorted();
    const shown = async () =>
      (await fields()).map(({ label, unit }) => `${label} ${unit ?? ''}`.trim()).toSorted();
    const options = SPEC_OPTIONS.filter(
      ({ kind, field, scope }) =>
        scope !== 'sound' &&
        kind !== 'transitions' &&
        kind !== 'motions' &&
        kind !== 'effects' &&
        !field.startsWith('roll.'),
    );
    const roll = MOTIONS.find(({ name }) => name === 'roll')?.parameters ?? [];
    expect(await shown()).toEqual(named([...options, ...roll]));
    for (const { hint } of await fields()) expect(hint.length).toBeGreaterThan(15);

    const motions = MOTIONS.filter(({ name }) => name !== 'roll').slice(0, 3);
    const effects = ['grain', 'hue', 'iris'];
    await app.page.evaluate(
      (spec) => (location.hash = `spec=${encodeURIComponent(spec)}`),
      JSON.stringify({
        motions: motions.map(({ name }) => ({ kind: name })),
        effects: effects.map((name) => ({ name })),
      }),
    );
    const ofEffects = effects.flatMap((name) => parametersOf(findEffect(name)));
    await eventually(async () =>
      expect(await shown()).toEqual(
        named([...options, ...motions.flatMap(({ parameters }) => parameters), ...ofEffects]),
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('give motions and effects, in their order, to film, link and command', async () => {
    const app = await open({ frames: 12 });
    const spec = async () => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;
    await app.click('button', 'Add Zoom to the others');
    await app.find('button', 'Remove Zoom');
    // Two edits in one tick.
    await app.page.evaluate(() => {
      for (const [id, value] of [
        ['motions-1-to', '2'],
        ['motions-1-about', '25% 75%'],
      ] as const) {
        const field = document.querySelector<HTMLInputElement>(`#${id}`);
        if (field === null) throw new Error(`no ${id}`);
        field.value = value;
        field.dispatchEvent(new Event('change'));
      }
    });
    await app.click('button', 'Remove Roll');
    await addEffect(app, 'Grain');
    await app.find('button', 'Remove Grain');
    await addEffect(app, 'Vignette');
    await app.click('button', 'Move Vignette up');
    await app.find('button', 'Move Vignette down');
    await app.click('button', 'Grain');
    await app.fill('Amount', '0.4');
    await eventually(async () =>
      expect(await shared(app, 'Command')).toBe(
        "npx stillmotion render 'my photo.png' --motion 'zoom:to=2,about=25% 75%' --effect 'vignette + grain:amount=0.4' --frames 12",
      ),
    );
    expect(await shared(app, 'Link')).toContain(encodeURIComponent('"amount":0.4'));

    await app.click('button', 'Vignette is on');
    await eventually(async () => expect((await spec()).effects).toMatchObject([{ name: 'grain' }]));
    await app.click('button', 'Vignette is on');
    await eventually(async () =>
      expect((await spec()).effects).toMatchObject([{ name: 'vignette' }, { name: 'grain' }]),
    );
    await app.click('button', 'Remove Grain');
    await eventually(async () =>
      expect((await spec()).effects).toMatchObject([{ name: 'vignette' }]),
    );
    await app.click('button', 'Remove Vignette');
    await eventually(async () => expect((await spec()).effects).toEqual([]));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('take quick presses for the layers that they were on, and so do undo and redo', async () => {
    const app = await open({
      frames: 12,
      effects: ['grain', 'hue', 'iris'].map((name) => ({ name })),
    });
    const effects = async () =>
      ((JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput).effects ?? []).map(
        ({ name }) => name,
      );
    /** Several in one tick: the film follows none of them before the last. */
    const press = (...names: readonly string[]) =>
      app.page.evaluate((labels) => {
        const buttons = labels.map((label) => {
          const button = document.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);
          if (button === null) throw new Error(`no ${label}`);
          return button;
        });
        for (const button of buttons) button.click();
      }, names);
    await app.find('button', 'Remove Iris');
    await press('Remove Grain', 'Remove Hue');
    await eventually(async () => expect(await effects()).toEqual(['iris']));
    await press('Undo', 'Undo');
    await eventually(async () => expect(await effects()).toEqual(['grain', 'hue', 'iris']));
    // Each is on its own layer, though the one before has moved it.
    await press('Move Grain down', 'Grain is on', 'Move Iris up');
    await eventually(async () => expect(await effects()).toEqual(['hue', 'iris']));
    const order = () =>
      app.page.$$eval('#stack .of-effects .layer-name', (all) =>
        all.map((each) => each.textContent),
      );
    expect(await order()).toEqual(['Hue', 'Iris', 'Grain']);
    // What is off is kept, and comes back where it stands.
    await press('Grain is on', 'Remove Hue');
    await eventually(async () => expect(await effects()).toEqual(['iris', 'grain']));
    // A value, and at once the layer before it goes.
    await app.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#effects-1-amount');
      if (field === null) throw new Error('no amount');
      field.value = '0.4';
      document.querySelector<HTMLButtonElement>('[aria-label="Remove Iris"]')?.click();
      field.dispatchEvent(new Event('change'));
    });
    await eventually(async () =>
      expect((JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput).effects).toMatchObject([
        { name: 'grain', amount: 0.4 },
      ]),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('keep what is switched off through undo and redo, and when the page is opened anew', async () => {
    const app = await openApp(browser, { query: '?sample=ridges' });
    const rows = () =>
      app.page.$$eval('#stack .of-effects', (layers) =>
        layers.map((each) =>
          [
            each.classList.contains('off') ? 'off' : 'on',
            each.querySelector('.layer-name')?.textContent,
          ].join(' '),
        ),
      );
    await addEffect(app, 'Duotone');
    await addEffect(app, 'Grain');
    await app.click('button', 'Duotone is on');
    const off = ['off Duotone', 'on Grain'];
    const inFilm = async () => (await specOf(app)).effects?.map(({ name }) => name);
    await eventually(async () => expect(await inFilm()).toEqual(['grain']));
    expect(await rows()).toEqual(off);
    await app.click('button', 'Undo');
    await eventually(async () => expect(await rows()).toEqual(['on Duotone', 'on Grain']));
    await app.click('button', 'Redo');
    await eventually(async () => expect(await rows()).toEqual(off));
    await eventually(async () =>
      expect((await keptWork(app))?.draft.effects?.map(({ name }) => name)).toEqual(['grain']),
    );
    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    await eventually(async () => expect(await rows()).toEqual(off));
    expect(await inFilm()).toEqual(['grain']);
    await app.click('button', 'Duotone is on');
    await eventually(async () => expect(await inFilm()).toEqual(['duotone', 'grain']));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('leave the focus where it was pressed, when layers change places', async () => {
    const app = await open({
      frames: 12,
      effects: ['grain', 'hue', 'iris'].map((name) => ({ name })),
    });
    const focused = () =>
      app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await (await app.find('button', 'Move Iris up')).focus();
    await app.page.keyboard.press('Enter');
    await eventually(async () =>
      expect(
        await app.page.$$eval('#stack .of-effects .layer-name', (all) => all[1]?.textContent),
      ).toBe('Iris'),
    );
    expect(await focused()).toBe('Move Iris up');
    await (await app.find('button', 'Remove Iris')).focus();
    await app.page.keyboard.press('Enter');
    await eventually(async () => expect(await focused()).toBe('Remove Hue'));
    await app.close();
  });

  it('take a file that an effect reads, which no link carries', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sm-table-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const table = join(folder, 'black.cube');
    await writeFile(table, 'LUT_1D_SIZE 2\n0 0 0\n0 0 0\n');
    const app = await open({ frames: 2, motions: [] });
    await addEffect(app, 'LUT');
    const chooser = await app.page.waitForSelector('#effects-0-table');
    await (chooser as ElementHandle<HTMLInputElement>).uploadFile(table);
    const middle = async () => {
      const shot = fromPng(await shootFilm(app.page));
      return colorAt(shot, Math.floor(shot.width / 2), Math.floor(shot.height / 2));
    };
    await eventually(async () => expect(await middle()).toEqual([0, 0, 0]));
    expect(await app.page.$eval('#effects-0-table-control', (at) => at.textContent)).toContain(
      'black.cube',
    );
    expect(await shared(app, 'Command')).toContain('--effect lut:table=black.cube');
    expect(await shared(app, 'Link')).not.toContain('black');
    // A table that can't be read is said where it was chosen, and the film stays.
    await writeFile(table, 'LUT_1D_SIZE 2\n0 0 0\n');
    await (chooser as ElementHandle<HTMLInputElement>).uploadFile(table);
    await eventually(async () =>
      expect(await app.page.$eval('#effects-0-table-problem', (at) => at.textContent)).toMatch(
        /black \(2\)\.cube:3: it ends after 1/,
      ),
    );
    expect(await middle()).toEqual([0, 0, 0]);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('change the film when they are changed, and only then', async () => {
    const app = await open();
    await app.fill('Step', '-2.5');
    await eventually(async () => expect(await lastFrame(app)).toBe(39));
    await app.fill('Frames', '50');
    await eventually(async () => expect(await lastFrame(app)).toBe(49));
    await app.fill('Duration', '0.5');
    await eventually(async () => expect(await lastFrame(app)).toBe(14));
    expect(await app.read('textbox', 'Frames')).toBe('');
    await app.choose('Layout', 'figure');
    await app.fill('Canvas', '320x240');
    const size = () => app.page.$eval('canvas', ({ width, height }) => [width, height]);
    await eventually(async () => expect(await size()).toEqual([320, 240]));
    await app.click('button', 'Reset all settings');
    await eventually(async () => expect(await size()).toEqual([100, 60]));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are all taken when several are set in one tick', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      const set = (id: string, value: string) => {
        const control = document.querySelector<HTMLInputElement>(`#option-${id}`);
        if (control === null) throw new Error(`no control for ${id}`);
        control.value = value;
        control.dispatchEvent(new Event('change'));
      };
      set('frames', '12');
      set('loops', '3');
      set('range', '5-99');
      set('codec', 'vp9');
    });
    await eventually(async () => expect(await lastFrame(app)).toBe(11));
    const spec = JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;
    expect(spec).toMatchObject({ frames: 12, loops: 3, codec: 'vp9' });
    // What can't be is refused alone, and said where it was set.
    expect(spec.range).toBeUndefined();
    const problem = await app.page.$eval('#option-range-problem', ({ textContent }) => textContent);
    expect(problem).toContain('0-11');
    await app.close();
  });

  it('take numbers with their units, as people write them', async () => {
    const app = await open({ motions: [{ kind: 'rotate' }] });
    for (const [name, text, value] of [
      ['To', '90 degrees', '90'],
      ['Duration', '2.5 s', '2.5'],
      ['Frame rate', '24fps', '24'],
      ['Length in seconds', '3s', '3.00'],
    ] as const) {
      await app.fill(name, text);
      await eventually(async () => expect(await app.read('textbox', name)).toBe(value));
    }
    await eventually(async () => expect(await lastFrame(app)).toBe(71));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('go up and down by arrow keys, in the steps of their sliders', async () => {
    const app = await open({ motions: [{ kind: 'roll', step: 2 }], duration: 4 });
    for (const [name, keys, value] of [
      ['Step', ['ArrowUp', 'ArrowUp', 'ArrowDown'], '2.25'],
      ['Duration', ['ArrowUp'], '4.1'],
      ['Frame rate', ['ArrowDown'], '29'],
    ] as const) {
      const field = await app.find('textbox', name);
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as fingers do
      for (const key of keys) await field.press(key);
      await eventually(async () => expect(await app.read('textbox', name)).toBe(value));
    }
    await eventually(async () =>
      expect(await specOf(app)).toMatchObject({
        motions: [{ kind: 'roll', step: 2.25 }],
        duration: 4.1,
        fps: { numerator: 29, denominator: 1 },
      }),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('turn an angle by a dial, as often as somebody goes around, in one step to undo', async () => {
    const app = await open({ motions: [{ kind: 'rotate', to: 180 }] });
    const to = async () => Number(await app.read('textbox', 'To'));
    const dial = await app.page.$('#motions-0-to-control .dial');
    const { x = 0, y = 0, width = 0 } = (await dial?.boundingBox()) ?? {};
    const goTo = (degrees: number) => {
      const [along, down] = [Math.cos, Math.sin].map((of) => of((degrees * Math.PI) / 180));
      const [middle, radius] = [width / 2, width / 3];
      return app.page.mouse.move(
        x + middle + radius * (along ?? 0),
        y + middle + radius * (down ?? 0),
      );
    };
    await goTo(180);
    await app.page.mouse.down();
    for (let degrees = 200; degrees <= 450; degrees += 10) await goTo(degrees);
    // A rest on the way begins no other step: the history's clock goes on by a minute here.
    await app.page.evaluate(() => {
      const now = performance.now.bind(performance);
      performance.now = () => now() + 60_000;
    });
    await goTo(445);
    await goTo(450);
    await app.page.mouse.up();
    // A pointer stands on whole pixels.
    expect(Math.abs((await to()) - 450)).toBeLessThan(4);
    await eventually(async () =>
      expect(Math.abs(Number((await specOf(app)).motions?.[0]?.['to']) - 450)).toBeLessThan(4),
    );
    await app.click('button', 'Undo');
    await eventually(async () => expect(await to()).toBe(180));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are changed by a drag of their labels, a click on which goes to the field', async () => {
    const app = await open({ motions: [{ kind: 'roll', step: 2 }] });
    const label = await app.page.$('label[for="motions-0-step"]');
    const { x = 0, y = 0 } = (await label?.boundingBox()) ?? {};
    await app.page.mouse.move(x + 5, y + 12);
    await app.page.mouse.down();
    await app.page.mouse.move(x + 45, y + 12, { steps: 5 });
    await app.page.mouse.up();
    // Ten steps of a quarter.
    await eventually(async () =>
      expect((await specOf(app)).motions).toMatchObject([{ kind: 'roll', step: 4.5 }]),
    );
    expect(await app.page.evaluate(() => document.activeElement?.id)).not.toBe('motions-0-step');
    await app.click('button', 'Undo');
    await eventually(async () => expect(await app.read('textbox', 'Step')).toBe('2'));
    await label?.click();
    expect(await app.page.evaluate(() => document.activeElement?.id)).toBe('motions-0-step');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('say what is wrong beside the control, and leave the film as it was', async () => {
    const app = await open({ frames: 20 });
    const problem = (name: string) =>
      app.page.$eval(`#option-${name}-problem`, (element) => element.textContent);
    await app.fill('Frame rate', '29,97');
    await eventually(async () =>
      expect(await problem('fps')).toContain('with a point, such as 29.97'),
    );
    await app.fill('Frames', '0');
    await eventually(async () => expect(await problem('frames')).toContain('at least 1'));
    await app.fill('Title', '{x}');
    await eventually(async () => expect(await problem('title')).toContain('{x}'));
    await select(app, 'Time');
    await unfold(app, 'group-timing');
    await app.fill('Range', '5-99');
    await eventually(async () => expect(await problem('range')).toContain('0-19'));
    await app.fill('Size', '9000x9000');
    await eventually(async () => expect(await problem('size')).toContain('at most'));
    expect(await lastFrame(app)).toBe(19);
    await app.fill('Frames', '21');
    await eventually(async () => expect(await problem('frames')).toBe(''));
    await app.close();
  });
});

describe('the seam check', () => {
  it('speaks of one frame as of one, and of a title that is too wide for the film', async () => {
    const app = await open({
      frames: 1,
      title: 'A title that is far too long to be read '.repeat(5),
    });
    await eventually(async () => expect(await seam(app)).toContain('1 frame closes the loop.'));
    expect(await seam(app)).toMatch(/title is wider than the film: .* px high instead of/);
    await app.close();
  });

  it('says that a loop closes, or how far it jumps and what would close it', async () => {
    const app = await open({ motion: { kind: 'roll', step: 3 } });
    expect(await seam(app)).toContain('100 frames close the loop');
    await app.fill('Frames', '90');
    await eventually(async () => expect(await seam(app)).toContain('jumps 30 px'));
    // By another speed it takes as long as before.
    await app.click('button', 'Close the loop by a speed of 100 px/s');
    await eventually(async () => expect(await seam(app)).toContain('90 frames close the loop'));
    expect(await lastFrame(app)).toBe(89);
    await app.click('button', 'Undo');
    await eventually(async () => expect(await seam(app)).toContain('jumps 30 px'));
    await app.click('button', 'Close it with 100 frames');
    await eventually(async () => expect(await seam(app)).toContain('100 frames close the loop'));
    expect(await lastFrame(app)).toBe(99);
    await app.close();
  });
});

describe('a link', () => {
  const spec: SpecInput = {
    motion: { kind: 'roll', step: -1.5, axis: 'y' },
    layout: 'figure',
    title: 'A & B = {f:3d} #1',
    fps: { numerator: 30000, denominator: 1001 },
    codec: 'vp9',
  };

  it('opens the same state again', async () => {
    const first = await open(spec);
    for (let i = 0; i < 7; i++) await first.click('button', 'Step forward');
    const link = new URL(await shared(first, 'Link'));
    // The page's own server has the picture, as with `stillmotion play`.
    expect(link.search).toBe(query);
    const json = await shared(first, 'Spec (JSON)');
    await first.close();
    expect(JSON.parse(json)).toEqual(parseSpec(spec));

    const again = await openApp(browser, { answers, query: link.search + link.hash });
    expect(await frameOf(again)).toBe(7);
    expect(await pictureOf(again)).toBe('my photo.png · 100×60');
    expect(await shared(again, 'Spec (JSON)')).toBe(json);
    expect(again.errors).toEqual([]);
    await again.close();
  });

  it('has a command beside it that renders the same', async () => {
    const app = await open(spec);
    expect(await shared(app, 'Command')).toBe(
      "npx stillmotion render 'my photo.png' --step -1.5 --axis y --layout figure --title 'A & B = {f:3d} #1' --fps 30000/1001 --codec vp9",
    );
    await app.close();
  });
});

describe('the frame-rate lab', () => {
  it('shows the same motion at four rates, its speed kept apart from them', async () => {
    const app = await open({});
    await app.click('button', 'Frame-rate lab');
    const captions = () =>
      app.page.$$eval('#lab-panes p > .hint:first-child', (elements) =>
        elements.map(({ textContent }) => textContent),
      );
    await eventually(async () =>
      expect(await captions()).toEqual(['48 px apart', '20 px apart', '10 px apart', '4 px apart']),
    );
    await app.choose('Pane 2: rate', '50');
    await app.choose('Hold each image', '2');
    await eventually(async () =>
      expect(await captions()).toEqual([
        '2.5 images/s, 96 px apart',
        '25 images/s, 9.6 px apart',
        '12 images/s, 20 px apart',
        '30 images/s, 8 px apart',
      ]),
    );
    const widths = () =>
      app.page.$$eval('#lab-panes canvas', (canvases) => canvases.map((canvas) => canvas.width));
    await eventually(async () => {
      const [first = 0, ...others] = await widths();
      expect(first).toBeGreaterThan(100);
      expect(others).toEqual([first, first, first]);
    });
    await app.choose('Pane 3: rate', '0');
    await eventually(async () => expect((await captions())[2]).toBe(''));
    await app.click('button', 'Play');
    await app.find('button', 'Pause');
    // What is really shown is counted while it plays.
    await eventually(async () =>
      expect(await app.page.$eval('#lab-panes', (panes) => panes.textContent)).toMatch(
        /apart, \d+ shown/,
      ),
    );
    await app.click('button', 'Close');
    await eventually(async () => expect(await widths()).toEqual([1, 1, 1, 1]));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('says what to look for, and gives the film a rate that was found in it', async () => {
    const app = await open({});
    await app.click('button', 'Frame-rate lab');
    const sights = () =>
      app.page.$$eval('#lab-panes .look', (elements) =>
        elements.map(({ textContent }) => textContent),
      );
    await eventually(async () => expect((await sights())[1]).toMatch(/begins to be motion/));
    await app.choose('Hold each image', '2');
    await eventually(async () => expect((await sights())[1]).toMatch(/sees every jump/));
    await app.page.click('#lab-panes figure:nth-child(2) button');
    await eventually(async () =>
      expect(await app.page.$eval('#messages', (messages) => messages.textContent)).toContain(
        'The film has 12 frames a second, each image held for 2.',
      ),
    );
    expect(await app.page.$('dialog[open]')).toBeNull();
    expect(await app.read('combobox', 'Rate')).toBe('12');
    expect(await shared(app, 'Command')).toMatch(/--fps 12 --hold 2|--hold 2.*--fps 12/);
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
