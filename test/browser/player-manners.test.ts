import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type App, eventually, handOver, openApp, PHOTO, select } from './app.ts';
import { sharedBrowser } from './page.ts';
import { noise, toPng } from './pixels.ts';
import { keptWork } from './kept-work.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const wide = { width: 30, height: 10 };
const textOf = (app: App, selector: string) =>
  app.page.$eval(selector, (element) => element.textContent ?? '');
const canvasSize = (app: App) => app.page.$eval('canvas', ({ width, height }) => [width, height]);

declare global {
  var afterFourSeconds: (() => void) | undefined;
}

/** Four seconds are over when the test says so. */
function holdTime(): void {
  const wait = globalThis.setTimeout;
  const held = (work: () => void, time = 0) => {
    if (time !== 4000) return wait(work, time);
    globalThis.afterFourSeconds = work;
    return 0;
  };
  Object.assign(globalThis, { setTimeout: held });
}

describe('the page', () => {
  it('goes on playing behind and after dialogs, and by Space after a click', async () => {
    const app = await openApp(browser, { ...PHOTO, reducedMotion: false });
    for (const name of ['Share', 'Frame-rate lab']) {
      await app.find('button', 'Pause');
      await app.click('button', name);
      await app.page.waitForSelector('#play[aria-label="Play"]');
      await app.click('button', 'Close');
    }
    for (const name of ['Export', 'Help']) {
      await app.click('button', name);
      expect(await app.page.$('#play[aria-label="Pause"]')).not.toBeNull();
      await app.click('button', 'Close');
    }
    await app.click('button', 'Step forward');
    await app.find('button', 'Play');
    await app.page.keyboard.press('Space');
    await app.find('button', 'Pause');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('says what was opened, for four seconds', async () => {
    const app = await openApp(browser, { ...PHOTO, prepare: holdTime });
    await handOver(app, 'drop', { bytes: toPng(noise(wide, 1)), names: ['wide.png'] });
    await eventually(async () => expect(await textOf(app, '#messages')).toContain('Opened wide'));
    await app.page.evaluate(() => globalThis.afterFourSeconds?.());
    expect(await textOf(app, '#messages')).toBe('');
    await app.close();
  });

  it('takes a picture in its own shape after one that was resampled, and after the notebook’s', async () => {
    const app = await openApp(browser, { ...PHOTO, spec: { size: { width: 64, height: 64 } } });
    await handOver(app, 'drop', { bytes: toPng(noise(wide, 1)), names: ['wide.png'] });
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    await app.click('button', 'Use The notebook’s film');
    await eventually(async () => expect(await canvasSize(app)).not.toEqual([30, 10]));
    await app.click('button', 'Use Rise');
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    await app.close();
  });

  it('says what it can’t take, and takes an address that is pasted', async () => {
    const { answers } = PHOTO;
    const far = { '/far/wide.png': { contentType: 'image/png', body: toPng(noise(wide, 1)) } };
    const app = await openApp(browser, { ...PHOTO, answers: { ...answers, ...far } });
    await handOver(app, 'paste', { text: 'hello there' });
    await eventually(async () => expect(await textOf(app, '#alerts')).toContain('“hello there”'));
    await handOver(app, 'paste', { text: 'https://page.invalid/far/wide.png' });
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    await app.close();
  });

  it('keeps the panes of the lab beside each other and under its controls, at every width', async () => {
    const app = await openApp(browser, PHOTO);
    await app.click('button', 'Frame-rate lab');
    for (const [width, height] of [
      [390, 844],
      [1280, 600],
      [390, 700],
    ] as const) {
      await app.page.setViewport({ width, height });
      await eventually(async () => {
        const boxes = await app.page.$$eval(
          '#lab-controls, #lab-panes figcaption, #lab-panes canvas',
          (elements) =>
            elements.map((element) => {
              const { left, right, top, bottom } = element.getBoundingClientRect();
              return { left, right, top, bottom };
            }),
        );
        expect(boxes).toHaveLength(9);
        const apart = (a: (typeof boxes)[0], b: (typeof boxes)[0]) =>
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        for (const [n, box] of boxes.entries())
          for (const other of boxes.slice(n + 1)) expect(apart(box, other)).toBe(true);
        for (const { right } of boxes) expect(right).toBeLessThanOrEqual(width);
      });
    }
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('moves nothing under the pointer when a setting is left', async () => {
    const app = await openApp(browser, PHOTO);
    const places = () =>
      app.page.$$eval('#stack li, #settings .control', (elements) =>
        elements.map((element) => Math.round(element.getBoundingClientRect().top)),
      );
    await select(app, 'Time');
    const before = await places();
    for (const id of ['option-fps', 'option-duration']) {
      await app.page.$eval(`#${id}`, (field) =>
        (field as HTMLInputElement).focus({ preventScroll: true }),
      );
      expect(await places()).toEqual(before);
      expect((await textOf(app, '#panel-hint')).length).toBeGreaterThan(15);
    }
    await app.close();
  });

  it('says what a setting is for at the foot of the panel, however little is set there', async () => {
    const app = await openApp(browser, { ...PHOTO, viewport: { width: 1440, height: 1000 } });
    await select(app, 'Title');
    await app.page.focus('#option-title');
    const [panel, hint] = await Promise.all(
      ['#settings-panel', '#panel-hint'].map((selector) =>
        app.page.$eval(selector, (element) => element.getBoundingClientRect().bottom),
      ),
    );
    expect(hint).toBe(panel);
    await app.close();
  });

  it('moves nothing under the pointer when more or less is said of the loop above it', async () => {
    const spec = { motions: [{ kind: 'kenburns' }], duration: 3 };
    const app = await openApp(browser, { ...PHOTO, spec, viewport: { width: 1280, height: 600 } });
    const turn = await app.find('switch', 'There and back');
    await turn.scrollIntoView();
    const topOf = () => turn.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const heightOf = () => app.page.$eval('#seam', (seam) => seam.clientHeight);
    const before = await topOf();
    const height = await heightOf();
    for (const said of ['close the loop.', 'Go there and back', 'close the loop.']) {
      await turn.click();
      await eventually(async () => expect(await textOf(app, '#seam')).toContain(said));
      expect(await topOf()).toBe(before);
    }
    await app.page.mouse.move(300, 300);
    await eventually(async () => expect(await heightOf()).toBeLessThan(height));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('moves nothing under the pointer when what is exported is chosen', async () => {
    const app = await openApp(browser, { ...PHOTO, viewport: { width: 390, height: 844 } });
    await app.click('button', 'Export');
    await eventually(async () => expect(await textOf(app, '#export-panel')).toContain('about '));
    for (const [id, value] of [
      ['option-quality', 'high'],
      ['option-codec', 'vp9'],
    ] as const) {
      const tops = await app.page.$eval(
        `#${id}`,
        async (setting, chosen) => {
          const panel = document.querySelector('#export-panel');
          if (panel) panel.scrollTop = panel.scrollHeight;
          const seen = new Set<number>();
          const note = () => seen.add(Math.round(setting.getBoundingClientRect().top));
          const facts = document.querySelector('.export-facts');
          note();
          // Until what is said of the film is of the new choice.
          const old = facts?.firstChild;
          (setting as HTMLSelectElement).value = chosen;
          setting.dispatchEvent(new Event('change', { bubbles: true }));
          while (facts?.firstChild === old || facts?.firstChild === null) {
            await new Promise(requestAnimationFrame);
            note();
          }
          return [...seen];
        },
        value,
      );
      expect(tops).toHaveLength(1);
    }
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('undoes and does again what was set and opened, by buttons and by keys', async () => {
    const app = await openApp(browser, PHOTO);
    await app.fill('Frames', '12');
    await handOver(app, 'drop', { bytes: toPng(noise(wide, 1)), names: ['wide.png'] });
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await canvasSize(app)).toEqual([64, 48]));
    expect(await app.read('textbox', 'Frames')).toBe('12');
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press('z');
    await eventually(async () => expect(await app.read('textbox', 'Frames')).toBe(''));
    await app.page.keyboard.down('Shift');
    await app.page.keyboard.press('z');
    await app.page.keyboard.up('Shift');
    await app.page.keyboard.up('Control');
    await eventually(async () => expect(await app.read('textbox', 'Frames')).toBe('12'));
    await app.click('button', 'Redo');
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('has film, settings and their kinds in sight on a phone, all for fingers', async () => {
    const app = await openApp(browser, { ...PHOTO, viewport: { width: 390, height: 844 } });
    for (const [row, body] of [
      ['Frame', 'group-canvas'],
      ['Time', 'group-timing'],
    ] as const) {
      await app.click('button', 'Stack');
      await select(app, row);
      const seen = await app.page.evaluate((id) => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        const [panel, section] = [box('#settings-panel'), box(`#${id}`)];
        return { panel: panel?.top ?? 0, section: section?.top ?? 0, scrolled: scrollY };
      }, body);
      expect(Math.abs(seen.section - seen.panel)).toBeLessThan(100);
      expect(seen.scrolled).toBe(0);
    }
    const small = await app.page.$$eval(
      'button, select, input:not(.switch, [type="checkbox"]), summary',
      (elements) =>
        elements
          .filter((element) => element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().height < 43.5)
          .map((element) => element.id || element.textContent),
    );
    expect(small).toEqual([]);
    const film = await app.page.$eval('#canvas', (element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return { top, bottom, height };
    });
    expect(film.height).toBeGreaterThan(100);
    // Asked for again, the settings make room for the film.
    const roomOf = () => app.page.$eval('#stage', (stage) => stage.clientHeight);
    const room = await roomOf();
    const isSeen = (id: string) =>
      app.page.$eval(`#${id}`, (each) => each.checkVisibility({ visibilityProperty: true }));
    // Once, it is at its top; twice, it goes.
    await app.click('button', 'Stack');
    expect(await isSeen('stack')).toBe(true);
    await app.click('button', 'Stack');
    await eventually(async () => expect(await roomOf()).toBeGreaterThan(room + 250));
    expect(await isSeen('settings-panel')).toBe(false);
    await app.click('button', 'Export');
    await eventually(async () => expect(await isSeen('export-panel')).toBe(true));
    await app.page.keyboard.press('Escape');
    await app.click('button', 'Stack');
    expect(await isSeen('stack')).toBe(true);
    expect(await roomOf()).toBe(room);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('finds motions, effects and settings by a few letters', async () => {
    const app = await openApp(browser, PHOTO);
    const find = async (text: string) => {
      await app.page.keyboard.down('Control');
      await app.page.keyboard.press('k');
      await app.page.keyboard.up('Control');
      await (await app.find('combobox', 'A motion, an effect, a setting')).type(text);
      await app.page.keyboard.press('Enter');
    };
    await find('zoo');
    await app.find('button', 'Remove Zoom');
    await find('gra');
    await app.find('button', 'Remove Grain');
    await find('shut');
    const focused = () => app.page.evaluate(() => document.activeElement?.id);
    await eventually(async () => expect(await focused()).toBe('option-shutter'));
    await find('qual');
    await eventually(async () => expect(await focused()).toBe('option-quality'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('has the work again after it was left, and what a link asks for before that', async () => {
    const app = await openApp(browser, { spec: { size: { width: 64, height: 48 } } });
    await handOver(app, 'drop', { bytes: toPng(noise(wide, 1)), names: ['wide.png'] });
    await eventually(async () => expect(await canvasSize(app)).toEqual([30, 10]));
    await app.fill('Frames', '12');
    await eventually(async () => expect(app.page.url()).toContain('frames'));
    await eventually(async () => expect((await keptWork(app))?.draft.frames).toBe(12));
    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    expect(await textOf(app, '#picture-name')).toBe('wide.png · 30×10');
    expect(await app.read('textbox', 'Frames')).toBe('12');
    await app.goto('/index.html?x=1#spec={"size":{"width":64,"height":48}}');
    await app.page.waitForSelector('html[data-ready]');
    expect(await textOf(app, '#picture-name')).toContain('built-in');
    await app.close();
  });
});
