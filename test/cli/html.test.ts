import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { colorAt, fromPng, smooth } from '../browser/pixels.ts';
import {
  expectSamePixels,
  frameOf,
  offer,
  open,
  render,
  SIZE,
  startReader,
  SWIFTSHADER,
} from './html-page.ts';
import { runHere, succeedHere } from './in-process.ts';
import { it } from './program.ts';
import { expectExplained, expectRefusedHere } from './refusal.ts';

describe('an HTML page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startReader();
  });
  afterAll(() => browser.close());

  it('shows the pixels that stills have, of several pictures with transitions and titles', async ({
    place,
  }) => {
    await offer(place);
    const show = 'a.png b.png c.png --each 0.8 --fps 10 --title {f}';
    const between = '--transition wipe:duration=0.3 --transition random:seed=4,duration=0.5';
    await expectSamePixels(place, browser, `${show} ${between}`.split(' '), [6, 13]);
  });

  it('plays at once, stands where a person says so, and asks for nothing', async ({ place }) => {
    await offer(place);
    const page = await open(browser, await render(place, ['a.png', '--range', '3-20']));
    const canvas = 'canvas[role=img][aria-label="A picture that moves"]';
    await page.waitForSelector(`${canvas}[data-frame="9"]`);
    await page.waitForSelector('::-p-aria([name="Pause"][role="button"])');
    await page.mouse.click(40, 20);
    await page.waitForSelector('::-p-aria([name="Play"][role="button"])');
    const frames: (string | undefined)[] = [];
    for (const key of ['Home', 'ArrowLeft', 'ArrowRight', 'End'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one key after the other
      await page.keyboard.press(key);
      // oxlint-disable-next-line no-await-in-loop
      frames.push(await frameOf(page));
    }
    expect(frames).toEqual(['3', '20', '3', '20']);
    await page.keyboard.press('Space');
    await page.waitForSelector(`${canvas}[data-frame="5"]`);
    await page.focus('button');
    await page.keyboard.press('Space');
    await page.waitForSelector('::-p-aria([name="Play"][role="button"])');
    await page.close();
  });

  it('shows the picture and a line where there is no WebGL2, and where no script runs', async ({
    place,
  }) => {
    await offer(place);
    const url = await render(place, ['a.png', 'b.png']);
    const visible = (page: Page) =>
      page.$$eval('img, canvas, p, button', (all) =>
        all.flatMap((each) =>
          each.getClientRects().length === 0 ? [] : [each.textContent || each.tagName],
        ),
      );
    const without = await open(browser, url, (page) =>
      page.evaluateOnNewDocument(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      }),
    );
    await without.waitForSelector('p:not(:empty)');
    expect(await visible(without)).toEqual([
      'IMG',
      'This browser has no WebGL2, so that the picture stands still.',
    ]);
    await without.close();
    const silent = await open(browser, url, async (page) => {
      await page.setViewport({ width: 480, height: 320 });
      await page.setJavaScriptEnabled(false);
    });
    const text = await silent.$eval('noscript p', (line) => line.textContent);
    expect(text).toBe('Scripts are switched off here, so that the picture stands still.');
    const picture = fromPng(Buffer.from(await silent.screenshot({ type: 'png' })));
    // Five times as large.
    const differences = [0, 1, 2].map((n) =>
      Math.abs(colorAt(picture, 242, 162)[n as 0] - colorAt(smooth(SIZE), 48, 32)[n as 0]),
    );
    expect(Math.max(...differences)).toBeLessThan(12);
    await silent.close();
  });

  it('shows what is on it as text, whatever that looks like', async ({ place }) => {
    await offer(place);
    const evil = `</script></title><img src=x onerror=alert(1)><!--<script>'"&`;
    const args = ['a.png', '--frames', '2', '--title', evil, '--meta', `title=${evil}`];
    const page = await open(
      browser,
      await render(place, [...args, '--meta', `description=${evil}`]),
    );
    await page.waitForSelector('canvas[data-frame="1"]');
    expect(await page.title()).toBe(evil);
    const told = await page.$$eval('canvas, img, meta[name=description]', (all) =>
      all.map(
        (each) =>
          each.getAttribute('aria-label') ??
          each.getAttribute('alt') ??
          each.getAttribute('content'),
      ),
    );
    expect(told).toEqual([evil, evil, evil]);
    expect(await page.$$eval('script', (all) => all.length)).toBe(2);
    await page.close();
  });

  it('is the same, byte by byte, of the same job, also in parts', async ({ place }) => {
    await offer(place);
    const args = ['a.png', '--title', 'Frame {f:4d}', '--frames', '1200'];
    await render(place, args, 'one.html');
    await render(place, args, 'other.html');
    for (const n of [1, 2])
      await render(place, [...args, '--format', 'html', '--shard', `${n}/2`], `${n}.shard`);
    await succeedHere(place, ['merge', '1.shard', '2.shard', '-o', 'merged.html', '--quiet']);
    const names = ['one.html', 'other.html', 'merged.html'];
    const [one, ...others] = await Promise.all(names.map((name) => readFile(place.path(name))));
    for (const other of others) expect(other).toEqual(one);
  });

  it('is compared with what is drawn, from what its file holds', async ({ place }) => {
    await offer(place);
    await render(place, ['a.png', '--frames', '4', '--step', '3', '--title', '{f}']);
    const text = await readFile(place.path('film.html'), 'utf8');
    const compare = async (from: string, to: string) => {
      expect(text).toContain(from);
      await writeFile(place.path('other.html'), text.replace(from, to));
      await writeFile(
        place.path('job.json'),
        JSON.stringify({ motions: [{ kind: 'roll', step: 3 }], frames: 4, title: '{f}' }),
      );
      const job = ['--against', 'job.json', ...SWIFTSHADER];
      return runHere(place, ['verify', 'other.html', 'a.png', ...job]);
    };
    expect((await compare('#000c', '#000c')).stdout).toMatch(/: 4 frames, as drawn/);
    expectExplained(await compare('"step":3', '"step":4'), {
      code: 'verification-failed',
      says: /frame \d has a PSNR of .* expected the same samples/,
    });
    expectExplained(await compare('MIT', 'MIP'), {
      code: 'film-unreadable',
      says: /doesn't hold its player/,
    });
  });

  it.for<[string, string, RegExp]>([
    ['a sound', '--audio sound.wav', /HTML page takes no sound/],
    ['no job', '--no-embed', /leave out --no-embed/],
    ['a quantizer', '--quantizer 20', /no quantizer/],
    ['another codec', '--codec vp9', /can.t hold VP9/],
  ])('refuses %s', async ([, args, says], { place }) => {
    await offer(place);
    const run = ['render', 'a.png', '-o', 'film.html', ...args.split(' ')];
    await expectRefusedHere(place, run, { code: 'usage', says });
  });
});
