import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { succeedHere } from '../cli/in-process.ts';
import { it } from '../cli/program.ts';
import { type App, eventually, frameOf, lastFrame, openApp, PHOTO, shared } from './app.ts';
import { installDisplay } from './display.ts';
import { chooseInPrivate, kept, openSound, textOf, tone } from './exported.ts';
import { keptWork } from './kept-work.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';
import { choose, COLORS, offerPictures, showsColor, specOf } from './several.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

/** How much of the waveform is drawn on, 0…1. */
const loudnessOf = ({ page }: App) =>
  page.$eval('.waveform canvas', (canvas) => {
    const { width, height } = canvas;
    const context = canvas.getContext('2d');
    const { data = [] } = context?.getImageData(0, 0, width, height) ?? {};
    return data.filter((level, n) => n % 4 === 3 && level > 0).length / (width * height);
  });

/** From now on the page's sound can be told. */
function listen(): void {
  globalThis.Audio = class extends Audio {
    constructor(address?: string) {
      super(address);
      Object.assign(globalThis, { heardSound: this });
    }
  };
}

/** As a browser is to a page that nobody has used; to it, whoever drives the tests is somebody. */
function refuseSound(): void {
  const activation = { hasBeenActive: false };
  Object.defineProperty(navigator, 'userActivation', { value: activation });
  addEventListener('keydown', () => (activation.hasBeenActive = true), true);
  globalThis.Audio = class extends Audio {
    constructor(address?: string) {
      super(address);
      Object.assign(globalThis, { heardSound: this });
    }
    override async play(): Promise<void> {
      if (!activation.hasBeenActive) throw new DOMException('not used yet', 'NotAllowedError');
      await super.play();
    }
  };
}

/** Where the sound is, s, while it is heard. */
const heardIn = ({ page }: App) =>
  page.evaluate(() => {
    const { heardSound } = globalThis as { heardSound?: HTMLAudioElement };
    return heardSound && !heardSound.paused ? heardSound.currentTime : undefined;
  });

describe('a sound in the page', () => {
  it('is as long as the film of a motion that doesn’t close', async ({ place }) => {
    const spec: SpecInput = { motions: [{ kind: 'zoom', to: 1.5 }] };
    const app = await openApp(browser, { ...PHOTO, spec });
    await writeFile(place.path('tone.wav'), tone());
    expect(await lastFrame(app)).toBe(239);
    await openSound(app, place.path('tone.wav'));
    await eventually(async () => expect(await lastFrame(app)).toBe(44));
    // It is one step: what the film is played as with it is none.
    await app.click('button', 'Undo');
    await eventually(async () => expect(await lastFrame(app)).toBe(239));
    expect(await app.read('status', 'Sound')).toBe('None');
    const undo = await app.page.$eval('#undo', (button) => (button as HTMLButtonElement).disabled);
    expect(undo).toBe(true);
    await app.click('button', 'Redo');
    await eventually(async () => expect(await lastFrame(app)).toBe(44));
    expect(await app.read('status', 'Sound')).toBe('tone.wav, 1.5 s');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is there again when the page is, and with the film that it was heard with', async ({
    place,
  }) => {
    const spec: SpecInput = { motions: [{ kind: 'zoom', to: 1.5 }] };
    const app = await openApp(browser, { spec });
    for (const [name, side] of [
      ['one.png', 50],
      ['two.png', 60],
    ] as const)
      await writeFile(place.path(name), toPng(smooth({ width: side, height: side })));
    await writeFile(place.path('tone.wav'), tone());
    await choose(app, '#file', [place.path('one.png')]);
    await eventually(async () => expect((await keptWork(app))?.name).toBe('one.png'));
    await openSound(app, place.path('tone.wav'));
    await eventually(async () => expect((await keptWork(app))?.sound).toBe('tone.wav'));

    await app.goto('/index.html');
    await app.page.waitForSelector('html[data-ready]');
    // It is seen and heard, whether anybody opens what exports or not.
    await eventually(async () => expect(await loudnessOf(app)).toBeGreaterThan(0.1));
    await eventually(async () => expect(await lastFrame(app)).toBe(44));

    await app.click('button', 'Export');
    await app.click('button', 'Leave the sound out');
    await eventually(async () => expect(await lastFrame(app)).toBe(239));
    await eventually(async () => expect((await keptWork(app))?.sound).toBeUndefined());
    await choose(app, '#file', [place.path('two.png')]);
    await eventually(async () => expect((await keptWork(app))?.name).toBe('two.png'));
    await openSound(app, place.path('tone.wav'));
    await eventually(async () => expect((await keptWork(app))?.sound).toBe('tone.wav'));
    // The first was left without one.
    await app.click('button', 'Open…');
    await app.click('button', 'one.png');
    await eventually(async () => expect(await app.read('status', 'Sound')).toBe('None'));
    await eventually(async () => expect((await keptWork(app))?.name).toBe('one.png'));
    await app.click('button', 'Open…');
    await app.click('button', 'two.png');
    await eventually(async () => expect(await app.read('status', 'Sound')).toBe('tone.wav, 1.5 s'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is as long as the film of several pictures that is shown', async ({ place }) => {
    const app = await openApp(browser, PHOTO);
    await writeFile(place.path('tone.wav'), tone());
    await choose(app, '#file', await offerPictures(place));
    await eventually(async () => expect(await lastFrame(app)).toBe(359));
    await openSound(app, place.path('tone.wav'));
    // 1.5 s, which three pictures share.
    await eventually(async () => expect(await lastFrame(app)).toBe(44));
    await showsColor(app, 22, COLORS['green.png']);
    expect(await shared(app, 'Command')).not.toContain('lasts');
    expect(await shared(app, 'JavaScript')).toContain('lasts: 1.5');
    expect(await textOf(app, 'share')).toContain('plays no sound: tone.wav');
    await app.click('button', 'Leave the sound out');
    await eventually(async () => expect(await lastFrame(app)).toBe(359));
    expect(await specOf(app)).not.toHaveProperty('lasts');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('makes the film as long, with the bytes of the command line’s', async ({ place }) => {
    const spec: SpecInput = {
      format: 'mov',
      motions: [{ kind: 'roll', step: 2 }],
      fps: { numerator: 10, denominator: 1 },
    };
    await writeFile(place.path('tone.wav'), tone());
    await writeFile(place.path('photo.png'), toPng(smooth({ width: 64, height: 48 })));
    const app = await openApp(browser, {
      ...PHOTO,
      spec,
      prepare: chooseInPrivate,
    });
    await openSound(app, place.path('tone.wav'));
    await eventually(async () => {
      expect(await textOf(app, 'group-sound')).toContain('tone.wav, 1.5 s');
      expect(await textOf(app, 'export-panel')).toContain('15 frames, 1.5 s');
    });
    await app.click('button', 'Export to a file…');
    await eventually(async () =>
      expect(await textOf(app, 'export-jobs')).toMatch(/PSNR|no difference|not measured/),
    );
    expect(await textOf(app, 'export-jobs')).not.toContain('not measured');
    const film = Buffer.from(await kept(app, 'photo.mov'));
    expect(await shared(app, 'Command')).toContain('--audio tone.wav');

    const options = ['--step', '2', '--fps', '10', '--gl', 'swiftshader', '--audio', 'tone.wav'];
    await succeedHere(place, ['render', 'photo.png', ...options, '-o', 'photo.mov']);
    expect(film.equals(await readFile(place.path('photo.mov')))).toBe(true);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is seen under the timeline, and heard while the film plays forwards', async ({ place }) => {
    await writeFile(place.path('tone.wav'), tone(50));
    const app = await openApp(browser, {
      ...PHOTO,
      // Half a second goes around again and again; however slow the machine is, the sound doesn't end meanwhile.
      spec: { motions: [{ kind: 'roll' }], period: 0.5, fps: { numerator: 10, denominator: 1 } },
      prepare: installDisplay,
    });
    expect(await lastFrame(app)).toBe(4);
    await app.page.evaluate(listen);
    await openSound(app, place.path('tone.wav'));
    await app.page.waitForSelector('canvas[aria-label="The sound tone.wav, 50 s"]');
    await eventually(async () => expect(await loudnessOf(app)).toBeGreaterThan(0.2));
    const heard = () => heardIn(app);
    const refresh = async (milliseconds: number) => {
      await app.page.evaluate((ms) => globalThis.display.refresh(ms), milliseconds);
    };
    await app.click('button', 'Play');
    await refresh(0);
    await eventually(async () => expect(await heard()).toBeDefined());
    // Two rounds on: the third one of the sound.
    for (let n = 0; n < 12; n++) await refresh(100);
    expect(await frameOf(app)).toBe(2);
    await eventually(async () => expect(await heard()).toBeGreaterThanOrEqual(1.04));
    await app.page.keyboard.press('m');
    expect(await heard()).toBeUndefined();
    await app.page.keyboard.press('m');
    expect(await heard()).toBeGreaterThanOrEqual(1.04);
    await app.click('button', 'Pause');
    expect(await heard()).toBeUndefined();
    // Backwards nobody wants to hear it.
    await app.page.keyboard.press('j');
    await refresh(100);
    expect(await heard()).toBeUndefined();
    await app.click('button', 'Leave the sound out');
    await eventually(async () =>
      expect(await app.page.$eval('.sound-track', (track) => track.checkVisibility())).toBe(false),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('waits in a page that plays by itself until somebody uses that', async ({ place }) => {
    await writeFile(place.path('tone.wav'), tone(50));
    const app = await openApp(browser, { ...PHOTO, reducedMotion: false, prepare: refuseSound });
    await openSound(app, place.path('tone.wav'));
    await eventually(async () =>
      expect(await textOf(app, 'messages')).toContain('tone.wav is heard after a click or a key'),
    );
    expect(await heardIn(app)).toBeUndefined();
    await app.page.keyboard.press('Shift');
    await eventually(async () => expect(await heardIn(app)).toBeDefined());
    expect(await textOf(app, 'alerts')).toBe('');
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is refused by name where the film’s file takes none, and left out again', async ({
    place,
  }) => {
    await writeFile(place.path('tone.wav'), tone());
    const app = await openApp(browser, { ...PHOTO, spec: { format: 'gif', frames: 4 } });
    await openSound(app, place.path('tone.wav'));
    await eventually(async () =>
      expect(await textOf(app, 'export-panel')).toContain('GIF takes no sound'),
    );
    await app.click('button', 'Leave the sound out');
    await eventually(async () => expect(await textOf(app, 'export-panel')).toContain('4 frames'));
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
