import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { onTestFinished, vi } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openTab, type OpenPage, type PageChoice, type Tab } from './page.ts';
import { smooth, toPng } from './pixels.ts';

/** The player's page as a person has it before them: all is found by role and name. */
export interface App extends OpenPage {
  find(role: string, name: string): Promise<ElementHandle>;
  click(role: string, name: string): Promise<void>;
  /** Text of the element, or the value of a control. */
  read(role: string, name: string): Promise<string>;
  /** Types a value into a field and leaves it. */
  fill(name: string, value: string): Promise<void>;
  choose(name: string, value: string): Promise<void>;
  wantDark(dark: boolean): Promise<void>;
  /** What the page has kept is gone. */
  close(): Promise<void>;
}

export interface AppChoice extends PageChoice {
  readonly spec?: SpecInput;
  readonly frame?: number;
  readonly query?: string;
  readonly dark?: boolean;
  readonly reducedMotion?: boolean;
}

/**
 * A small picture, for whatever is not about the built-in one: to compile the shader of that takes
 * software renderers longer than all else that a page does to open.
 */
export const PHOTO: Pick<AppChoice, 'answers' | 'query'> = {
  query: '?picture=photo.png&name=photo.png',
  answers: {
    '/photo.png': { contentType: 'image/png', body: toPng(smooth({ width: 64, height: 48 })) },
  },
};

const DESKTOP = { width: 1280, height: 860 };

/** Of which row of the stack settings are: who sets one selects its row first. */
const ROWS: Readonly<Record<string, string>> = {
  Each: 'group-picture',
  Size: 'group-picture',
  Layout: 'group-canvas',
  Canvas: 'group-canvas',
  Title: 'group-title',
  Frames: 'group-timing',
  Duration: 'group-timing',
  'Frame rate': 'group-timing',
  Range: 'group-timing',
};

/** A new tab takes a process, which is a third of what it takes to open the page. */
const idle = new WeakMap<Browser, Tab[]>();

/** Opens the page with a link, and waits until it stands. */
export async function openApp(browser: Browser, choice: AppChoice = {}): Promise<App> {
  const { spec, frame, query = '', dark = false, reducedMotion = true } = choice;
  const hash = new URLSearchParams();
  if (spec) hash.set('spec', JSON.stringify(spec));
  if (frame !== undefined) hash.set('frame', String(frame));
  const tabs = idle.get(browser) ?? [];
  idle.set(browser, tabs);
  const tab = tabs.pop() ?? (await openTab(browser));
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await tab.reset();
    tabs.push(tab);
  };
  // Where a test fails, nobody knows what it has left.
  onTestFinished(() => (isOpen ? tab.close() : undefined));
  const open = await tab.show({ viewport: DESKTOP, ...choice });
  const { page } = open;
  const wantDark = (wanted: boolean) =>
    page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: wanted ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    ]);
  await wantDark(dark);
  await open.goto(`/index.html${query}${hash.size > 0 ? `#${hash.toString()}` : ''}`);
  await page.waitForSelector('html[data-ready]');

  const find = async (role: string, name: string) => {
    const row = role === 'textbox' || role === 'combobox' ? ROWS[name] : undefined;
    const wait = async (timeout: number) => {
      if (row !== undefined) await selectRow(page, `[aria-controls="${row}"]`);
      const handle = await page.waitForSelector(`aria/${name}[role="${role}"]`, { timeout });
      if (handle === null) throw new Error(`there is no ${role} called ${name}`);
      return handle;
    };
    // What comes to the stack meanwhile is selected: whoever looks for another row presses it again.
    return row === undefined ? wait(30_000) : eventually(() => wait(1000));
  };
  return {
    ...open,
    find,
    // What is made anew between being found and being pressed, a person presses all the same.
    click: (role, name) =>
      pressing(async () => {
        const found = await find(role, name);
        // From under what stays at the foot of a panel.
        await found.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
        await found.click();
      }),
    async read(role, name) {
      return (await find(role, name)).evaluate((element) =>
        'value' in element ? String(element.value) : (element.textContent ?? ''),
      );
    },
    async fill(name, value) {
      const field = await find('textbox', name);
      await field.evaluate((element) => (element as HTMLInputElement).select());
      await field.press('Backspace');
      await field.type(value);
      await field.press('Tab');
    },
    async choose(name, value) {
      await (await find('combobox', name)).select(value);
    },
    wantDark,
    close,
  };
}

/** What there is to choose from, in the column at the left: `Motions`, `Effects`, … */
export async function openChoices(app: App, name: string): Promise<void> {
  const button = await app.page.waitForSelector(`::-p-xpath(//*[@id="rail"]//button[.="${name}"])`);
  if (button === null) throw new Error(`the rail has no ${name}`);
  if ((await button.evaluate((each) => each.getAttribute('aria-expanded'))) === 'false')
    await button.click();
}

/** Selects a row of the stack by what it is called: `Time`, `Zoom`, `red.png`. */
export async function select({ page }: App, name: string): Promise<void> {
  const words = `starts-with(normalize-space(.), "${name}")`;
  await selectRow(page, `::-p-xpath(//*[@id="stack"]//button[@aria-controls][${words}])`);
}

const selectRow = (page: Page, selector: string) =>
  pressing(async () => {
    const row = await page.waitForSelector(selector);
    if ((await row?.evaluate((each) => each.getAttribute('aria-current'))) === 'true') return;
    await row?.evaluate((each) => each.scrollIntoView({ block: 'nearest' }));
    await row?.click();
  });

export async function addEffect(app: App, label: string): Promise<void> {
  await openChoices(app, 'Effects');
  await app.click('button', `Add ${label}`);
}

async function pressing(press: () => Promise<void>): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (!/detached|not clickable/.test(String(error))) throw error;
    await press();
  }
}

/** Waits until what a person would see holds. */
export function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 30_000, interval: 25 });
}

/** Frame number that the counter shows. */
export async function frameOf(app: App): Promise<number> {
  return Number((await app.read('status', 'Frame counter')).split('/')[0]);
}

/** The number of the film's last frame, as the counter shows it. */
export async function lastFrame(app: App): Promise<number> {
  return Number((await app.read('status', 'Frame counter')).split('/')[1]);
}

/** Where in its seconds the film is, as it is read out at every width. */
export async function timeOf({ page }: App): Promise<string | undefined> {
  const said = await page.$eval('#scrub', (bar) => bar.getAttribute('aria-valuetext'));
  return said?.split(', ')[1];
}

/** What the page says of the picture that is open. */
export function pictureOf({ page }: App): Promise<string | null> {
  return page.$eval('#picture-name', (element) => element.textContent);
}

/** What the page offers to copy under this name. */
export async function shared(app: App, name: string): Promise<string> {
  await app.click('button', 'Share');
  const text = await app.read('textbox', name);
  await app.click('button', 'Close');
  return text;
}

/** The film as it stands on the screen at 1:1, a PNG. */
export async function shootFilm(page: Page): Promise<Uint8Array> {
  const canvas = await page.$('#canvas');
  if (canvas === null) throw new Error('the page has no canvas');
  return canvas.screenshot();
}

/** Another program hands over a file, by several names, or a text. */
export function handOver(
  { page }: App,
  event: 'drop' | 'paste',
  { bytes, names = [], text }: { bytes?: Uint8Array; names?: readonly string[]; text?: string },
): Promise<void> {
  return page.evaluate(
    (kind, content, files, words) => {
      const data = new DataTransfer();
      for (const file of files) data.items.add(new File([new Uint8Array(content)], file));
      if (words !== null) data.setData('text/plain', words);
      const options = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    event,
    [...(bytes ?? [])],
    names,
    text ?? null,
  );
}
