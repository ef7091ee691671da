import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PRESETS } from '../../film/presets.ts';
import { rangeLength } from '../../film/plan.ts';
import type { RenderSpec } from '../../film/spec.ts';
import type { Chunk, Gop } from '../../media/chunk.ts';
import { createJoin } from '../../media/join.ts';
import { mux } from '../../media/mux.ts';
import { checkpointFolder, noCheckpoint, openCheckpoint } from '../checkpoint.ts';
import { beginFilm, filmGops } from '../gops.ts';
import { type JobOptions, readSpec } from '../job-options.ts';
import { checkOutput, OutputFile } from '../output.ts';
import { createPersistence } from '../persistence.ts';
import { showProgress } from '../progress.ts';
import { type FilmReport, note, reportFilm } from '../report.ts';
import { outputPath, withWorkplace, type Workplace } from '../workplace.ts';

export interface RenderOptions extends JobOptions {
  /** How often in a row a new browser may take the place of one that failed. */
  readonly retries: number;
  /** Keep finished parts beside the output, and go on from those that are there. */
  readonly resume: boolean;
}

/** Renders a film: reads spec and picture, lets the browser draw and encode, writes the MP4. */
export async function render(
  path: string | undefined,
  options: RenderOptions,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const spec = await readSpec(options);
  const output = outputPath(
    options,
    path,
    '.mp4',
    options.preset && PRESETS[options.preset].output,
  );
  await checkOutput(output, options.overwrite, path);
  const report = await withWorkplace(path, options, signal, (workplace) =>
    renderFilm(workplace, spec, output, options, signal),
  ).catch((error: unknown) => {
    if (options.resume) sayWhatIsKept(output, options.quiet);
    throw error;
  });
  reportFilm({ ...report, seconds: (performance.now() - started) / 1000 }, options);
}

function sayWhatIsKept(output: string, quiet: boolean): void {
  const folder = checkpointFolder(output);
  if (!existsSync(folder)) return;
  note(`What is finished is kept in ${folder}; the same command goes on with it.`, quiet);
}

async function renderFilm(
  workplace: Workplace,
  spec: RenderSpec,
  output: string,
  options: RenderOptions,
  signal: AbortSignal,
): Promise<Omit<FilmReport, 'seconds'>> {
  const say = (text: string) => note(text, options.quiet);
  const persistence = createPersistence({
    retries: options.retries,
    signal,
    onRetry: say,
  });
  const begun = await beginFilm(workplace, asResumable(spec, options), persistence, (job) =>
    options.resume
      ? openCheckpoint(output, job, workplace.picture, say)
      : Promise.resolve(noCheckpoint(job.plan.range)),
  );
  const { session, plan, film, checkpoint } = begun;
  if (checkpoint.next > plan.range.first) say(`Going on from frame ${checkpoint.next}.`);
  for (const text of film.notes) say(text);
  const file = await OutputFile.create(output, checkpoint.folder);
  const progress = showProgress(rangeLength(plan.range), options.quiet);
  const began = performance.now();
  try {
    const gops = filmGops(begun, workplace, persistence, (count) => progress.update(count));
    const chunks = chunksOf(gops, createJoin(spec.codec), signal);
    const muxed = await mux(
      chunks,
      { codec: spec.codec, size: film.size, fps: plan.fps, range: plan.range, loops: spec.loops },
      file,
    );
    await checkpoint.clear();
    const renderSeconds = (performance.now() - began) / 1000;
    return { plan, film, muxed, output, bytes: (await stat(output)).size, session, renderSeconds };
  } finally {
    progress.stop();
  }
}

/** How frames are captured may be decided by the clock: not where one run goes on with another's film. */
function asResumable(spec: RenderSpec, { resume }: RenderOptions): RenderSpec {
  return resume && spec.capture === 'auto' ? { ...spec, capture: 'planes' } : spec;
}

/** One film out of GOPs, also of several browsers. A stop ends it before its file can become whole. */
async function* chunksOf(
  gops: AsyncIterable<Gop>,
  join: (chunk: Chunk) => Chunk,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  for await (const { chunks } of gops) {
    signal.throwIfAborted();
    yield* chunks.map(join);
  }
  signal.throwIfAborted();
}
