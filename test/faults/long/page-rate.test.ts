import { loadavg } from 'node:os';
import { expect, it } from 'vitest';
import type { SpecInput } from '../../../src/film/spec/spec.ts';
import { openApp } from '../../browser/app.ts';
import { BACKENDS } from '../../browser/backends.ts';
import { smooth, toPng } from '../../browser/pixels.ts';
import { startChromium } from '../../chromium.ts';

// How many frames the page shows and leaves out, as its own chip counts them; for docs/player.md, by its
// name alone.

const answers = {
  '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 640, height: 480 })) },
};
const query = '?picture=photo.png&name=photo.png';
const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const RATES = [5, 12, 24, 30, 60];
/** What lies outside of the window is never presented. */
const WINDOW = '--window-size=1400,1000';
/** The chip is renewed twice a second: the first ones see the film begin. */
const FIRST = 2;
const TIMES = 3;
const RENEWALS_EACH = 2;

interface Count {
  readonly at: number;
  readonly shown: number;
  readonly skipped: number;
}

/** What the chip says at each of its next renewals, with the time. */
function readCounts(renewals: number): Promise<Count[]> {
  const chip = document.querySelector<HTMLElement>('#readout .chip');
  if (!chip) throw new Error('there is no chip');
  return new Promise((resolve) => {
    const counts: Count[] = [];
    const observer = new MutationObserver(() => {
      const [shown = 0, skipped = 0] = (chip.title.match(/\d+/gu) ?? []).map(Number);
      counts.push({ at: performance.now(), shown, skipped });
      if (counts.length < renewals) return;
      observer.disconnect();
      resolve(counts);
    });
    observer.observe(chip, { attributeFilter: ['title'] });
  });
}

function describeCounts(counts: readonly Count[]): string {
  const [first, last] = [counts.at(FIRST), counts.at(-1)];
  if (!first || !last) throw new Error('nothing was counted');
  const rates: number[] = [];
  for (let n = FIRST; n + RENEWALS_EACH < counts.length; n += RENEWALS_EACH) {
    const [from, to] = [counts[n], counts[n + RENEWALS_EACH]];
    if (from && to) rates.push(((to.shown - from.shown) / (to.at - from.at)) * 1000);
  }
  const [least, median, most] = rates.toSorted((a, b) => a - b).map((rate) => rate.toFixed(1));
  return `${median} (${least}–${most}) | ${last.shown - first.shown} | ${last.skipped - first.skipped}`;
}

it.each(Object.entries(BACKENDS))('on %s', { timeout: 900_000 }, async (name, flags) => {
  const browser = await startChromium([...flags, WINDOW, '--host-resolver-rules=MAP * ~NOTFOUND']);
  try {
    const rows: string[] = [];
    for (const canvas of SIZES)
      for (const rate of RATES) {
        const fps = { numerator: rate, denominator: 1 };
        const spec: SpecInput = { canvas, fps, frames: 240 };
        const app = await openApp(browser, { answers, query, spec, reducedMotion: false });
        const { page } = app;
        await page.click('#readout .chip');
        // By itself the page would go down to fewer pixels, and another table would come of it.
        await page.click('#preview label:has([value="1"])');
        await page.click('#readout .chip');
        const counts = await page.evaluate(readCounts, FIRST + 1 + TIMES * RENEWALS_EACH);
        const load = loadavg()[0]?.toFixed(1);
        rows.push(
          `| ${name} | ${canvas.width}×${canvas.height} | ${rate} | ${load} | ${describeCounts(counts)} |`,
        );
        console.log(rows.at(-1));
        expect(app.errors).toEqual([]);
        await app.close();
      }
    console.log(rows.join('\n'));
  } finally {
    await browser.close();
  }
});
