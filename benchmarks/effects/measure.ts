import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { type BenchmarkBrowser, startBrowser } from '../browser.ts';
import type { FilmStage } from '../page/contract.ts';
import { PAGE, PHOTOGRAPH, RESULTS, ROOT } from '../paths.ts';
import { table } from '../report/cells.ts';
import { quantile } from '../statistics.ts';

const PICTURE = '/pictures/photograph';
/** How long each is drawn, ms; one frame at least. */
const SPELL = 400;
const STAGES: readonly FilmStage[] = ['draw', 'planes'];
const SIZE = { width: 1920, height: 1080 };
/** What others are compared with, and what is asked of a chain of cheap ones: at least so much of the bare zoom's speed. */
const BARE = 'none';
const CHAIN = 'vignette + grain + hue';
const CHAIN_BAR = 0.7;
const ROUNDS = 5;

/** ms a frame, by stage. */
type Row = Readonly<Partial<Record<FilmStage, number>>>;

/** `npm run bench -- --effects`: prints what each of our effects costs over a zoom at 1080p, on both software renderers. */
export async function measureEffects(): Promise<void> {
  const files = await readdir(join(ROOT, 'shaders/effects'));
  const names = files.map((file) => file.replace(/\.glsl$/, '')).toSorted();
  const chains = [BARE, ...names, CHAIN];
  const columns: { renderer: string; rows: ReadonlyMap<string, Row>; share: number }[] = [];
  for (const gl of ['auto', 'swiftshader'] as const) {
    const browser = await startBrowser(PAGE, gl, 'free');
    try {
      browser.offer(PICTURE, await readFile(PHOTOGRAPH));
      // What runs first pays for all that is begun then.
      await timeOne(browser, BARE);
      const rows = await timeAll(browser, chains);
      columns.push({ renderer: browser.backend, rows, share: await chainShare(browser) });
    } finally {
      await browser.close();
    }
  }
  const text = [
    '# What effects cost',
    `Milliseconds a frame at 1920×1080, over a zoom of the photograph, by \`npm run bench -- --effects\`: on the canvas, waited for (“drawn”), and as NV12 planes in memory, as the encoder gets them (“read back”). Those that read files have none here.`,
    table(
      [
        'effect',
        ...columns.flatMap(({ renderer }) => [`${renderer} drawn`, `${renderer} read back`]),
      ],
      chains.map((name) => [
        name,
        ...columns.flatMap(({ rows }) =>
          STAGES.map((stage) => (rows.get(name)?.[stage] ?? Number.NaN).toFixed(1)),
        ),
      ]),
    ),
    ...columns.map(
      ({ renderer, share }) =>
        `${CHAIN}, read back on ${renderer}: ${share.toFixed(2)} × the speed of the bare zoom drawn in turn with it, where ${CHAIN_BAR} × is wanted on llvmpipe.`,
    ),
  ].join('\n\n');
  console.log(text);
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, 'effects.md'), `${text}\n`);
}

async function timeAll(
  browser: BenchmarkBrowser,
  chains: readonly string[],
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const chain of chains) {
    const row = await timeOne(browser, chain);
    rows.set(chain, row);
    const times = STAGES.map((stage) => `${stage} ${row[stage]?.toFixed(1)} ms`).join(', ');
    console.error(`bench: ${browser.backend}, ${chain}: ${times}`);
  }
  return rows;
}

async function timeOne(browser: BenchmarkBrowser, chain: string): Promise<Row> {
  const job = { picture: PICTURE, spec: specOf(chain), lanes: 1 };
  const speeds = await browser.call('timeSpell', STAGES, job, SPELL);
  return Object.fromEntries(STAGES.map((stage) => [stage, 1000 / (speeds[stage] ?? 0)]));
}

/** How many times as fast as the bare zoom the chain is: the median of rounds, as machines are noisy. */
async function chainShare(browser: BenchmarkBrowser): Promise<number> {
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await timeOne(browser, BARE);
    const chained = await timeOne(browser, CHAIN);
    shares.push((bare.planes ?? 0) / (chained.planes ?? Infinity));
  }
  return quantile(shares, 0.5);
}

function specOf(chain: string): SpecInput {
  const effects = chain === BARE ? [] : chain.split(' + ').map((name) => ({ name }));
  return { size: SIZE, motions: [{ kind: 'zoom', to: 1.3 }], frames: 300, effects };
}
