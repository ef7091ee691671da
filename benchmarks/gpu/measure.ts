import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillmotionError } from '../../src/core/errors.ts';
import { type BenchmarkBrowser, openBrowser, startBrowser } from '../browser.ts';
import type { FilmStage, PageJob, StillDifference } from '../page/contract.ts';
import { GPU_STILLS, PAGE, PHOTOGRAPH, RESULTS } from '../paths.ts';
import { GPU_MOTIONS, GPU_SIZES, gpuSpec, STILL_INDEX, stillSpec } from './films.ts';
import { type GpuReport, type GpuRow, gpuTables, reportName } from './report.ts';

const PICTURE = '/pictures/photograph';
/** How long each film is drawn, ms; a slow renderer draws one frame at least. */
const SPELL = 400;
/** No film is begun after so long, s: what is left is said to be missing. */
const PATIENCE = 140;

/** Ways to a maker's own driver, whichever browser it is; then what the command line would take. */
const OWN_DRIVER = [
  ['--use-angle=gl-egl', '--ignore-gpu-blocklist'],
  ['--use-angle=vulkan', '--enable-features=Vulkan', '--ignore-gpu-blocklist'],
] as const;

/** Mesa's software renderer, where another driver is installed beside it. */
const MESA_ALONE = {
  LIBGL_ALWAYS_SOFTWARE: '1',
  __EGL_VENDOR_LIBRARY_FILENAMES: '/usr/share/glvnd/egl_vendor.d/50_mesa.json',
};

/** `npm run bench -- --gpu`: prints how fast the graphics here draw each motion, and whether rightly. */
export async function measureGpu(): Promise<void> {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const browser = await startOwn();
  try {
    say(`drawn by ${browser.renderer}`);
    const stills = await compareStills(browser);
    const rows = await timeAll(browser, elapsed);
    const { version, renderer, backend } = browser;
    const report: GpuReport = {
      date: new Date().toISOString(),
      browser: version,
      renderer,
      backend,
      stills,
      rows,
    };
    const tables = gpuTables(report);
    console.log(tables);
    await mkdir(RESULTS, { recursive: true });
    const path = join(RESULTS, reportName(renderer));
    await writeFile(path, tables);
    say(`written to ${path}, after ${elapsed().toFixed(0)} s`);
  } finally {
    await browser.close();
  }
}

/** `npm run bench -- --gpu=reference`: keeps what llvmpipe draws, for machines that have none. */
export async function keepReference(): Promise<void> {
  const llvmpipe = await startLlvmpipe();
  if (typeof llvmpipe === 'string') throw new StillmotionError('graphics-unavailable', llvmpipe);
  try {
    await mkdir(GPU_STILLS, { recursive: true });
    for (const [name, still] of await drawStills(llvmpipe))
      await writeFile(join(GPU_STILLS, `${name}.png`), Buffer.from(still, 'base64'));
    say(`kept in ${GPU_STILLS}, drawn by ${llvmpipe.renderer}`);
  } finally {
    await llvmpipe.close();
  }
}

function say(text: string): void {
  console.error(`bench: ${text}`);
}

async function startOwn(): Promise<BenchmarkBrowser> {
  for (const flags of OWN_DRIVER) {
    const browser = await openBrowser(PAGE, flags, 'free').catch((error: unknown) => {
      say(`no browser with ${flags.join(' ')}: ${String(error).split('\n')[0]}`);
      return undefined;
    });
    if (browser?.backend === 'hardware') return browser;
    if (browser) say(`with ${flags[0]}: ${browser.renderer || 'no graphics'}`);
    await browser?.close();
  }
  return startBrowser(PAGE, 'auto', 'free');
}

/** @returns why there is none, for people */
async function startLlvmpipe(): Promise<BenchmarkBrowser | string> {
  for (const env of [MESA_ALONE, {}]) {
    const browser = await openBrowser(PAGE, OWN_DRIVER[0], 'free', env).catch(() => undefined);
    if (browser?.backend === 'llvmpipe') return browser;
    await browser?.close();
  }
  return 'There is no llvmpipe here: it comes with Mesa (libegl1, libgl1-mesa-dri), through EGL.';
}

async function compareStills(browser: BenchmarkBrowser): Promise<GpuReport['stills']> {
  const llvmpipe = await startLlvmpipe();
  const kept = typeof llvmpipe === 'string';
  say(kept ? `compared with pictures that are kept: ${llvmpipe}` : 'compared with llvmpipe here');
  const references = kept ? await readKept() : await drawStills(llvmpipe);
  if (!kept) await llvmpipe.close();
  await offerPhotograph(browser);
  const differences = new Map<string, StillDifference>();
  for (const [name, motions] of Object.entries(GPU_MOTIONS)) {
    const reference = references.get(name);
    if (reference === undefined) throw new Error(`no picture of ${name} is kept in ${GPU_STILLS}`);
    const path = `/references/${name}`;
    browser.offer(path, Buffer.from(reference, 'base64'));
    const job = jobOf(stillSpec(motions));
    differences.set(name, await browser.call('compareStill', job, STILL_INDEX, path));
  }
  return { with: kept ? 'pictures kept of llvmpipe' : 'llvmpipe on this machine', differences };
}

async function readKept(): Promise<Map<string, string>> {
  const names = Object.keys(GPU_MOTIONS);
  const pictures = names.map((name) => readFile(join(GPU_STILLS, `${name}.png`), 'base64'));
  const read = await Promise.all(pictures);
  return new Map(names.map((name, i) => [name, read[i] ?? '']));
}

/** PNGs, base64. */
async function drawStills(browser: BenchmarkBrowser): Promise<Map<string, string>> {
  await offerPhotograph(browser);
  const stills = new Map<string, string>();
  for (const [name, motions] of Object.entries(GPU_MOTIONS))
    stills.set(name, await browser.call('still', jobOf(stillSpec(motions)), STILL_INDEX));
  return stills;
}

async function offerPhotograph(browser: BenchmarkBrowser): Promise<void> {
  browser.offer(PICTURE, await readFile(PHOTOGRAPH));
}

function jobOf(spec: PageJob['spec']): PageJob {
  return { picture: PICTURE, spec, lanes: 1 };
}

const STAGES: readonly FilmStage[] = ['draw', 'planes'];

async function timeAll(browser: BenchmarkBrowser, elapsed: () => number): Promise<GpuRow[]> {
  const rows: GpuRow[] = [];
  for (const [sizeName, size] of Object.entries(GPU_SIZES)) {
    for (const [name, motions] of Object.entries(GPU_MOTIONS)) {
      if (elapsed() > PATIENCE) {
        rows.push({ size: sizeName, name, missing: `left out after ${PATIENCE} s` });
        continue;
      }
      const row = await timeFilm(browser, sizeName, name, jobOf(gpuSpec(motions, size)));
      rows.push(row);
      say(`${elapsed().toFixed(0)} s: ${sizeName}, ${name}: ${describe(row)}`);
    }
  }
  return rows;
}

async function timeFilm(
  browser: BenchmarkBrowser,
  size: string,
  name: string,
  job: PageJob,
): Promise<GpuRow> {
  try {
    const speeds = await browser.call('timeSpell', STAGES, job, SPELL);
    return { size, name, speeds };
  } catch (error) {
    // A film that these graphics can't hold is a result, too.
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return { size, name, missing: line };
  }
}

function describe({ speeds, missing }: GpuRow): string {
  if (speeds === undefined) return missing ?? '';
  return STAGES.map((stage) => `${stage} ${(speeds[stage] ?? 0).toFixed(1)} frames/s`).join(', ');
}
