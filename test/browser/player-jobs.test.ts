import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it, missing, type Place } from '../cli/program.ts';
import { type App, eventually, handOver, openApp, select } from './app.ts';
import { textOf } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { paint, smooth, toPng } from './pixels.ts';

// What people come for, each from the first view to a file on their disk.

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

/** The first view, whose downloads go to the test's own folder. */
async function begin(place: Place): Promise<App> {
  const app = await openApp(browser);
  const client = await app.page.createCDPSession();
  const { id } = app.page.browserContext();
  if (id === undefined) throw new Error('every tab has a context of its own');
  await client.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: place.path('.'),
    browserContextId: id,
  });
  return app;
}

async function openFile(app: App, path: string): Promise<void> {
  const input = await app.page.$('#file');
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
  await app.find('button', 'Export');
  await app.find('button', '{ } Write a shader');
}

/** A card of the motions, by its name. */
function choose(app: App, name: string): Promise<void> {
  return app.click('button', `Use ${name}`);
}

async function preset(app: App, name: string): Promise<void> {
  const button = await app.page.waitForSelector(
    `::-p-xpath(//*[@class="export-presets"]/button[strong="${name}"])`,
  );
  await button?.click();
  await app.page.waitForSelector(
    `::-p-xpath(//*[@class="export-presets"]/button[strong="${name}"][@aria-pressed="true"])`,
  );
}

/** The film when it is on the disk, whole. */
async function exported(app: App, path: string): Promise<Buffer> {
  await app.click('button', 'Export and download');
  await eventually(async () => expect(await textOf(app, 'export-status')).toMatch(/^Exported: /));
  // It has another name until it is whole.
  return eventually(() => readFile(path));
}

const probe = (path: string, entries: string) =>
  execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path])
    .toString()
    .trim();

describe('a person comes for', () => {
  it('a phone picture as a 9:16 story of ten seconds that closes', async ({ place }) => {
    await writeFile(place.path('phone.png'), toPng(smooth({ width: 120, height: 160 })));
    const app = await begin(place);
    await openFile(app, place.path('phone.png'));
    await select(app, 'Frame');
    await app.page.select('#option-canvas-control select', '9:16');
    await app.fill('Duration', '10');
    await choose(app, 'Ken Burns');
    // What was set of frame and time is still so.
    await eventually(async () => expect(await app.read('textbox', 'Duration')).toBe('10'));
    await app.click('button', 'Go there and back: that closes it');
    await eventually(async () =>
      expect(await textOf(app, 'seam')).toContain('300 frames close the loop.'),
    );
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    await exported(app, place.path('phone.mp4'));
    expect(app.errors).toEqual([]);
    await app.close();
    if (missing('ffprobe')) return;
    // As large as the picture has pixels for.
    expect(probe(place.path('phone.mp4'), 'stream=width,height')).toBe('90,160');
    expect(Number(probe(place.path('phone.mp4'), 'format=duration'))).toBeCloseTo(10, 3);
  });

  it('a slow zoom into a painting, in 4K', async ({ place }) => {
    await writeFile(place.path('painting.png'), toPng(smooth({ width: 96, height: 54 })));
    const app = await begin(place);
    await openFile(app, place.path('painting.png'));
    await choose(app, 'Zoom');
    await app.fill('To', '1.2');
    await select(app, 'Frame');
    await app.page.select('#option-canvas-control select', '4k');
    await app.fill('Duration', '20');
    await app.click('button', 'Export');
    await eventually(async () => {
      expect(await textOf(app, 'export')).toContain('3840×2160');
      expect(await textOf(app, 'export')).toContain('600 frames, 20 s');
    });
    // A moment of it: all of it takes software minutes.
    await app.page.click('#export-close');
    await app.fill('Frames', '2');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    await eventually(async () => expect(await textOf(app, 'export')).toContain('2 frames'));
    await exported(app, place.path('painting.mp4'));
    expect(app.errors).toEqual([]);
    await app.close();
    if (missing('ffprobe')) return;
    expect(probe(place.path('painting.mp4'), 'stream=width,height')).toBe('3840,2160');
  });

  it('depth from a portrait, by its depth map', async ({ place }) => {
    const size = { width: 96, height: 64 };
    await writeFile(place.path('portrait.png'), toPng(smooth(size)));
    const near = (x: number, y: number) => (Math.hypot(x - 48, y - 32) < 20 ? 255 : 0);
    const map = paint(size, (x, y) => [near(x, y), near(x, y), near(x, y)]);
    await writeFile(place.path('depth.png'), toPng(map));
    const app = await begin(place);
    await openFile(app, place.path('portrait.png'));
    await app.click('button', 'Effects');
    await app.click('button', 'Add Parallax');
    const input = await app.page.waitForSelector('input[type=file][aria-label="Depth"]');
    await (input as ElementHandle<HTMLInputElement>).uploadFile(place.path('depth.png'));
    await eventually(async () => expect(await textOf(app, 'parameters')).toContain('depth.png'));
    await app.fill('Frames', '6');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    await exported(app, place.path('portrait.mp4'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('a logo that turns, transparent', async ({ place }) => {
    const logo = paint({ width: 64, height: 64 }, () => [200, 60, 30]);
    await writeFile(place.path('logo.png'), toPng(logo));
    const app = await begin(place);
    await openFile(app, place.path('logo.png'));
    await choose(app, 'Rotate');
    await app.fill('Frames', '12');
    await select(app, 'logo.png');
    await app.click('checkbox', 'nothing: transparent');
    await app.click('button', 'Export');
    await preset(app, 'For the web');
    await app.find('button', 'Export and download');
    await exported(app, place.path('logo.webm'));
    expect(app.errors).toEqual([]);
    await app.close();
    if (missing('ffprobe')) return;
    expect(probe(place.path('logo.webm'), 'stream_tags=alpha_mode')).toBe('1');
  });

  it('a GIF for the chat', async ({ place }) => {
    await writeFile(place.path('cat.png'), toPng(smooth({ width: 64, height: 48 })));
    const app = await begin(place);
    await openFile(app, place.path('cat.png'));
    await app.fill('Frames', '8');
    await app.click('button', 'Export');
    await preset(app, 'GIF');
    await app.find('button', 'Export and download');
    const film = await exported(app, place.path('cat.gif'));
    expect(film.subarray(0, 6).toString()).toBe('GIF89a');
    expect(film.includes('NETSCAPE2.0')).toBe(true);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('a shader of theirs as a film, without a picture', async ({ place }) => {
    const source = `void mainImage(out vec4 color, in vec2 at) {
  color = vec4(at / iResolution.xy, 0.5 + 0.5 * sin(iTime), 1.0);
}
`;
    const app = await begin(place);
    await handOver(app, 'drop', { bytes: Buffer.from(source), names: ['mine.glsl'] });
    await app.find('button', 'Edit Mine as code');
    await app.fill('Canvas', '64x48');
    await app.fill('Frames', '6');
    await app.click('button', 'Export');
    await app.find('button', 'Export and download');
    await eventually(async () => expect(await textOf(app, 'export')).toContain('64×48'));
    await exported(app, place.path('built-in-picture.mp4'));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('a film by the keyboard alone', async ({ place }) => {
    const app = await begin(place);
    const { keyboard } = app.page;
    const focused = () =>
      app.page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          document.activeElement?.textContent?.trim(),
      );
    const tabTo = async (name: RegExp) => {
      for (let i = 0; i < 60 && !name.test((await focused()) ?? ''); i++)
        await keyboard.press('Tab');
      expect(await focused()).toMatch(name);
    };
    await app.page.waitForSelector('#samples button');
    await tabTo(/^Ribbons/);
    await keyboard.press('Enter');
    await app.find('button', 'Pause');
    // The palette finds what is wanted by a few letters.
    await app.page.waitForSelector('#option-frames');
    await keyboard.down('Control');
    await keyboard.press('k');
    await keyboard.up('Control');
    await app.page.waitForSelector('#palette-dialog[open]');
    await keyboard.type('frames');
    await eventually(async () => expect(await textOf(app, 'palette-list')).toContain('Frames'));
    await keyboard.press('Enter');
    await app.page.waitForSelector('#option-frames:focus');
    await keyboard.type('6');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await eventually(async () => expect(await app.read('status', 'Frame counter')).toMatch(/ 5$/));
    await keyboard.press('Tab');
    await app.page.$eval('#stage', (stage) => (stage as HTMLElement).focus());
    await keyboard.press('e');
    await app.find('button', 'Export and download');
    await tabTo(/^Export and download$/);
    await keyboard.press('Enter');
    await eventually(async () =>
      expect(await textOf(app, 'export-status')).toMatch(/^Exported: 6/),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
