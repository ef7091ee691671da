import type { Browser, KeyInput } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { openJob, sharedSession } from '../session.ts';
import { type App, eventually, frameOf, openApp, shootFilm, timeOf } from './app.ts';
import { installDisplay } from './display.ts';
import { sharedBrowser } from './page.ts';
import { difference, fromPng, smooth, toPng } from './pixels.ts';

const photo = smooth({ width: 160, height: 120 });
const answers = { '/photo.png': { contentType: 'image/png', body: toPng(photo) } };
const query = '?picture=photo.png&name=photo.png';

let browser: Browser;
let session: Session;
beforeAll(async () => {
  [browser, session] = await Promise.all([sharedBrowser(), sharedSession('swiftshader')]);
});

const press = async (app: App, ...keys: KeyInput[]) => {
  for (const key of keys) await app.page.keyboard.press(key);
};

describe('the transport', () => {
  it('goes by buttons to every frame', async () => {
    const app = await openApp(browser, { answers, query });
    const after = async (name: string) => {
      await app.click('button', name);
      return frameOf(app);
    };
    expect(await after('Step forward')).toBe(1);
    expect(await after('Last frame')).toBe(239);
    expect(await after('Step back')).toBe(238);
    expect(await after('First frame')).toBe(0);
    expect(await after('Last frame')).toBe(239);
    expect(await after('Stop')).toBe(0);
    expect(await timeOf(app)).toBe('0.00 / 8.00 s');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('has its names, and says the time, at the width of a phone, too', async () => {
    const app = await openApp(browser, { answers, query, viewport: { width: 390, height: 844 } });
    await app.find('combobox', 'Speed');
    await app.find('combobox', 'Loop');
    await app.click('button', 'Step forward');
    await eventually(async () => expect(await timeOf(app)).toBe('0.03 / 8.00 s'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('goes by keys to every frame', async () => {
    const app = await openApp(browser, { answers, query });
    const after = async (...keys: KeyInput[]) => {
      await press(app, ...keys);
      return frameOf(app);
    };
    expect(await after('ArrowRight', 'ArrowRight')).toBe(2);
    await app.page.keyboard.down('Shift');
    expect(await after('ArrowRight', 'ArrowRight')).toBe(22);
    expect(await after('ArrowLeft')).toBe(12);
    await app.page.keyboard.up('Shift');
    expect(await after('ArrowLeft')).toBe(11);
    expect(await after('End')).toBe(239);
    expect(await after('Home')).toBe(0);
    await press(app, ']');
    expect(await app.read('combobox', 'Speed')).toBe('2');
    await press(app, '[', '[');
    expect(await app.read('combobox', 'Speed')).toBe('0.5');
    await press(app, '?');
    await app.find('dialog', 'Help');
    await app.close();
  });

  it('leaves keys to the control that has the focus', async () => {
    const app = await openApp(browser, { answers, query });
    const title = await app.find('textbox', 'Title');
    await title.type('jkl f?');
    expect(await frameOf(app)).toBe(0);
    expect(await app.read('textbox', 'Title')).toBe('jkl f?');
    const scrub = await app.find('slider', 'Frame');
    await scrub.focus();
    await press(app, 'ArrowRight');
    expect(await frameOf(app)).toBe(1);
    await app.close();
  });

  it('plays by the clock, pauses, and goes both ways', async () => {
    const app = await openApp(browser, {
      answers,
      query,
      prepare: installDisplay,
      spec: { fps: { numerator: 5, denominator: 1 } },
    });
    const refresh = (milliseconds: number, times: number) =>
      app.page.evaluate(
        (interval, count) => {
          for (let i = 0; i < count; i++) globalThis.display.refresh(interval);
        },
        milliseconds,
        times,
      );
    await press(app, 'Space');
    await app.find('button', 'Pause');
    await refresh(1000 / 144, 145);
    expect(await frameOf(app)).toBe(5);
    await app.click('button', 'Pause');
    await refresh(1000 / 144, 145);
    expect(await frameOf(app)).toBe(5);
    await press(app, 'j');
    await refresh(1000 / 60, 1);
    await refresh(1000 / 60, 36);
    expect(await frameOf(app)).toBe(2);
    await press(app, 'l', 'l');
    await refresh(1000 / 60, 1);
    await refresh(1000 / 60, 60);
    expect(await frameOf(app)).toBe(12);
    await press(app, 'k');
    await app.find('button', 'Play');
    await app.choose('Loop', 'once');
    await press(app, 'End', 'ArrowLeft', 'Space');
    await refresh(200, 4);
    await app.find('button', 'Play');
    expect(await frameOf(app)).toBe(39);
    await app.close();
  });

  it('changes the frame rate from its own control', async () => {
    const app = await openApp(browser, { answers, query });
    await app.choose('Rate', '12');
    await eventually(async () => expect(await timeOf(app)).toBe('0.00 / 6.67 s'));
    expect(await app.read('textbox', 'Frame rate')).toBe('12');
    await app.close();
  });

  it('begins to play by itself, but not for those who want less motion', async () => {
    const eager = await openApp(browser, { answers, query, reducedMotion: false });
    expect(await eager.read('button', 'Pause')).toBe('');
    await eager.close();
    const calm = await openApp(browser, { answers, query, reducedMotion: true });
    expect(await calm.read('button', 'Play')).toBe('');
    await calm.close();
  });
});

describe('what stands on the screen at 1:1', () => {
  it.each([
    { spec: {}, frame: 37 },
    { spec: { motion: { kind: 'roll', step: -2.5, axis: 'y' } }, frame: 11 },
    {
      spec: { layout: 'figure', title: 'Frame {f:3d}', canvas: { width: 320, height: 240 } },
      frame: 99,
    },
  ] as const)('is what `still` writes of frame $frame', async ({ spec, frame }) => {
    const app = await openApp(browser, { answers, query, spec });
    await app.click('button', '1:1');
    await (
      await app.find('slider', 'Frame')
    ).evaluate((element, value) => {
      (element as HTMLInputElement).value = String(value);
      element.dispatchEvent(new Event('input'));
    }, frame);
    expect(await frameOf(app)).toBe(frame);
    await openJob(session, spec, toPng(photo));
    const still = fromPng(await session.still(frame));
    expect(difference(fromPng(await shootFilm(app.page)), still)).toMatchObject({ largest: 0 });
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('shows every texel as a square when it is enlarged', async () => {
    const app = await openApp(browser, {
      answers: {
        '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 20, height: 10 })) },
      },
      query,
    });
    await app.click('button', '1:1');
    for (let i = 0; i < 3; i++) await app.click('button', 'Zoom in');
    expect(await app.read('status', 'Zoom level')).toBe('400 %');
    const seen = fromPng(await shootFilm(app.page));
    const small = smooth({ width: 20, height: 10 });
    const enlarged = new Uint8Array(80 * 40 * 3);
    for (let y = 0; y < 40; y++) {
      for (let x = 0; x < 80; x++) {
        const from = 3 * ((y >> 2) * 20 + (x >> 2));
        enlarged.set(small.data.subarray(from, from + 3), 3 * (y * 80 + x));
      }
    }
    expect(seen).toMatchObject({ width: 80, height: 40 });
    expect(difference(seen, { width: 80, height: 40, channels: 3, data: enlarged }).largest).toBe(
      0,
    );
    await app.close();
  });
});
