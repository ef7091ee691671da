import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { VIDEO_CODEC_NAMES } from '../../src/codecs/index.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob, sharedSession } from '../session.ts';
import { type App, eventually, openApp } from './app.ts';
import { toPlanes } from './bt709.ts';
import { decodeWithFfmpeg, type Decoder, sharedDecoder } from './decoding.ts';
import { renderFilm } from './film.ts';
import { holdFilms } from './hold-films.ts';
import { sharedBrowser } from './page.ts';
import { fromPng, psnr, smooth, toPng } from './pixels.ts';

const photo = smooth({ width: 160, height: 120 });
const answers = { '/photo.png': { contentType: 'image/png', body: toPng(photo) } };
const query = '?picture=photo.png&name=photo.png';

let browser: Browser;
let session: Session;
let decoder: Decoder;
let downloads: string;
beforeAll(async () => {
  [browser, session, decoder, downloads] = await Promise.all([
    sharedBrowser(),
    sharedSession('swiftshader'),
    sharedDecoder(),
    mkdtemp(join(tmpdir(), 'stillmotion-downloads-')),
  ]);
});
afterAll(async () => {
  await rm(downloads, { recursive: true });
});

/** Lets the person choose a file of the browser's own storage, as headless browsers have no dialog. */
function chooseInPrivate(): void {
  window.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle(suggestedName, { create: true });
  };
}

const open = (spec: SpecInput, prepare = chooseInPrivate) =>
  openApp(browser, { answers, query, spec, prepare });
const dialogText = (app: App) => app.page.$eval('#export', (element) => element.textContent ?? '');
const done = (app: App) =>
  eventually(async () => expect(await dialogText(app)).toMatch(/PSNR|no difference|not measured/));

const asksBeforeLeaving = (app: App) =>
  app.page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

/** The mean of the squared differences of Y′, which comes first. */
function lumaError(decoded: Uint8Array, drawn: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < 160 * 120; i++) sum += ((decoded[i] ?? 0) - (drawn[i] ?? 0)) ** 2;
  return sum / (160 * 120);
}

/** Files that stand in the browser's own storage, with what is in them. */
const kept = (app: App) =>
  app.page.evaluate(async () => {
    const files: Record<string, number[]> = {};
    const folder = await navigator.storage.getDirectory();
    for await (const [name, handle] of (
      folder as unknown as { entries(): AsyncIterable<[string, FileSystemFileHandle]> }
    ).entries()) {
      files[name] = [...new Uint8Array(await (await handle.getFile()).arrayBuffer())];
    }
    return files;
  });

describe('an export', () => {
  it.each(VIDEO_CODEC_NAMES)(
    'in %s into a chosen file has the frames of the command line’s film',
    async (codec) => {
      const spec: SpecInput = {
        motion: { kind: 'roll', step: 2.5 },
        title: '{f:2d}',
        frames: 12,
        codec,
      };
      const app = await open(spec);
      await app.click('button', 'Export');
      await app.click('button', 'Export to a file…');
      await done(app);
      const film = Uint8Array.from((await kept(app))['photo.mp4'] ?? []);
      const [frames, expected] = [
        await decoder.decode(film),
        await decoder.decode((await renderFilm(session, spec, photo)).bytes),
      ];
      expect(frames).toHaveLength(12);
      for (const [i, { planes }] of frames.entries()) {
        expect(psnr(planes, expected[i]?.planes ?? new Uint8Array())).toBeGreaterThan(50);
      }
      await openJob(session, spec, toPng(photo));
      const still = toPlanes(fromPng(await session.still(11)));
      expect(psnr(frames[11]?.planes ?? new Uint8Array(), still.planes)).toBeGreaterThan(33);
      expect(app.errors).toEqual([]);
      await app.close();
    },
  );

  it('is told before how large it will be, where vectors say all of it', async () => {
    const app = await open({ motions: [{ kind: 'roll', step: 1 }], frames: 160 });
    const sizeIn = (text: string) => Number(/Size(?:about )?([\d.]+) kB/.exec(text)?.[1]);
    await app.click('button', 'Export');
    await eventually(async () => expect(sizeIn(await dialogText(app))).toBeGreaterThan(0));
    const told = sizeIn(await dialogText(app));
    await app.click('button', 'Export to a file…');
    await done(app);
    const jobs = await app.page.$eval('#export-jobs', (list) => list.textContent ?? '');
    expect(told / sizeIn(jobs)).toBeCloseTo(1, 1);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('as an HTML page shows the very samples that are drawn', async () => {
    const app = await open({ format: 'html', frames: 12, title: '{f:2d}' });
    await app.click('button', 'Export');
    await app.click('button', 'Export to a file…');
    await done(app);
    const text = await dialogText(app);
    expect(text).toContain('It plays where it is opened.');
    expect(text).toContain('no difference');
    const page = Buffer.from((await kept(app))['photo.html'] ?? []).toString();
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('says what the film has become, and plays it', async () => {
    const spec: SpecInput = { frames: 30, motions: [{ kind: 'roll', step: 1 }] };
    const app = await open(spec);
    await app.click('button', 'Export');
    const button = await app.find('button', 'Export to a file…');
    expect(await dialogText(app)).toContain('30 frames, 1.0 s');
    await button.click();
    await done(app);
    const text = await dialogText(app);
    expect(text).toMatch(/160×120, 30 fps/);
    expect(text).toMatch(/H\.264 \(avc1\.42c0/);
    const [, mean, worst, list = ''] =
      /PSNR ([\d.]+) dB, at worst ([\d.]+) dB \(frames ([\d, ]+)\)/.exec(text) ?? [];
    const frames = list.split(', ').map(Number);
    expect(frames.length).toBeGreaterThan(2);
    // As another program decodes the same file, frame by frame.
    const film = Uint8Array.from((await kept(app))['photo.mp4'] ?? []);
    const decoded = decodeWithFfmpeg(film, 160, 120);
    await openJob(session, spec, toPng(photo));
    const errors: number[] = [];
    for (const frame of frames) {
      const drawn = toPlanes(fromPng(await session.still(frame))).planes;
      errors.push(lumaError(decoded[frame]?.planes ?? new Uint8Array(), drawn));
    }
    const ratio = (error: number) => 10 * Math.log10(255 ** 2 / error);
    expect(Number(worst)).toBeCloseTo(ratio(Math.max(...errors)), 0);
    expect(Number(mean)).toBeCloseTo(
      ratio(errors.reduce((sum, each) => sum + each) / frames.length),
      0,
    );
    expect(Number(worst)).toBeGreaterThan(33);
    const video = await app.page.$eval('#export video', async (element) => {
      await element.play();
      const { videoWidth, videoHeight, duration } = element;
      return [videoWidth, videoHeight, duration];
    });
    expect(video).toEqual([160, 120, 1]);
    const status = await app.page.$eval('#export-status', (element) => element.textContent);
    expect(status).toMatch(/^Exported: 30 frames, [\d.]+ kB\.$/);
    await app.close();
  });

  it('is a download where no file is chosen', async () => {
    const app = await open({ frames: 10 });
    const client = await app.page.createCDPSession();
    await client.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: downloads,
      browserContextId: app.page.browserContext().id ?? '',
    });
    await app.click('button', 'Export');
    await app.click('button', 'Export and download');
    await done(app);
    // By itself: a film that waits for a click goes with Escape.
    await eventually(async () => expect(await readdir(downloads)).toEqual(['photo.mp4']));
    const film = await readFile(join(downloads, 'photo.mp4'));
    expect(await decoder.decode(film)).toHaveLength(10);
    await app.close();
  });

  it('is of the picture and the settings that it began with', async () => {
    const app = await openApp(browser, {
      answers,
      query,
      spec: { frames: 60, encoder: 'webcodecs' },
    });
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    const goOn = await holdFilms(app);
    await app.click('button', 'Export and download');
    await app.find('status', 'Frames exported');
    await app.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(70, 50);
      canvas.getContext('2d')?.fillRect(0, 0, 30, 20);
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([await canvas.convertToBlob()], 'other.png'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer }));
    });
    const name = () => app.page.$eval('#picture-name', (element) => element.textContent);
    await eventually(async () => expect(await name()).toBe('other.png · 70×50'));
    expect(await dialogText(app)).toContain('Cancel');
    await goOn();
    await done(app);
    const text = await dialogText(app);
    expect(text).toContain('Downloaded as photo.mp4');
    expect(text).toContain('160×120');
    expect(Number(/at worst ([\d.]+) dB/.exec(text)?.[1])).toBeGreaterThan(33);
    await app.close();
  });

  it('that is cancelled leaves nothing', async () => {
    const app = await open({ frames: 100_000, encoder: 'webcodecs' });
    await app.click('button', 'Export');
    await app.click('button', 'Export to a file…');
    await eventually(async () =>
      expect(await app.read('status', 'Frames exported')).toMatch(/^\d+ of 100000$/),
    );
    // A film under way isn't thrown away by a key, and goes with the page only when that is meant.
    expect(await asksBeforeLeaving(app)).toBe(true);
    await app.page.keyboard.press('Escape');
    await app.click('button', 'Export');
    await app.click('button', 'Cancel');
    await eventually(async () => expect(await dialogText(app)).toContain('nothing was kept'));
    await eventually(async () => expect(await asksBeforeLeaving(app)).toBe(false));
    expect(await kept(app)).toEqual({});
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('that is cancelled leaves a film as it was that was there before', async () => {
    const app = await open({ frames: 100_000, encoder: 'webcodecs' });
    await app.page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const stream = await (
        await folder.getFileHandle('photo.mp4', { create: true })
      ).createWritable();
      await stream.write(new Uint8Array([1, 2, 3]));
      await stream.close();
    });
    await app.click('button', 'Export');
    await app.click('button', 'Export to a file…');
    await app.find('status', 'Frames exported');
    await app.click('button', 'Cancel');
    await eventually(async () => expect(await dialogText(app)).toContain('nothing was kept'));
    expect(await kept(app)).toEqual({ 'photo.mp4': [1, 2, 3] });
    await app.close();
  });

  it('runs on while its tab is hidden', async () => {
    const app = await open({ frames: 1000, encoder: 'webcodecs' });
    const { page } = app;
    await app.click('button', 'Export');
    await app.find('button', 'Export to a file…');
    const goOn = await holdFilms(app);
    await app.click('button', 'Export to a file…');
    await app.find('status', 'Frames exported');
    // Whoever waits for the screen waits for good.
    const hidden = await page.evaluate(() => {
      globalThis.requestAnimationFrame = () => 0;
      Object.defineProperty(document, 'hidden', { value: true });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
      return document.querySelector('#export')?.textContent ?? '';
    });
    expect(hidden).toContain('Cancel');
    await goOn();
    await eventually(async () =>
      expect(await page.$eval('#export-status', ({ textContent }) => textContent)).toContain(
        '1000 frames',
      ),
    );
    await app.close();
  });

  it('is refused before it is tried where the codec can’t take the film, and another is offered', async () => {
    const app = await open({ size: { width: 64, height: 8 }, frames: 2 });
    await app.click('button', 'Export');
    await eventually(async () => expect(await dialogText(app)).toContain('H.264 can'));
    await app.click('button', 'Use VP9');
    await eventually(async () => expect(await dialogText(app)).toContain('VP9 in MP4'));
    await app.close();
  });

  it('is no sequence of files, which is said before it is tried', async () => {
    const app = await open({ format: 'png-sequence', frames: 3 });
    await app.click('button', 'Export');
    await eventually(async () => expect(await dialogText(app)).toContain('a file a frame'));
    expect(await dialogText(app)).not.toContain('Export and download');
    await app.click('button', 'Use GIF');
    // Of what there is one codec for, that isn't said twice.
    await eventually(async () => expect(await dialogText(app)).toContain('CodecGIFSize'));
    await app.find('button', 'Export and download');
    await app.close();
  });

  it('is offered in other formats where its own takes it with no codec', async () => {
    const app = await open({ background: 'transparent', frames: 3 });
    await app.click('button', 'Export');
    await eventually(async () => expect(await dialogText(app)).toContain('nothing transparent'));
    await app.click('button', 'Use WebM');
    await eventually(async () => expect(await dialogText(app)).toContain('VP9 in WebM'));
    await app.click('button', 'Export and download');
    await done(app);
    expect(await dialogText(app)).toMatch(/Downloaded as photo\.webm.*at worst \d/);
    await app.close();
  });
});

it('a frame is saved as the PNG that `still` writes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stillmotion-png-'));
  const spec: SpecInput = { motion: { kind: 'roll', step: -3 }, title: 'Frame {f}' };
  const app = await openApp(browser, { answers, query, spec, frame: 21 });
  const client = await app.page.createCDPSession();
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: app.page.browserContext().id ?? '',
  });
  await app.click('button', 'Share');
  await app.click('button', 'Save frame 21 as PNG');
  await eventually(async () => expect(await readdir(folder)).toEqual(['photo-21.png']));
  await openJob(session, spec, toPng(photo));
  const png = await readFile(join(folder, 'photo-21.png'));
  expect(fromPng(png)).toEqual(fromPng(await session.still(21)));
  await app.close();
  await rm(folder, { recursive: true });
});
