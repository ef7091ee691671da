import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { smooth, toPng } from '../../browser/pixels.ts';
import { writeReact, writeScript } from '../../../src/page/share/snippets.ts';
import { startChromium } from '../../chromium.ts';
import { firstLineOf, installPacked, packLibrary, whyNoRegistry } from '../../packed-library.ts';
import { leaveOut } from '../tries.ts';

const run = promisify(execFile);

const PACKAGES = ['vite', 'react', 'react-dom', '@vitejs/plugin-react'];

const DRAFT = { motions: [{ kind: 'roll', step: 4 }], frames: 12, title: 'Frame {f}' };
const PICTURE = 'my photo.png';

/** What an empty application of Vite and React consists of, and the snippets as they come from the page. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }',
  'index.html':
    '<link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/main.jsx"></script>',
  'vite.config.js':
    "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()], server: { port: 0 }, preview: { port: 0 }, build: { rollupOptions: { input: ['index.html', 'plain.html'] } } };",
  'plain.html':
    '<link rel="icon" href="data:,"><canvas></canvas><script type="module" src="/plain.js"></script>',
  'plain.js': writeScript(DRAFT, [PICTURE]),
  'Film.jsx': writeReact(DRAFT, [PICTURE]),
  'main.jsx': `import { StrictMode, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Film } from './Film.jsx';
    function App() {
      const [isThere, setThere] = useState(true);
      return <><button onClick={() => setThere(!isThere)}>Toggle</button>{isThere && <Film />}</>;
    }
    createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>);`,
};

/** Serves the application with one of Vite's servers, on a port that is free, and says where. */
const serverOf = (kind: 'createServer' | 'preview') => `
  import { ${kind} } from 'vite';
  const server = await ${kind}();
  await server.listen?.();
  console.log(server.resolvedUrls.local[0]);`;

let application: string;
let work: string;
let browser: Browser;
let unreachable: string | undefined;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'stillmotion-react-'));
  browser = await startChromium();
  unreachable = await whyNoRegistry();
  if (unreachable === undefined) await install();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await rm(work, { recursive: true, force: true });
});

describe('component and script that the page shares, in an empty application of Vite and React', () => {
  it('play while one develops, the component mounted twice by StrictMode', async (context) => {
    leaveOut(context, unreachable);
    expect(await errorsPlayed('createServer')).toEqual([]);
  });

  it('play as they are built', async (context) => {
    leaveOut(context, unreachable);
    await run(join(application, 'node_modules/.bin/vite'), ['build'], { cwd: application });
    expect(await errorsPlayed('preview')).toEqual([]);
  });
});

/** Installs the packed library beside React, as its user does. */
async function install(): Promise<void> {
  application = join(work, 'application');
  await mkdir(join(application, 'public'), { recursive: true });
  for (const [name, text] of Object.entries(FILES))
    // oxlint-disable-next-line no-await-in-loop -- a few small files
    await writeFile(join(application, name), text);
  await writeFile(join(application, 'public', PICTURE), toPng(smooth({ width: 64, height: 48 })));
  await installPacked(application, await packLibrary(work), PACKAGES);
}

/** Frames move, go with the component, and come back with it; gives what stands on the console as an error. */
async function errorsPlayed(kind: 'createServer' | 'preview'): Promise<string[]> {
  const server = spawn(process.execPath, ['--input-type=module', '-e', serverOf(kind)], {
    cwd: application,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    const address = await firstLineOf(server);
    await page.goto(address);
    await expectMoving(page);
    for (const isThere of [false, true, false, true]) {
      await toggle(page, isThere);
    }
    await expectMoving(page);
    expect(await page.$$('canvas')).toHaveLength(1);
    await page.goto(new URL('plain.html', address).href);
    await expectMoving(page);
    await page.close();
    return errors;
  } finally {
    server.kill();
  }
}

/** Presses until it is so: the page may load anew in between, as Vite has it do where it has found more to bundle. */
async function toggle(page: Page, isThere: boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      if (((await page.$('canvas')) === null) === isThere) await page.click('button');
      expect((await page.$('canvas')) !== null).toBe(isThere);
    },
    { timeout: 60_000, interval: 20 },
  );
}

async function expectMoving(page: Page): Promise<void> {
  const seen = new Set<string>();
  await vi.waitFor(
    async () => {
      // Found each time: that of a page before is gone.
      const canvas = await page.waitForSelector('canvas[width="64"][height="48"]');
      seen.add(Buffer.from((await canvas?.screenshot()) ?? []).toString('base64'));
      expect(seen.size).toBeGreaterThan(3);
    },
    { timeout: 60_000, interval: 20 },
  );
}
