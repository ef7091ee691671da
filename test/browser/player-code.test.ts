import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { type App, eventually, frameOf, openApp, shared, shootFilm } from './app.ts';
import { watchOpen } from '../faults/long/open-objects.ts';
import { sharedBrowser } from './page.ts';
import { colorAt, fromPng, smooth, toPng } from './pixels.ts';
import { writeCode } from './code.ts';

const answers = {
  '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 96, height: 64 })) },
};
const query = '?picture=photo.png&name=photo.png';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput) => openApp(browser, { answers, query, spec });
const specOf = async (app: App) => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;

async function middleOf(app: App) {
  const shot = fromPng(await shootFilm(app.page));
  return colorAt(shot, Math.floor(shot.width / 2), Math.floor(shot.height / 2));
}

const PAINT = (color: string) => `/*{ "INPUTS": [
  { "NAME": "strength", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 1 }
] }*/
vec4 effect(vec2 uv) {
  return vec4(vec3(${color}) * strength, 1.0);
}
`;

describe('the code of an effect', () => {
  it('is written beside the film, which keeps the last that compiled; inputs are controls', async () => {
    const app = await open({ motions: [], frames: 2 });
    await app.click('button', '{ } Write a shader');
    await app.find('textbox', 'my-effect.glsl');
    await writeCode(app, PAINT('1.0, 0.0, 0.0'));
    await eventually(async () => expect(await middleOf(app)).toEqual([255, 0, 0]));

    // Its controls stay in sight while it is written, and are of use.
    await app.fill('Strength', '0.5');
    await eventually(async () => expect(await middleOf(app)).toEqual([128, 0, 0]));
    expect(await app.page.$eval('.code-panel', (panel) => panel.checkVisibility())).toBe(true);
    await app.fill('Strength', '1');
    await writeCode(app, PAINT('1.0, 0.0'));
    await app.page.waitForSelector('#code-fault', { visible: true });
    const fault = () => app.page.$eval('#code-fault', ({ textContent }) => textContent);
    expect(await fault()).toMatch(/my-effect\.glsl:5:/);
    expect(
      await app.page.$$eval('.line-numbers .faulty', (lines) =>
        lines.map((line) => line.textContent),
      ),
    ).toEqual(['5\n']);
    expect(await middleOf(app)).toEqual([255, 0, 0]);
    await app.page.click('#code-fault');
    expect(
      await app.page.$eval('#code', (field) => {
        const { value, selectionStart } = field as HTMLTextAreaElement;
        return value.slice(0, selectionStart).split('\n').length;
      }),
    ).toBe(5);

    await writeCode(app, PAINT('0.0, 0.0, 1.0'));
    await eventually(async () => expect(await middleOf(app)).toEqual([0, 0, 255]));
    expect(await app.page.$eval('#code-fault', (button) => button.checkVisibility())).toBe(false);
    await (await app.page.waitForSelector('.code-panel [aria-label="Close"]'))?.click();
    await app.fill('Strength', '0');
    await eventually(async () => expect(await middleOf(app)).toEqual([0, 0, 0]));
    expect((await specOf(app)).effects).toMatchObject([{ file: 'my-effect.glsl', strength: 0 }]);
    expect(await shared(app, 'Link')).not.toContain('vec4');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('of any of ours becomes a person’s own, with its values, and the film stays as it is', async () => {
    const app = await open({
      motions: [],
      frames: 2,
      effects: [{ name: 'duotone' }, { name: 'vignette', amount: 0.9 }],
    });
    const before = await shootFilm(app.page);
    await app.click('button', 'Edit Vignette as code');
    const code = await app.read('textbox', 'my-vignette.glsl');
    // As it was written, with its indents.
    expect(code).toContain('\n  vec4 color = image(uv);\n');
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([
        { name: 'duotone' },
        { file: 'my-vignette.glsl', amount: 0.9 },
      ]),
    );
    // The film is as large again when it is closed.
    await app.page.click('.code-panel [aria-label="Close"]');
    await eventually(async () => expect(Buffer.compare(await shootFilm(app.page), before)).toBe(0));
    await app.click('button', 'Edit My vignette as code');
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([
        { name: 'duotone' },
        { name: 'vignette' },
      ]),
    );
    // Nothing is left to be edited.
    expect(await app.page.$eval('.code-panel', (panel) => panel.checkVisibility())).toBe(false);
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('the code', () => {
  it('covers neither the film nor what can be set of it, at any width', async () => {
    const app = await open({ frames: 2, effects: [{ name: 'duotone' }, { name: 'vignette' }] });
    await app.click('button', 'Edit Duotone as code');
    await app.find('textbox', 'my-duotone.glsl');
    for (const [width, height] of [
      [1920, 1080],
      [1440, 900],
      [1000, 700],
      [820, 1180],
      [390, 844],
    ] as const) {
      await app.page.setViewport({ width, height });
      const covered = () =>
        app.page.evaluate(() => {
          const boxes = ['#canvas', '#code', '#parameters h3', '#effects-0-dark', '#play'].map(
            (each) => [each, document.querySelector(each)] as const,
          );
          return boxes
            .filter(([, element]) => {
              const {
                left,
                top,
                width: wide,
                height: high,
              } = element?.getBoundingClientRect() ?? new DOMRect();
              // What is long begins in sight, and is scrolled.
              const hit = document.elementFromPoint(left + wide / 2, top + Math.min(high / 2, 60));
              const isOver =
                element?.id === 'canvas' ? hit?.closest('#stage') : hit?.closest('main, .panel');
              return (
                wide === 0 || !isOver || (isOver.matches('.panel') && !isOver.contains(element))
              );
            })
            .map(([each]) => each);
        });
      // It is laid out when the page comes to it.
      await eventually(async () => expect(await covered(), `${width} px`).toEqual([]));
      expect(await app.page.$eval('#parameters h3', (title) => title.textContent)).toBe(
        'My duotone',
      );
    }
    // Exports come before it, and leave it as it was.
    await app.page.setViewport({ width: 1440, height: 900 });
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    await app.page.keyboard.press('Escape');
    await app.find('textbox', 'my-duotone.glsl');
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('A|B', () => {
  /** What stands at a share of the film’s width, in its middle row. */
  const seenAt = async (app: App, share: number) => {
    const shot = fromPng(await shootFilm(app.page));
    return colorAt(shot, Math.floor(share * (shot.width - 1)), Math.floor(shot.height / 2));
  };

  it('shows the frame without effects and as encoded, behind a split that is moved', async () => {
    const red = {
      source: 'vec4 effect(vec2 uv) { return vec4(1.0, 0.0, 0.0, 1.0); }',
      file: 'red.glsl',
    };
    const app = await open({ motions: [], frames: 4, effects: [{ name: 'posterise' }] });
    // A link carries no shader.
    await app.click('button', '{ } Write a shader');
    await app.find('textbox', 'my-effect.glsl');
    await writeCode(app, red.source);
    await eventually(async () => expect(await middleOf(app)).toEqual([255, 0, 0]));
    await app.page.keyboard.press('Escape');
    await app.click('button', 'A|B: compare');
    await app.page.waitForSelector('.compare:not(.waits)');
    expect(await seenAt(app, 0.1)).toEqual([255, 0, 0]);
    expect(await seenAt(app, 0.9)).not.toEqual([255, 0, 0]);
    await (await app.find('slider', 'Split between A and B')).focus();
    for (let n = 0; n < 25; n++) await app.page.keyboard.press('ArrowRight');
    expect(await app.page.$eval('.split', (split) => split.getAttribute('aria-valuenow'))).toBe(
      '100',
    );
    expect(await seenAt(app, 0.9)).toEqual([255, 0, 0]);
    for (let n = 0; n < 25; n++) await app.page.keyboard.press('ArrowLeft');
    await app.choose('Compare with', 'encoded');
    await eventually(async () =>
      expect(await app.page.$eval('.compare-bar', ({ textContent }) => textContent)).toMatch(
        /H\.264, standard: [\d.]+ .B for this frame alone/,
      ),
    );
    const [r, g, b] = await seenAt(app, 0.9);
    expect(r).toBeGreaterThan(240);
    expect(Math.max(g, b)).toBeLessThan(20);
    await app.click('button', 'Play');
    await eventually(async () =>
      expect(await app.page.$eval('.compare', (over) => over.checkVisibility())).toBe(false),
    );
    await app.click('button', 'Pause');
    await app.click('button', 'A|B: compare');
    expect(await app.page.$eval('.compare', (over) => over.checkVisibility())).toBe(false);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('shows the same motion at another rate, which goes along and plays along', async () => {
    // All red up to 1/12 s, then green: what both sides show of frame 2 of 30 differs, of frame 3 no more.
    const app = await open({ motions: [], frames: 60 });
    await app.click('button', '{ } Write a shader');
    await app.find('textbox', 'my-effect.glsl');
    await writeCode(
      app,
      'vec4 effect(vec2 uv) { return time < 0.05 ? vec4(1.0, 0.0, 0.0, 1.0) : vec4(0.0, 1.0, 0.0, 1.0); }',
    );
    await eventually(async () => expect(await middleOf(app)).toEqual([255, 0, 0]));
    await app.page.keyboard.press('Escape');
    await app.click('button', 'A|B: compare');
    await app.choose('Compare with', '12 fps');
    await app.page.waitForSelector('.compare.live:not(.waits)');
    const [red, green] = [
      [255, 0, 0],
      [0, 255, 0],
    ];
    for (const [frame, sides] of [
      [1, [red, red]],
      [2, [green, red]],
      [3, [green, green]],
    ] as const) {
      await app.click('button', 'Step forward');
      await eventually(async () => expect(await frameOf(app)).toBe(frame));
      await eventually(async () =>
        expect([await seenAt(app, 0.1), await seenAt(app, 0.9)]).toEqual(sides),
      );
    }
    await app.click('button', 'Play');
    await app.find('button', 'Pause');
    expect(await app.page.$eval('.compare', (over) => over.checkVisibility())).toBe(true);
    await app.click('button', 'A|B: compare');
    expect(await app.page.$eval('.compare', (over) => over.checkVisibility())).toBe(false);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('leaves nothing behind that has to be closed, however often it is looked at', async () => {
    const spec = { frames: 12, effects: [{ name: 'grain' }] };
    const app = await openApp(browser, { answers, query, spec, prepare: watchOpen });
    const { page } = app;
    const openNow = () => page.evaluate(() => globalThis.watched().open);
    // The picture of the film, once those of the cards are drawn.
    const before = { encoders: 0, frames: 0, bitmaps: 1, contexts: 1 };
    await eventually(async () => expect(await openNow()).toEqual(before));
    for (const way of ['effects', 'encoded', '5 fps', '24 fps', '60 fps']) {
      await app.click('button', 'A|B: compare');
      await app.choose('Compare with', way);
      await page.waitForSelector('.compare:not(.waits)');
      await app.click('button', 'A|B: compare');
    }
    // A browser has few graphics contexts, and takes the film's away where more are asked for.
    await eventually(async () => expect(await openNow()).toEqual(before));
    await app.click('button', 'Frame-rate lab');
    await eventually(async () => expect((await openNow()).contexts).toBe(5));
    await app.click('button', 'Close');
    await eventually(async () => expect(await openNow()).toEqual(before));
    await closeLabOnceMeasured(app);
    await eventually(async () => expect(await openNow()).toEqual(before));
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

/** Closes the lab between the measuring of its panes and their first motion, and waits until that would have come. */
function closeLabOnceMeasured({ page }: App): Promise<void> {
  return page.evaluate(async () => {
    const dialog = document.querySelector<HTMLDialogElement>('#lab-dialog');
    const panes = document.querySelector('#lab-panes');
    if (!dialog || !panes) throw new Error('there is no lab');
    dialog.showModal();
    await new Promise<void>((resolve) => {
      new ResizeObserver((_entries, observer) => {
        observer.disconnect();
        dialog.close();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }).observe(panes);
    });
    const moved = [...panes.querySelectorAll('canvas')].filter(({ style }) => style.width !== '');
    if (moved.length > 0) throw new Error(`${moved.length} panes have motions`);
  });
}
