import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { type App, eventually, openApp, shared } from './app.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';

const answers = {
  '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 240, height: 160 })) },
};
const query = '?picture=photo.png&name=photo.png';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const open = (spec: SpecInput = {}) => openApp(browser, { answers, query, spec });
const specOf = async (app: App) => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;
const motionOf = async (app: App) => (await specOf(app)).motions?.[0];
const linkOf = (app: App) => new URLSearchParams(new URL(app.page.url()).hash.slice(1)).get('spec');

/** Where something is on the screen, CSS px. */
async function placeOf(app: App, selector: string) {
  const box = await (await app.page.waitForSelector(selector, { visible: true }))?.boundingBox();
  if (!box) throw new Error(`${selector} is not in sight`);
  return box;
}

/** Drags the middle of something, in shares of the film as it is seen. */
async function drag(app: App, selector: string, [x, y]: readonly [number, number], over: string) {
  const [from, ground] = [await placeOf(app, selector), await placeOf(app, over)];
  const { mouse } = app.page;
  const [left, top] = [from.x + from.width / 2, from.y + from.height / 2];
  await mouse.move(left, top);
  await mouse.down();
  await mouse.move(left + x * ground.width * 0.5, top + y * ground.height * 0.5);
  await mouse.move(left + x * ground.width, top + y * ground.height);
  return { release: () => mouse.up() };
}

describe('the whole screen', () => {
  it('has the film and nothing else, as large as it goes', async () => {
    const app = await open();
    await app.page.keyboard.press('f');
    await eventually(async () =>
      expect(await app.page.evaluate(() => document.fullscreenElement?.id)).toBe('stage'),
    );
    await eventually(async () => {
      const { spare, ground } = await app.page.evaluate(() => {
        const { width = 0, height = 0 } =
          document.querySelector('#canvas')?.getBoundingClientRect() ?? {};
        const stage = document.fullscreenElement ?? document.body;
        return {
          spare: [innerWidth - width, innerHeight - height].map(Math.round),
          ground: getComputedStyle(stage).backgroundColor,
        };
      });
      expect(Math.min(...spare)).toBe(0);
      expect(ground).toBe('rgb(0, 0, 0)');
    });
    await app.page.keyboard.press('f');
    await eventually(async () =>
      expect(await app.page.evaluate(() => document.fullscreenElement)).toBeNull(),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('a drag over the film', () => {
  it('sets where a roll goes and how fast, in one step to undo, and shows it as an arrow with figures', async () => {
    const app = await open({ fps: { numerator: 10, denominator: 1 } });
    // 60 of its 240 px down, and a little aside: rolls go along an axis.
    const dragged = await drag(app, '#canvas', [0.05, -0.3], '#canvas');
    expect(await app.read('status', 'Direction and speed')).toBe(
      '↑ 50 px/s · once around in 3.2 s',
    );
    await dragged.release();
    await eventually(async () =>
      expect(await motionOf(app)).toMatchObject({ kind: 'roll', axis: 'y', speed: -50 }),
    );
    expect(await app.page.$$eval('.vector', ([vector]) => vector?.checkVisibility())).toBe(false);
    // A slow drag has many changes on its way.
    await (await drag(app, '#canvas', [0.25, 0], '#canvas')).release();
    await eventually(async () =>
      expect(await motionOf(app)).toMatchObject({ axis: 'x', speed: 60 }),
    );
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect(await motionOf(app)).toMatchObject({ axis: 'y', speed: -50 }),
    );
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect(await motionOf(app)).toEqual({ kind: 'roll', axis: 'x', reverse: false }),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is taken back by Escape, and a click plays and pauses', async () => {
    const app = await open();
    const dragged = await drag(app, '#canvas', [0.25, 0], '#canvas');
    await eventually(() =>
      expect(
        app.page.$eval('#motions-0-speed', (field) => (field as HTMLInputElement).value),
      ).resolves.toBe('60'),
    );
    await app.page.keyboard.press('Escape');
    await dragged.release();
    await eventually(async () => expect(await motionOf(app)).not.toHaveProperty('speed'));
    await app.page.click('#canvas');
    await app.find('button', 'Pause');
    await app.page.click('#canvas');
    await app.find('button', 'Play');
    await app.close();
  });

  it('sets a pan by a finger, along what there is of the picture', async () => {
    const app = await openApp(browser, {
      answers,
      query,
      spec: { motions: [{ kind: 'pan', zoom: 2 }], duration: 2 },
    });
    const { x, y, width, height } = await placeOf(app, '#canvas');
    const { touchscreen } = app.page;
    await touchscreen.touchStart(x + width / 2, y + height / 2);
    await touchscreen.touchMove(x + width / 2 - width / 4, y + height / 2 - height / 4);
    await touchscreen.touchEnd();
    // To a pixel of the screen.
    const about = (share: number) => expect.closeTo(share, 2) as number;
    // A quarter of the frame a second, of the one frame that there is beside it, in two seconds.
    await eventually(async () =>
      expect(await motionOf(app)).toMatchObject({
        from: [about(0.25), about(0.25)],
        to: [about(0.75), about(0.75)],
      }),
    );
    await app.close();
  });

  it('looks elsewhere where the film is larger than the stage', async () => {
    const app = await open({ canvas: { width: 1920, height: 1280 } });
    await app.click('button', '1:1');
    const scrolled = () => app.page.$eval('#stage', ({ scrollLeft }) => scrollLeft);
    const before = await scrolled();
    const { mouse } = app.page;
    const stage = await placeOf(app, '#stage');
    await mouse.move(stage.x + 300, stage.y + 200);
    await mouse.down();
    await mouse.move(stage.x + 200, stage.y + 200);
    await mouse.up();
    expect((await scrolled()) - before).toBe(100);
    expect(linkOf(app)).not.toContain('speed');
    await app.close();
  });
});

/** Keys for a button, all before the film has followed any of them. */
async function pressAtOnce(app: App, button: string, keys: readonly KeyboardEventInit[]) {
  const handle = await app.find('button', button);
  await handle.evaluate((element, inits) => {
    for (const init of inits)
      element.dispatchEvent(
        new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
      );
  }, keys);
}

describe('over the film', () => {
  it('points of motions and effects are dragged and moved by keys, while it stands', async () => {
    const app = await open({
      motions: [{ kind: 'zoom', about: [0.25, 0.25] }],
      effects: [{ name: 'swirl' }],
    });
    await (
      await drag(app, '.frame-point[aria-label="Zoom: About"]', [0.25, 0.5], '#canvas')
    ).release();
    await eventually(async () => expect(await motionOf(app)).toMatchObject({ about: [0.5, 0.75] }));
    await (await app.find('button', 'Swirl: Centre')).focus();
    await app.page.keyboard.press('ArrowRight');
    await app.page.keyboard.down('Shift');
    await app.page.keyboard.press('ArrowUp');
    await app.page.keyboard.up('Shift');
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([{ centre: [0.51, 0.4] }]),
    );
    await pressAtOnce(app, 'Swirl: Centre', [
      { key: 'ArrowRight' },
      { key: 'ArrowRight' },
      { key: 'ArrowDown' },
    ]);
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([{ centre: [0.53, 0.41] }]),
    );
    // A key that is held down goes on as the film follows: none of it is left over when it is let go.
    await pressAtOnce(app, 'Swirl: Centre', [
      { key: 'ArrowLeft' },
      { key: 'ArrowLeft', repeat: true },
      { key: 'ArrowLeft', repeat: true },
    ]);
    await eventually(async () =>
      expect((await specOf(app)).effects).toMatchObject([{ centre: [0.52, 0.41] }]),
    );
    const seen = () =>
      app.page.$$eval(
        '.frame-point',
        (points) => points.filter((each) => each.checkVisibility()).length,
      );
    expect(await seen()).toBe(2);
    await app.click('button', 'Play');
    await eventually(async () => expect(await seen()).toBe(0));
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('the whole picture', () => {
  it('shows which part of it the frame has, to be moved by a drag and by keys', async () => {
    const app = await open({ canvas: { width: 80, height: 160 } });
    await app.page.keyboard.press('w');
    const frame = '.picture-box.frame';
    const [box, ground] = [await placeOf(app, frame), await placeOf(app, '.whole-picture .ground')];
    expect(box.width / ground.width).toBeCloseTo(1 / 3, 2);
    await (await drag(app, frame, [1 / 6, 0], '.whole-picture .ground')).release();
    await eventually(async () => expect((await specOf(app)).position).toEqual([0.75, 0.5]));
    await app.page.focus(frame);
    await app.page.keyboard.press('ArrowLeft');
    await eventually(async () => expect((await specOf(app)).position).toEqual([0.735, 0.5]));
    await app.page.click('#play');
    await eventually(async () =>
      expect(await app.page.$$eval('.whole-picture', ([each]) => each?.checkVisibility())).toBe(
        false,
      ),
    );
    await app.page.click('#play');
    await placeOf(app, frame);
    await app.click('button', 'Whole picture');
    await eventually(async () =>
      expect(await app.page.$$eval('.whole-picture', ([each]) => each?.checkVisibility())).toBe(
        false,
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is cropped by corners, a side by itself, and by keys', async () => {
    const app = await open();
    const sizeOf = () =>
      app.page.$eval('#canvas', (canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        return `${width}x${height}`;
      });
    await app.click('button', 'Whole picture');
    const ground = '.whole-picture .ground';
    await (await drag(app, '.picture-box.crop .corner.nw', [0.25, 0.5], ground)).release();
    await eventually(async () => expect((await specOf(app)).crop).toBe('75%x50%+25%+50%'));
    await eventually(async () => expect(await sizeOf()).toBe('180x80'));
    // What is cut off stays in sight, and comes back.
    await (await drag(app, '.picture-box.crop', [-0.125, -0.25], ground)).release();
    await eventually(async () => expect((await specOf(app)).crop).toBe('75%x50%+12.5%+25%'));
    await (await drag(app, '.picture-box.crop .corner.se', [0.125, 0.25], ground)).release();
    await (await drag(app, '.picture-box.crop .corner.nw', [-0.5, -0.5], ground)).release();
    await eventually(async () => expect(await specOf(app)).not.toHaveProperty('crop'));
    expect(await sizeOf()).toBe('240x160');
    await pressAtOnce(app, 'Crop: arrow keys move it, + and − size it', [{ key: '-' }]);
    await eventually(async () => expect((await specOf(app)).crop).toMatch(/^95\.24%x95\.24%/));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('has Ken Burns’ two boxes, which are moved, and sized by their corners and by keys', async () => {
    const app = await open({
      motions: [{ kind: 'kenburns', from: [0, 0], start: 2, to: [1, 1], end: 2 }],
    });
    await app.click('button', 'Whole picture');
    await placeOf(app, '.picture-box.from');
    await (await drag(app, '.picture-box.from', [0.25, 0.5], '.whole-picture .ground')).release();
    await eventually(async () =>
      expect(await motionOf(app)).toMatchObject({ from: [0.5, 1], start: 2 }),
    );
    // Its left top corner to the middle of the box: the corner across stays.
    await (
      await drag(app, '.picture-box.to .corner.nw', [0.25, 0.25], '.whole-picture .ground')
    ).release();
    await eventually(async () => expect(await motionOf(app)).toMatchObject({ to: [1, 1], end: 4 }));
    await app.click('button', 'Undo');
    await eventually(async () => expect(await motionOf(app)).toMatchObject({ to: [1, 1], end: 2 }));
    await app.page.focus('.picture-box.from');
    await pressAtOnce(app, 'From: arrow keys move it, + and − size it', [
      { key: '-' },
      { key: '-' },
      { key: '+' },
    ]);
    await eventually(async () => expect(await motionOf(app)).toMatchObject({ start: 2.1 }));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('shows what the film comes to show of it', async () => {
    const app = await open();
    const names = () =>
      app.page.$$eval('.picture-box', (boxes) => boxes.map((box) => box.classList[1]));
    await app.click('button', 'Whole picture');
    expect(await names()).toEqual(['crop']);
    await app.click('button', 'Add Ken Burns to the others');
    await eventually(async () => expect(await names()).toEqual(['crop', 'from', 'to', 'point']));
    await app.close();
  });
});

it('on a phone the chip of the preview holds its words', async () => {
  const viewport = { width: 390, height: 844 };
  const app = await openApp(browser, { answers, query, viewport });
  // What slow graphics come to, which these may not be.
  const [words, chip] = await app.page.$eval('#readout .chip', (button) => {
    const detail = button.lastElementChild as HTMLElement;
    detail.textContent = 'auto ¼';
    return [detail, button].map((element) => element.getBoundingClientRect().toJSON() as DOMRect);
  });
  expect(words?.left).toBeGreaterThanOrEqual(chip?.left ?? NaN);
  expect(words?.right).toBeLessThanOrEqual(chip?.right ?? NaN);
  await app.close();
});
