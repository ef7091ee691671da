import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, KeyInput, Page } from 'puppeteer-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type App, openApp, PHOTO } from '../../browser/app.ts';
import { paint, randomFrom, toPng } from '../../browser/pixels.ts';
import { startChromium } from '../../chromium.ts';
import { count, upTo } from '../tries.ts';
import { watchOpen } from './open-objects.ts';
import { pageUsage, type PageUsage } from './page-usage.ts';
import { growsBy, growthOf } from './soak.ts';

/** How much it does; by hand for longer, e.g. with STILLMOTION_MONKEY=5000. */
const ACTIONS = Number(process.env['STILLMOTION_MONKEY'] ?? 120);
/** How long it goes on, and longer until its growth can be told; left out: until it has done that much. */
const MINUTES = Number(process.env['STILLMOTION_MONKEY_MINUTES'] ?? 0);
/** Built files of another state of the page. */
const FOLDER = process.env['STILLMOTION_PAGE'];
/** So many, and then it is seen whether the page still does what it is told, and what it holds. */
const LAP = 60;
/** Of how many laps each look at memory is: one alone depends on what was pressed in it. */
const LAPS_A_LOOK = 4;
/** Before these all that is loaded late hasn't been loaded. */
const WARM_LAPS = 12;
/**
 * What a lap may leave, on the middle of a whole run: 28 kB were left when shaders' programs were kept, and 13 now, of what V8
 * compiles, what is loaded late, and each text of a shader. Chromium keeps a thousand steps of what was typed into fields,
 * which are five nodes a lap.
 */
const MOST_GROWTH = { heap: 20_000, nodes: 10, listeners: 1 } as const;
/** Fewer say less than what is kept by chance in some of them. */
const LEAST_LAPS = 60;
/** More than the page keeps to be undone. */
const CHANGES = 104;
/** What is compiled while a page is used for minutes is more than all that it holds. */
const NO_COMPILED_CODE = '--js-flags=--no-sparkplug --no-maglev --no-opt';
const SEED = Number(process.env['STILLMOTION_MONKEY_SEED'] ?? 17);

const KEYS = 'Space ArrowLeft ArrowRight Tab Enter Escape Home End j k l w c e 0 1 + - [ ] ?'.split(
  ' ',
) as KeyInput[];
const TEXTS = [
  '',
  '0',
  '1',
  '-3',
  '7.5',
  '40% 60%',
  'nonsense',
  '9:16',
  '#ff0000',
  '1e9',
  '{f:3d}',
];
/** What leaves the page, or waits for a person outside it. */
const LEFT_ALONE = ['Export to a file…', 'Choose a file…', 'Open a picture…', 'Full screen'];

describe(`somebody who presses everything, seed ${SEED}`, () => {
  it(
    'finds no error, no dead page and no growth',
    { timeout: (3 * MINUTES + 10) * 60_000 },
    async ({ task }) => {
      const browser = await startChromium([NO_COMPILED_CODE]);
      onTestFinished(() => browser.close());
      const app = await openApp(browser, {
        ...PHOTO,
        spec: { frames: 30 },
        reducedMotion: false,
        prepare: watchOpen,
        ...(FOLDER !== undefined && { folder: FOLDER }),
      });
      const pictures = await offerPictures();
      const { page } = app;
      page.on('console', (message) => {
        if (/WebGL|context/i.test(message.text())) app.errors.push(message.text());
      });
      const random = randomFrom(SEED);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
      const done: string[] = [];

      /** What can be reached now, where it is, CSS px. */
      const within = (selector: string) =>
        page.$$eval(
          selector,
          (elements, leftAlone) =>
            elements.flatMap((element) => {
              const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
              const { x, y, width, height } = element.getBoundingClientRect();
              const at = { x: x + width / 2, y: y + height / 2 };
              const top = document.elementFromPoint(at.x, at.y);
              const isSeen = top !== null && (element.contains(top) || top.contains(element));
              return isSeen && !element.matches(':disabled') && !leftAlone.includes(name.trim())
                ? [{ ...at, name: name.trim().slice(0, 40) }]
                : [];
            }),
          LEFT_ALONE,
        );

      const acts: readonly (() => Promise<string>)[] = [
        async () => {
          const found = pick(await within('button, summary, [role=switch]'));
          if (found) await page.mouse.click(found.x, found.y);
          return `click ${found?.name}`;
        },
        async () => {
          const key = pick(KEYS) ?? 'Space';
          await page.keyboard.press(key);
          return `key ${key}`;
        },
        async () => {
          const found = pick(
            await within(
              'canvas, [role=slider], input[type=range], .picture-box, .frame-point, .corner',
            ),
          );
          if (found === undefined) return 'no drag';
          await page.mouse.move(found.x, found.y);
          await page.mouse.down();
          await page.mouse.move(
            found.x + 200 * (random() - 0.5),
            found.y + 200 * (random() - 0.5),
            {
              steps: 3,
            },
          );
          await page.mouse.up();
          return `drag ${found.name}`;
        },
        async () => {
          const found = pick(await within('input[type=text], input[type=search], textarea'));
          if (found === undefined) return 'no text';
          await page.mouse.click(found.x, found.y, { count: 3 });
          const text = pick(TEXTS) ?? '';
          await page.keyboard.type(text);
          await page.keyboard.press('Tab');
          return `type ${text}`;
        },
        async () => {
          const value = random();
          const chosen = await page.$$eval(
            'select',
            (selects, share) => {
              const seen = selects.filter((each) => each.checkVisibility() && !each.disabled);
              const select = seen[Math.floor(share * seen.length)];
              if (select === undefined) return '';
              const option = select.options[Math.floor(((share * 97) % 1) * select.options.length)];
              select.value = option?.value ?? '';
              select.dispatchEvent(new Event('change', { bubbles: true }));
              return `${select.getAttribute('aria-label') ?? select.id} ${select.value}`;
            },
            value,
          );
          return `choose ${chosen}`;
        },
        async () => {
          await page.keyboard.down('Control');
          await page.keyboard.press(pick(['z', 'k'] as const) ?? 'z');
          await page.keyboard.up('Control');
          return 'ctrl';
        },
        async () => {
          const several = random() < 0.5 ? pictures : pictures.slice(0, 1);
          const input = await page.$('#file');
          await (input as ElementHandle<HTMLInputElement>).uploadFile(...several);
          return `open ${several.length}`;
        },
      ];
      await fillHistory(app);
      const problems: string[] = [];
      const usages: PageUsage[] = [];
      const began = performance.now();
      const isOver = (lap: number) =>
        MINUTES > 0
          ? performance.now() - began > MINUTES * 60_000 && lap > WARM_LAPS + LEAST_LAPS
          : lap * LAP > ACTIONS;
      for (let lap = 1; !isOver(lap); lap++) {
        for (const _ of upTo(LAP)) {
          const act = pick(acts);
          if (act) done.push(await act());
          for (const error of app.errors.splice(0))
            problems.push(`${error}, after ${done.slice(-12).join(' · ')}`);
        }
        const refusal = await obeys(app, 5 + (lap % 5)).then(
          () => undefined,
          async (error: unknown) => `${String(error)}; ${await stateOf(page)}`,
        );
        if (refusal !== undefined) {
          problems.push(`It obeys no more: ${refusal}, after ${done.slice(-LAP).join(' · ')}`);
          break;
        }
        usages.push(await pageUsage(page));
        if (lap % LAPS_A_LOOK === 0) console.log(lap, done.length, problems.length, usages.at(-1));
      }
      expect([...new Set(problems)]).toEqual([]);
      for (const what of ['heap', 'nodes', 'listeners'] as const) {
        const held = usages.slice(WARM_LAPS).map((usage) => usage[what]);
        const looks = leastOf(held);
        if (looks.length > 2)
          expect(growsBy(0.01, looks), `${what}: ${looks.join(', ')}`).toBe(false);
        if (held.length < LEAST_LAPS) continue;
        const growth = growthOf(held);
        console.log(what, looks, `${growth} a lap`);
        expect(growth, `${what}: ${held.join(', ')}`).toBeLessThan(MOST_GROWTH[what]);
      }
      count({ task }, done.length);
      await app.close();
    },
  );
});

/** As many changes as can be undone, and some more: from then on the oldest goes for each that comes. */
async function fillHistory({ page }: App): Promise<void> {
  for (const n of upTo(CHANGES)) {
    // Of another field each time: of the same, changes that follow soon are one.
    const spec = { frames: 10 + 2 * Math.floor(n / 2), title: `film ${Math.ceil(n / 2)}` };
    await page.evaluate((job) => (location.hash = `spec=${job}`), JSON.stringify(spec));
    await page.waitForFunction(
      (frames, title) =>
        document.querySelector('#frame-counter')?.textContent?.endsWith(`/ ${frames - 1}`) &&
        document.querySelector<HTMLInputElement>('#option-title')?.value === title,
      {},
      spec.frames,
      spec.title,
    );
  }
}

/** It still does what it is told: the film is another one, and is drawn. */
async function obeys({ page }: App, frames: number): Promise<void> {
  for (const _ of upTo(3)) await page.keyboard.press('Escape');
  await page.evaluate((spec) => (location.hash = spec), `spec={"frames":${frames}}`);
  await page.waitForFunction(
    (end) => document.querySelector('#frame-counter')?.textContent?.endsWith(end),
    { timeout: 60_000 },
    `/ ${frames - 1}`,
  );
  expect(
    await page.$eval('#canvas', (canvas) => (canvas as HTMLCanvasElement).width),
  ).toBeGreaterThan(1);
  // A film of a thousand million frames is cancelled, and what a person has seen is dismissed.
  await page.$$eval('.export-job progress + .row button', (all) => {
    for (const each of all) (each as HTMLElement).click();
  });
  await page.$$eval('.export-job [aria-label^="Dismiss"]', (all) => {
    for (const each of all) (each as HTMLElement).click();
  });
  // Behind A|B the film alone is drawn.
  await page.$$eval('#compare[aria-pressed=true]', ([button]) => (button as HTMLElement)?.click());
  await page.waitForFunction(() => globalThis.watched().open.contexts <= 1, { timeout: 60_000 });
}

/** What a person would see of a page that does nothing any more. */
function stateOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const textOf = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);
    return JSON.stringify({
      hash: location.hash,
      counter: textOf('#frame-counter'),
      picture: textOf('#picture-name'),
      notices: textOf('.notice'),
      dialogs: textOf('dialog[open] h2'),
      open: globalThis.watched().open,
      focused: document.activeElement?.outerHTML.slice(0, 200),
    });
  });
}

/** The least of each look: what is open in one lap is closed in another. */
function leastOf(values: readonly number[]): number[] {
  const looks = Math.floor(values.length / LAPS_A_LOOK);
  return upTo(looks).map((nth) =>
    Math.min(...values.slice((nth - 1) * LAPS_A_LOOK, nth * LAPS_A_LOOK)),
  );
}

async function offerPictures(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sm-monkey-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const colors = [
    [220, 20, 20],
    [20, 160, 20],
    [20, 20, 220],
  ] as const;
  return Promise.all(
    colors.map(async (color, n) => {
      const path = join(folder, `${n}.png`);
      await writeFile(path, toPng(paint({ width: 96, height: 64 }, () => color)));
      return path;
    }),
  );
}
