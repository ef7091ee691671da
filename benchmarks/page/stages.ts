import type { Chunk } from '../../src/core/chunk.ts';
import type { FilmStage, Stage } from './contract.ts';
import {
  type Course,
  courseKey,
  muxFilm,
  openWorkbench,
  ourChunks,
  type Workbench,
} from './stillmotion.ts';

/** What is done for frames. */
const WORK: Readonly<Record<FilmStage, (bench: Workbench, indices: readonly number[]) => void>> = {
  draw(bench, indices) {
    for (const index of indices) {
      bench.draw(index);
      // After every frame: a renderer that works in tiles drops what is drawn over before it is looked at.
      bench.finish();
    }
  },
  planes(bench, indices) {
    for (const _ of bench.planes(indices));
  },
  capture(bench, indices) {
    for (const frame of bench.capture(indices)) frame.close();
  },
};

/** What takes less is done over and over, as the page's clock is coarse; ms. */
const LEAST_TIMED = 20;

/** s for one stage over all frames, each done to its end. */
export async function timeStage(stage: Stage, course: Course): Promise<number> {
  const bench = await openWorkbench(course);
  try {
    if (stage === 'mux') return await timeMux(bench, await chunksOf(course));
    // The first frame pays for the shaders.
    WORK[stage](bench, [0]);
    const all = Array.from({ length: bench.frameCount }, (_, index) => index);
    const started = performance.now();
    let elapsed = 0;
    let films = 0;
    for (; elapsed < LEAST_TIMED; films++) {
      WORK[stage](bench, all);
      elapsed = performance.now() - started;
    }
    return elapsed / films / 1000;
  } finally {
    bench.close();
  }
}

/** Frames/s of each stage, over as many frames as take so many ms; at least one. */
export async function timeSpell(
  stages: readonly FilmStage[],
  course: Course,
  ms: number,
): Promise<Partial<Record<FilmStage, number>>> {
  const bench = await openWorkbench(course);
  try {
    const speeds: Partial<Record<FilmStage, number>> = {};
    for (const stage of stages) {
      WORK[stage](bench, [0]);
      const started = performance.now();
      let [frames, elapsed] = [0, 0];
      for (; elapsed < ms; frames++, elapsed = performance.now() - started)
        WORK[stage](bench, [frames % bench.frameCount]);
      speeds[stage] = (1000 * frames) / elapsed;
    }
    return speeds;
  } finally {
    bench.close();
  }
}

let kept: { readonly key: string; readonly chunks: readonly Chunk[] } | undefined;

/** Those of the last course are kept: the same film need not be encoded in every round. */
async function chunksOf(course: Course): Promise<readonly Chunk[]> {
  const key = courseKey(course);
  if (kept?.key !== key) kept = { key, chunks: await ourChunks(course) };
  return kept.chunks;
}

async function timeMux({ encoding }: Workbench, chunks: readonly Chunk[]): Promise<number> {
  const started = performance.now();
  await muxFilm(iterate(chunks), encoding);
  return (performance.now() - started) / 1000;
}

export async function* iterate<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
