import { expect, it } from 'vitest';
import type { SpecInput } from '../../../src/film/spec/spec.ts';
import { openApp, openChoices } from '../../browser/app.ts';
import { BACKENDS } from '../../browser/backends.ts';
import { smooth, toPng } from '../../browser/pixels.ts';
import { startChromium } from '../../chromium.ts';

// How the page keeps up with a person at 1080p; for docs/player.md, by its name alone.

const answers = {
  '/photo.png': {
    contentType: 'image/png',
    body: toPng(smooth({ width: 640, height: 480 })),
  },
};
const query = '?picture=photo.png&name=photo.png';
const SPEC: SpecInput = { canvas: { width: 1920, height: 1080 }, frames: 240 };
/** The page's own size is 1280×860: what lies outside of the window is never presented, and so never timed. */
const WINDOW = '--window-size=1400,1000';
/** Built files of another state of the page, to compare with. */
const FOLDER = process.env['STILLMOTION_PAGE'];

declare global {
  var pace: { events: number[]; tasks: number[] };
}

function observe(): void {
  globalThis.pace = { events: [], tasks: [] };
  const lasting = (kind: 'events' | 'tasks') => (list: PerformanceObserverEntryList) => {
    for (const { duration } of list.getEntries()) globalThis.pace[kind].push(duration);
  };
  const options = { type: 'event', buffered: true, durationThreshold: 16 };
  new PerformanceObserver(lasting('events')).observe(options);
  new PerformanceObserver(lasting('tasks')).observe({ type: 'longtask', buffered: true });
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

it.each(Object.entries(BACKENDS))('on %s', { timeout: 600_000 }, async (name, flags) => {
  const browser = await startChromium([...flags, WINDOW, '--host-resolver-rules=MAP * ~NOTFOUND']);
  try {
    const app = await openApp(browser, {
      answers,
      query,
      spec: SPEC,
      reducedMotion: false,
      prepare: observe,
      ...(FOLDER !== undefined && { folder: FOLDER }),
    });
    const { page } = app;
    const wait = (milliseconds: number) =>
      new Promise((resolve) => setTimeout(resolve, milliseconds));
    const take = () =>
      page.evaluate(() => {
        const { events, tasks } = globalThis.pace;
        globalThis.pace.events = [];
        globalThis.pace.tasks = [];
        return { events, tasks };
      });
    await wait(3000);
    await take();
    const figures: Record<string, string> = {};
    const row = async (what: string, act: (n: number) => Promise<unknown>, times: number) => {
      const took: number[] = [];
      for (let n = 0; n < times; n++) {
        const began = performance.now();
        await act(n);
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
        );
        took.push(performance.now() - began);
        await wait(120);
      }
      const { events, tasks } = await take();
      figures[what] =
        `next paint ${median(events).toFixed(0)} ms (longest ${Math.max(0, ...events).toFixed(0)}), round trip ${median(took).toFixed(0)} ms, long tasks ${tasks.length} (longest ${Math.max(0, ...tasks).toFixed(0)} ms)`;
    };
    const box = async (selector: string) => {
      const found = await (await page.$(selector))?.boundingBox();
      if (!found) throw new Error(`there is no ${selector}`);
      return found;
    };
    await row('playing', () => wait(500), 10);
    await row('play and pause by Space', () => page.keyboard.press('Space'), 10);
    await row('a press on a button while it plays', () => page.click('#zoom-in'), 10);
    const show = (n: number) => (n === 0 ? openChoices(app, 'Effects') : wait(500));
    await row('effects’ cards while it plays', show, 10);
    const card = (n: number) =>
      page.hover(`#choose-effects .card-group li:nth-child(${(n % 6) + 1}) button`);
    await row('over effects’ cards', card, 10);
    await row(
      'adding effects’ cards',
      (n) => page.click(`#choose-effects .card-group li:nth-child(${n + 1}) button`),
      3,
    );
    const scrub = await box('#scrub');
    const y = scrub.y + scrub.height / 2;
    await row('over the timeline', (n) => page.mouse.move(scrub.x + 20 + 40 * n, y), 12);
    await page.mouse.down();
    await row('along the timeline', (n) => page.mouse.move(scrub.x + 500 - 30 * n, y), 12);
    await page.mouse.up();
    const canvas = await box('#canvas');
    await page.mouse.move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    await page.mouse.down();
    await row(
      'a drag over the film',
      (n) => page.mouse.move(canvas.x + canvas.width / 2 + 10 * n, canvas.y + canvas.height / 2),
      12,
    );
    await page.mouse.up();
    await row(
      'keys of a slider',
      () => page.focus('#scrub').then(() => page.keyboard.press('ArrowRight')),
      12,
    );
    const shown = await page.$eval('#readout', ({ textContent }) => textContent);
    console.log(name, JSON.stringify(figures, undefined, 2), shown);
    expect(app.errors).toEqual([]);
    await app.close();
  } finally {
    await browser.close();
  }
});
