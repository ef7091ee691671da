import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { it } from '../cli/program.ts';
import {
  type App,
  eventually,
  frameOf,
  lastFrame,
  openApp,
  select,
  shared,
  timeOf,
} from './app.ts';
import { choose, offerPictures } from './several.ts';
import { installDisplay } from './display.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';

const answers = {
  '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 120, height: 80 })) },
};
const query = '?picture=photo.png&name=photo.png';
/** A tenth of a second a frame. */
const SLOW: SpecInput = { fps: { numerator: 10, denominator: 1 }, frames: 21 };

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const specOf = async (app: App) => JSON.parse(await shared(app, 'Spec (JSON)')) as SpecInput;

/** Where a frame stands on the scrub bar, CSS px of the screen. */
async function placeOfFrame(app: App, frame: number) {
  const box = await (await app.find('slider', 'Frame')).boundingBox();
  if (box === null) throw new Error('there is no scrub bar');
  return { x: box.x + 8 + ((box.width - 16) * frame) / 20, y: box.y + box.height / 2 };
}

describe('the timeline', () => {
  it('has ends that say which part is the film, by a drag and by keys, and plays that part', async () => {
    const app = await openApp(browser, { answers, query, spec: SLOW, prepare: installDisplay });
    const drag = async (name: string, frame: number) => {
      const handle = await (await app.find('slider', name)).boundingBox();
      if (handle === null) throw new Error(`${name} is not in sight`);
      const { mouse } = app.page;
      await mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
      await mouse.down();
      const { x } = await placeOfFrame(app, frame);
      await mouse.move(x - 20, handle.y);
      await mouse.move(x, handle.y);
      await mouse.up();
    };
    await drag('In: where the film begins', 5);
    // What is set is seen.
    expect(await frameOf(app)).toBe(5);
    await drag('Out: where the film ends', 9);
    await eventually(async () => expect((await specOf(app)).range).toEqual({ first: 5, last: 9 }));
    await (await app.find('slider', 'Out: where the film ends')).focus();
    await app.page.keyboard.press('ArrowLeft');
    await app.page.keyboard.press('ArrowLeft');
    await eventually(async () => expect((await specOf(app)).range).toEqual({ first: 5, last: 7 }));
    expect(await app.page.$eval('.film-length', (at) => at.textContent)).toBe('0.30 s of it');
    expect(await shared(app, 'Command')).toContain('--range 5-7');

    await app.click('button', 'First frame');
    expect(await frameOf(app)).toBe(0);
    await app.click('button', 'Play');
    const frames: number[] = [];
    for (let n = 0; n < 6; n++) {
      await app.page.evaluate(() => globalThis.display.refresh(100));
      frames.push(await frameOf(app));
    }
    expect(frames).toEqual([5, 6, 7, 5, 6, 7]);

    await app.click('button', 'Undo');
    await app.click('button', 'Undo');
    await app.click('button', 'Undo');
    await eventually(async () => expect((await specOf(app)).range).toBeUndefined());
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('shows the frame under the pointer as it is, and leaves the film where it was', async () => {
    const app = await openApp(browser, { answers, query, spec: SLOW });
    const { x, y } = await placeOfFrame(app, 10);
    await app.page.mouse.move(x - 5, y);
    await app.page.mouse.move(x, y);
    await app.page.waitForSelector('.thumbnail', { visible: true });
    await eventually(async () =>
      expect(await app.page.$eval('.thumbnail span', (at) => at.textContent)).toBe('10 · 1.00 s'),
    );
    const middleOf = (selector: string) =>
      app.page.$eval(selector, (element) => {
        const copy = new OffscreenCanvas(1, 1).getContext('2d');
        copy?.drawImage(element as HTMLCanvasElement, 0, 0, 1, 1);
        return [...(copy?.getImageData(0, 0, 1, 1).data ?? [])];
      });
    const small = await middleOf('.thumbnail canvas');
    expect(await frameOf(app)).toBe(0);
    await app.page.mouse.move(x, y - 200);
    await app.page.waitForSelector('.thumbnail', { hidden: true });
    // A mean of the whole frame: it rolls, so it is alike in all, and far from what an empty canvas has.
    expect(small[3]).toBe(255);
    expect(Math.max(...small.slice(0, 3))).toBeGreaterThan(40);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is dragged along without a frame being read back', async () => {
    const prepare = () => {
      const { prototype } = WebGL2RenderingContext;
      // oxlint-disable-next-line typescript/unbound-method -- called for whatever it was called for
      const { readPixels } = prototype;
      Object.assign(globalThis, { reads: 0 });
      prototype.readPixels = function (this: WebGL2RenderingContext, ...given: unknown[]) {
        (globalThis as unknown as Record<'reads', number>).reads++;
        Reflect.apply(readPixels, this, given);
      };
    };
    const reads = () =>
      app.page.evaluate(() => (globalThis as unknown as Record<'reads', number>).reads);
    const app = await openApp(browser, { answers, query, spec: SLOW, prepare });
    const { x, y } = await placeOfFrame(app, 10);
    await app.page.mouse.move(x, y);
    await app.page.waitForSelector('.thumbnail', { visible: true });
    await app.page.mouse.down();
    await eventually(async () => expect(await frameOf(app)).toBe(10));
    const before = await reads();
    for (const frame of [9, 8, 7, 6, 5]) {
      const at = await placeOfFrame(app, frame);
      await app.page.mouse.move(at.x, at.y);
      await eventually(async () => expect(await frameOf(app)).toBe(frame));
    }
    await app.page.waitForSelector('.thumbnail', { hidden: true });
    expect(await reads()).toBe(before);
    await app.page.mouse.up();
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('takes a length, and gives the motion the speed that closes the loop in it', async () => {
    const spec = { motions: [{ kind: 'roll', speed: 70 }] };
    const app = await openApp(browser, { answers, query, spec });
    await app.fill('Length in seconds', '4');
    await eventually(async () => expect(await timeOf(app)).toBe('0.00 / 4.00 s'));
    expect(await app.page.$eval('#seam', (at) => at.textContent)).toBe(
      '120 frames close the loop.',
    );
    expect(await app.read('textbox', 'Speed')).toBe('60');
    // And back: another speed, another length.
    await select(app, 'Time');
    await app.click('button', 'Reset Duration');
    await select(app, 'Roll');
    await app.fill('Speed', '30');
    await eventually(async () =>
      expect(await app.read('textbox', 'Length in seconds')).toBe('8.00'),
    );
    await app.fill('Length in seconds', 'long');
    await eventually(async () =>
      expect(await app.page.$eval('#alerts', (at) => at.textContent)).toContain(
        'Length: expected a number, got "long"',
      ),
    );
    expect(await app.read('textbox', 'Length in seconds')).toBe('8.00');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('stands in one row at every width, the length in it, with several pictures and a long film, too', async ({
    place,
  }) => {
    const app = await openApp(browser, { answers, query });
    await choose(app, '#file', await offerPictures(place));
    await app.fill('Length in seconds', '400');
    await eventually(async () => expect(await lastFrame(app)).toBe(11_999));
    const widths = [
      1920, 1440, 1366, 1280, 1180, 1100, 1024, 900, 861, 860, 820, 740, 600, 480, 390, 360,
    ];
    const client = await app.page.createCDPSession();
    const faults: string[] = [];
    for (const [touch, width] of widths.flatMap((each) => [
      [false, each] as const,
      [true, each] as const,
    ])) {
      const size = { width, height: 800, deviceScaleFactor: 1 };
      await client.send('Emulation.setTouchEmulationEnabled', { enabled: touch });
      await client.send('Emulation.setDeviceMetricsOverride', { ...size, mobile: touch });
      const found = await app.page.evaluate(() => {
        const row = document.querySelector('.transport-row');
        const [out = new DOMRect(), length = new DOMRect()] = [
          row,
          document.querySelector('#loop-length'),
        ].map((each) => each?.getBoundingClientRect());
        const boxes = [...(row?.querySelectorAll('button, output, input, select') ?? [])]
          .filter((each) => each.checkVisibility() && each.clientWidth > 1)
          .map((each) => ({ name: each.id, box: each.getBoundingClientRect() }));
        const beyond = boxes.filter(
          ({ box }) => box.right > out.right + 1 || box.left < out.left - 1,
        );
        const over = boxes.filter(({ box }, n) =>
          boxes
            .slice(0, n)
            .some(
              ({ box: other }) =>
                box.left < other.right - 1 &&
                other.left < box.right - 1 &&
                box.top < other.bottom - 1 &&
                other.top < box.bottom - 1,
            ),
        );
        return [
          ...(out.height > 50 ? [`a row of ${out.height} px`] : []),
          ...(length.width < 40 ? ['no length'] : []),
          ...[...beyond, ...over].map(({ name }) => name),
        ];
      });
      faults.push(...found.map((fault) => `${width}${touch ? ' for fingers' : ''}: ${fault}`));
    }
    await client.detach();
    expect(faults).toEqual([]);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('takes a length on a phone, too', async () => {
    const viewport = { width: 390, height: 844 };
    const app = await openApp(browser, { answers, query, viewport });
    const box = await (await app.find('textbox', 'Length in seconds')).boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await app.fill('Length in seconds', '3');
    await eventually(async () => expect(await lastFrame(app)).toBe(89));
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect(await app.read('textbox', 'Length in seconds')).toBe('8.00'),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
