import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLibraryPage, LIBRARY_HTML } from '../../browser/library-build.ts';
import { openPage } from '../../browser/page.ts';
import { startChromium } from '../../chromium.ts';
import { firstLineOf, installPacked, packLibrary, whyNoRegistry } from '../../packed-library.ts';
import { leaveOut } from '../tries.ts';

const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const APPLICATION = 'test/faults/long/bundled-page.js';
const run = promisify(execFile);

/** What the page of bundled-page.js says. */
type Answer =
  | { readonly titled: string; readonly bare: string }
  | { readonly code: string; readonly failure: string };

const HTML = (script: string) =>
  `<!doctype html><link rel="icon" href="data:,"><body>${script}</body>`;
const MODULE = HTML('<script type="module" src="./main.js"></script>');

/** All at once, as an installation each took most of this file's time. */
const PACKAGES = [
  ...[5, 6, 7, 8].map((major) => `vite${major}@npm:vite@${major}`),
  'webpack@5',
  'webpack-cli',
  'esbuild',
  'rollup',
  '@rollup/plugin-node-resolve',
  'parcel',
];

/** What esbuild's minimiser leaves is seen with one of those that have it. */
const UNMINIFIED: Readonly<Record<number, readonly string[]>> = {
  5: ['--minify', 'false'],
  6: ['--minify', 'false'],
};

/** Bundlers without any configuration, and where they put what they build. */
const BUNDLERS: readonly {
  readonly name: string;
  readonly command: readonly string[];
  readonly output: string;
  /** Of a bundler that makes none. */
  readonly html?: string;
}[] = [
  ...[5, 6, 7, 8].map((major) => ({
    name: `Vite ${major}`,
    command: [
      `vite${major}/bin/vite.js`,
      'build',
      '--outDir',
      `of-vite${major}`,
      ...(UNMINIFIED[major] ?? []),
    ],
    output: `of-vite${major}`,
  })),
  {
    name: 'webpack 5',
    // Its minimiser took four fifths of its time, and is nobody's who bundles with another one; what theirs
    // leave is seen with Vite and Parcel.
    command: [
      '.bin/webpack',
      './main.js',
      '--mode',
      'production',
      '--no-optimization-minimize',
      '-o',
      'of-webpack',
    ],
    output: 'of-webpack',
    html: HTML('<script src="./main.js"></script>'),
  },
  {
    name: 'esbuild',
    command: ['.bin/esbuild', 'main.js', '--bundle', '--outfile=of-esbuild/main.js'],
    output: 'of-esbuild',
    html: HTML('<script src="./main.js"></script>'),
  },
  {
    name: 'esbuild with splitting',
    command: [
      '.bin/esbuild',
      'main.js',
      '--bundle',
      '--splitting',
      '--format=esm',
      '--outdir=split',
    ],
    output: 'split',
    html: MODULE,
  },
  {
    name: 'Rollup',
    // What it leaves out is seen with Vite, which has it inside.
    command: ['.bin/rollup', 'main.js', '-p', 'node-resolve', '-d', 'of-rollup', '--no-treeshake'],
    output: 'of-rollup',
    html: MODULE,
  },
  {
    name: 'Parcel',
    command: ['.bin/parcel', 'build', 'index.html', '--dist-dir', 'of-parcel'],
    output: 'of-parcel',
  },
];

/** Serves a folder as `vite` does, on a port that is free, and says where. What it optimizes is its own. */
const serverOf = (major: number) => `
  import { createServer } from 'vite${major}';
  const cacheDir = 'node_modules/.vite${major}';
  const server = await createServer({ cacheDir, server: { port: 0 } });
  await server.listen();
  console.log(server.resolvedUrls.local[0]);`;

let work: string;
/** Somebody's application, which each bundler builds from where it is. */
let application: string;
let browser: Browser;
let expected: Answer;
let unreachable: string | undefined;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'stillmotion-bundlers-'));
  browser = await startChromium();
  application = join(work, 'application');
  await mkdir(application);
  unreachable = await whyNoRegistry();
  const library = await buildLibraryPage(APPLICATION);
  expected = await askFolder(library.folder, LIBRARY_HTML);
  if (unreachable === undefined) await install();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await rm(work, { recursive: true, force: true });
});

describe('the packed library, installed in an empty folder', () => {
  it('makes the same films as in our own build, and a title that is seen', () => {
    expect(expected).toEqual({ titled: expect.any(String), bare: expect.any(String) });
    if ('titled' in expected) expect(expected.titled).not.toBe(expected.bare);
  });

  it.for(BUNDLERS)('does so as $name builds it', async ({ command, output, html }, context) => {
    leaveOut(context, unreachable);
    const [program = '', ...args] = command;
    await run(join(application, 'node_modules', program), args, { cwd: application });
    expect(await askFolder(join(application, output), html)).toEqual(expected);
  });

  it.for([5, 6, 7, 8])(
    'does so as Vite %i serves it while one develops',
    async (major, context) => {
      leaveOut(context, unreachable);
      const server = spawn(process.execPath, ['--input-type=module', '-e', serverOf(major)], {
        cwd: application,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        expect(await ask(await firstLineOf(server))).toEqual(expected);
      } finally {
        server.kill();
      }
    },
  );

  it('says by its code that the font is missing', async () => {
    const { folder } = await buildLibraryPage(APPLICATION);
    const fontless = join(work, 'fontless');
    await cp(folder, fontless, { recursive: true, filter: (name) => !name.includes('DejaVu') });
    expect(await askFolder(fontless, LIBRARY_HTML)).toMatchObject({ code: 'font-unavailable' });
  });
});

/** Installs the packed library beside all bundlers in an empty folder, and puts an application there. */
async function install(): Promise<void> {
  await writeFile(join(application, 'package.json'), '{ "private": true }');
  await installPacked(application, await packLibrary(work), PACKAGES);
  await writeFile(join(application, 'index.html'), MODULE);
  await cp(join(ROOT, APPLICATION), join(application, 'main.js'));
}

/** @param html of the page, where the folder holds none */
async function askFolder(folder: string, html?: string): Promise<Answer> {
  const answers = html === undefined ? {} : { '/': { contentType: 'text/html', body: html } };
  const { page } = await openPage(browser, html === undefined ? '/index.html' : '/', {
    folder,
    answers,
  });
  return answerOf(page);
}

async function ask(address: string): Promise<Answer> {
  const page = await browser.newPage();
  await page.goto(address);
  return answerOf(page);
}

async function answerOf(page: Awaited<ReturnType<Browser['newPage']>>): Promise<Answer> {
  await page.waitForFunction(() => document.title.startsWith('{'), { timeout: 60_000 });
  const answer = JSON.parse(await page.title()) as Answer;
  await page.close();
  return answer;
}
