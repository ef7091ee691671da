import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result, RunOptions } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from './app.ts';
import { tone } from './exported.ts';
import { faultsOfLooks } from './looks.ts';
import { type PageState, pageStates } from './page-states.ts';
import { sharedBrowser } from './page.ts';
import { smooth, toPng } from './pixels.ts';

// Every state of the page, at every width, in light and in dark: kept as a picture for people to look at, and asked
// for what a program can tell of it.

declare global {
  var axe: { run(within: string, options: RunOptions): Promise<{ violations: Result[] }> };
}

const FOLDER = fileURLToPath(new URL('../../test-output/looks/', import.meta.url));

const WIDTHS = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];

/** All others find the same in light and in dark. */
const ABOUT_COLOURS = ['color-contrast', 'link-in-text-block'];

const files = {
  pictures: [join(FOLDER, 'sea.png'), join(FOLDER, 'hills.png')],
  song: join(FOLDER, 'song.wav'),
};
const states = await pageStates(files);

let browser: Browser;
let axe: string;
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  const [sea = '', hills = ''] = files.pictures;
  await writeFile(sea, toPng(smooth({ width: 96, height: 64 })));
  await writeFile(hills, toPng(smooth({ width: 64, height: 96 })));
  await writeFile(files.song, tone(3));
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await sharedBrowser();
});

/** A line for each thing that axe finds. */
async function findings({ page }: App, dark: boolean): Promise<string[]> {
  // All that a dialog lies over is looked at without it.
  const within = (await page.$('dialog[open]')) ? 'dialog[open]' : 'html';
  const { violations } = await page.evaluate(
    (where, chosen) => globalThis.axe.run(where, chosen),
    within,
    dark ? { runOnly: ABOUT_COLOURS } : {},
  );
  return violations.flatMap(({ impact, id, nodes }) =>
    nodes.map(({ html }) => `${impact}: ${id}: ${html.slice(0, 120)}`),
  );
}

/** A tablet that lies: as wide as a small window of a computer, and for fingers; until what comes back is called. */
async function lieAsTablet({ page }: App): Promise<() => Promise<void>> {
  await page.setViewport({ width: 1180, height: 820 });
  const client = await page.createCDPSession();
  const size = { width: 1180, height: 820, deviceScaleFactor: 1 };
  // Puppeteer's own way would load the page anew.
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await client.send('Emulation.setDeviceMetricsOverride', { ...size, mobile: true });
  return () => client.detach();
}

async function look(app: App, { name, again }: PageState): Promise<string[]> {
  const found: string[] = [];
  await app.page.evaluate(axe);
  /* oxlint-disable no-await-in-loop -- a page has one width at a time */
  for (const viewport of WIDTHS) {
    await app.page.setViewport(viewport);
    await again?.(app);
    const say = (line: string) => found.push(`${viewport.width}: ${line}`);
    for (const theme of ['light', 'dark']) {
      await app.wantDark(theme === 'dark');
      for (const line of await findings(app, theme === 'dark')) say(`${theme}: ${line}`);
      const path = join(FOLDER, `${name}-${viewport.width}-${theme}.png`);
      await app.page.screenshot({ path });
    }
    for (const line of await faultsOfLooks(app)) say(line);
  }
  /* oxlint-enable no-await-in-loop */
  const standUp = await lieAsTablet(app);
  await again?.(app);
  await app.page.screenshot({ path: join(FOLDER, `${name}-tablet.png`) });
  for (const line of await faultsOfLooks(app)) found.push(`tablet: ${line}`);
  await standUp();
  return found;
}

describe('at 390, 820, 1440 and 1920 px, in light and in dark, and on a tablet that lies, all is seen, reached and read:', () => {
  it.each(states)('$name', async (state) => {
    const app = await state.bring(browser);
    expect(await look(app, state)).toEqual([]);
    await state.leave?.(app);
    await app.close();
  });
});
