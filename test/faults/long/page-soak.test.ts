import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { buildLibraryPage, LIBRARY_HTML } from '../../browser/library-build.ts';
import { openPage, startBrowser } from '../../browser/page.ts';
import { noise, toPng } from '../../browser/pixels.ts';
import { memoryOf, processTree } from '../memory-use.ts';
import { count, upTo } from '../tries.ts';
import { pageUsage } from './page-usage.ts';
import { filmOf, growsBy, growthOf, soak } from './soak.ts';

/** Each has its shaders compiled, and so has a player: that is most of what this takes. */
const EXPORTS = 100;

/** Of its heap for each of them, bytes: what V8 compiles meanwhile is more than 2 kB of that, and a picture would be 4.8. */
const MOST_KEPT = 4000;

/** One alone depends on what the machine did beside it: what is never given back is in each. */
const LOOKS = 6;

/** Those that are kept open are counted, one by one. */
const FRAMES = 20;

const PICTURE = toPng(noise({ width: 40, height: 30 }, 1));

describe('a soak: 100 exports in a row in one page', () => {
  it('and as many players: no growth in memory, and nothing is left open', async ({ task }) => {
    const library = await buildLibraryPage('test/faults/long/soak-page.ts');
    const browser = await startBrowser();
    try {
      const { page, errors } = await openPage(browser, '/', {
        folder: library.folder,
        answers: {
          '/': { contentType: 'text/html', body: LIBRARY_HTML },
          '/picture.png': { contentType: 'image/png', body: PICTURE },
        },
      });
      const pids = processTree(browser.process()?.pid ?? 0);
      const seen = await soak(
        EXPORTS,
        async (nth) => {
          const film = filmOf(nth, FRAMES, 128);
          const bytes = await page.evaluate((spec) => globalThis.soak.export(spec), film);
          expect(bytes).toBeGreaterThan(1000);
          const width = await page.evaluate((spec) => globalThis.soak.play(spec, 10), film);
          expect(width).toBe(film.size.width);
        },
        () => leastUsage(page, pids),
      );
      for (const usage of seen)
        expect(usage.open).toEqual({ encoders: 0, frames: 0, bitmaps: 0, contexts: 0 });
      const [warm, end] = [seen[0], seen.at(-1)];
      if (warm === undefined || end === undefined) throw new Error('nothing was measured');
      expect(end.made.encoders).toBeGreaterThanOrEqual(EXPORTS);
      expect(end.made.frames).toBeGreaterThanOrEqual(EXPORTS * FRAMES);
      expect(end.made.bitmaps).toBeGreaterThanOrEqual(2 * EXPORTS);
      expect(end.made.contexts).toBeGreaterThanOrEqual(2 * EXPORTS);
      expect(end.nodes).toBeLessThanOrEqual(warm.nodes);
      expect(end.listeners).toBeLessThanOrEqual(warm.listeners);
      const [heaps, sizes] = [seen.map(({ heap }) => heap), seen.map(({ bytes }) => bytes)];
      const held = heaps.join(', ');
      const growth = growthOf(heaps) / (EXPORTS / heaps.length);
      expect(growsBy(0.015, heaps), `bytes of its heap: ${held}`).toBe(false);
      expect(growth, `bytes of its heap: ${held}`).toBeLessThan(MOST_KEPT);
      expect(growsBy(0.08, sizes), `bytes of all its processes: ${sizes.join(', ')}`).toBe(false);
      expect(processTree(browser.process()?.pid ?? 0)).toEqual(pids);
      expect(errors).toEqual([]);
      count({ task }, EXPORTS);
    } finally {
      await browser.close();
    }
  });
});

/** What is held when the browser has been asked to give back what it can: that takes it a while. */
async function leastUsage(page: Page, pids: readonly number[]) {
  const looks = [];
  for (const _ of upTo(LOOKS))
    looks.push({ ...(await pageUsage(page, true)), bytes: memoryOf(pids) });
  const [least] = looks.toSorted((a, b) => a.bytes - b.bytes);
  if (least === undefined) throw new Error('nothing was measured');
  return least;
}
