import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeReact, writeScript } from '../../src/page/share/snippets.ts';
import { type App, eventually, handOver, openApp, PHOTO } from './app.ts';
import { buildLibraryPage, LIBRARY_HTML } from './library-build.ts';
import { openPage, sharedBrowser } from './page.ts';
import { fromPng, smooth, toPng } from './pixels.ts';

const FOLDER = 'test-output/snippets';
const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** As much of React as a component of ours asks for; a component is mounted as StrictMode does it, twice. */
const REACT = `
let effects;
export const useRef = (current) => ({ current });
export const useEffect = (effect) => effects.push(effect);
export function mountTwice(Component, parent) {
  effects = [];
  const { node, ref } = Component();
  ref.current = node;
  parent.append(node);
  for (const end of effects.map((effect) => effect())) end();
  for (const effect of effects) effect();
}`;
const JSX = `export const jsx = (tag, { ref, style }) => {
  const node = Object.assign(document.createElement(tag), {});
  Object.assign(node.style, style);
  return { node, ref };
};`;

const draft = { motions: [{ kind: 'roll', step: 4 }], effects: [{ name: 'vignette' }], frames: 12 };
const picture = 'my photo.png';
const photo = { contentType: 'image/png', body: toPng(smooth({ width: 64, height: 48 })) };

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
  const react = root(`${FOLDER}/node_modules/react`);
  await mkdir(react, { recursive: true });
  await writeFile(
    join(react, 'package.json'),
    '{ "name": "react", "type": "module", "main": "index.js" }',
  );
  await writeFile(join(react, 'index.js'), REACT);
  await writeFile(join(react, 'jsx-runtime.js'), JSX);
  // What development builds ask for.
  await writeFile(join(react, 'jsx-dev-runtime.js'), JSX.replace('jsx =', 'jsxDEV ='));
});

/** Builds a snippet with the built library, as its user's bundler does, and looks at what its canvas shows. */
async function playSnippet(files: Record<string, string>, entry: string): Promise<number[]> {
  await Promise.all(
    Object.entries(files).map(([name, text]) => writeFile(root(`${FOLDER}/${name}`), text)),
  );
  const { folder } = await buildLibraryPage(`${FOLDER}/${entry}`);
  const { page, errors } = await openPage(browser, '/', {
    folder,
    answers: {
      '/': {
        contentType: 'text/html',
        body: LIBRARY_HTML.replace('<body>', '<body><canvas></canvas>'),
      },
      [`/${encodeURIComponent(picture)}`]: photo,
    },
  });
  const canvas = await page.waitForSelector('canvas[width="64"]');
  const seen = new Set<string>();
  await eventually(async () => {
    seen.add(Buffer.from((await canvas?.screenshot()) ?? []).toString('base64'));
    expect(seen.size).toBeGreaterThan(2);
  });
  const size = (await canvas?.evaluate(({ width, height }) => [width, height])) ?? [];
  expect(errors).toEqual([]);
  await page.browserContext().close();
  return size;
}

describe('a film is shared', () => {
  it('as a script that plays it', async () => {
    const size = await playSnippet(
      { 'script.js': writeScript(draft, picture === undefined ? [] : [picture]) },
      'script.js',
    );
    expect(size).toEqual([64, 48]);
  });

  it('as a component of React’s, which is mounted and thrown away at will', async () => {
    const page = `import { mountTwice } from 'react';
      import { Film } from './film.jsx';
      document.querySelector('canvas').remove();
      mountTwice(Film, document.body);`;
    const files = {
      'film.jsx': writeReact(draft, picture === undefined ? [] : [picture]),
      'mounted.js': page,
    };
    expect(await playSnippet(files, 'mounted.js')).toEqual([64, 48]);
  });

  it('as JSON that is opened again, by its text and as a file', async () => {
    const app = await openApp(browser, { ...PHOTO, spec: draft });
    await app.click('button', 'Share');
    const json = await app.read('textbox', 'Spec (JSON)');
    expect(await app.read('textbox', 'JavaScript')).toContain('fetch("photo.png")');
    await app.click('button', 'Close');
    await app.click('button', 'Reset all settings');
    await eventually(async () => expect(await app.read('textbox', 'Frames')).toBe(''));
    await handOver(app, 'paste', { text: json });
    await eventually(async () => expect(await app.read('textbox', 'Frames')).toBe('12'));
    await app.find('button', 'Remove Vignette');
    expect(await nameShown(app)).toBe('photo.png · 64×48');
    await handOver(app, 'drop', { bytes: Buffer.from('{"frames": 7}'), names: ['job.json'] });
    await eventually(async () => expect(await app.read('textbox', 'Frames')).toBe('7'));
    await handOver(app, 'drop', { bytes: Buffer.from('{"frames": }'), names: ['job.json'] });
    await eventually(async () => expect(await alertText(app)).toContain('job.json is no spec'));
    await handOver(app, 'paste', { text: '{"pictures": [{}, {}]}' });
    await eventually(async () => expect(await alertText(app)).not.toContain('job.json'));
    expect(await app.read('textbox', 'Frames')).toBe('7');
    await app.close();
  });

  it('as this frame in the clipboard', async () => {
    const app = await openApp(browser, { ...PHOTO, spec: draft, frame: 3 });
    const permissions = ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write'] as const;
    await app.page.browserContext().overridePermissions('https://page.invalid', [...permissions]);
    await app.click('button', 'Share');
    await app.click('button', 'Copy frame 3');
    await eventually(async () =>
      expect(await app.page.$eval('#messages', (e) => e.textContent)).toContain('Frame 3 copied'),
    );
    const bytes = await app.page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const blob = await item?.getType('image/png');
      return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer())];
    });
    const copied = fromPng(Uint8Array.from(bytes));
    expect([copied.width, copied.height]).toEqual([64, 48]);
    await app.close();
  });
});

const nameShown = (app: App) => app.page.$eval('#picture-name', (element) => element.textContent);
const alertText = (app: App) => app.page.$eval('#alerts', (element) => element.textContent ?? '');
