import type { KeyInput } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { openApp, PHOTO } from '../../browser/app.ts';
import { sharedBrowser } from '../../browser/page.ts';
import { randomFrom } from '../../browser/pixels.ts';
import { count, upTo } from '../tries.ts';

/** How much it does; by hand for longer, e.g. with STILLMOTION_MONKEY=5000. */
const ACTIONS = Number(process.env['STILLMOTION_MONKEY'] ?? 120);
const SEED = Number(process.env['STILLMOTION_MONKEY_SEED'] ?? 17);

const KEYS: readonly KeyInput[] = [
  'Space',
  'ArrowLeft',
  'ArrowRight',
  'Tab',
  'Enter',
  'Escape',
  'Home',
  'End',
  'j',
  'k',
  'l',
  'w',
  'c',
  'e',
  '0',
  '1',
  '+',
  '-',
  '[',
  ']',
  '?',
];
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
  it('finds no error and no dead page', async ({ task }) => {
    const browser = await sharedBrowser();
    const app = await openApp(browser, { ...PHOTO, spec: { frames: 30 }, reducedMotion: false });
    const { page } = app;
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
        await page.mouse.move(found.x + 200 * (random() - 0.5), found.y + 200 * (random() - 0.5), {
          steps: 3,
        });
        await page.mouse.up();
        return `drag ${found.name}`;
      },
      async () => {
        const found = pick(await within('input[type=text], textarea'));
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
    ];
    for (const _ of upTo(ACTIONS)) {
      const act = pick(acts);
      if (act) done.push(await act());
      expect({ errors: app.errors, after: done.slice(-12) }).toMatchObject({ errors: [] });
    }
    // It still does what it is told: the film is another one, and is drawn.
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = 'spec={"frames":7}'));
    await page.waitForFunction(
      () => document.querySelector('#frame-counter')?.textContent?.endsWith('/ 6'),
      { timeout: 60_000 },
    );
    expect(
      await page.$eval('#canvas', (canvas) => (canvas as HTMLCanvasElement).width),
    ).toBeGreaterThan(1);
    expect({ errors: app.errors, after: done.slice(-12) }).toMatchObject({ errors: [] });
    count({ task }, ACTIONS);
    await app.close();
  });
});
