import { stat } from 'node:fs/promises';
import { PRESETS } from '../../core/presets.ts';
import { rangeLength } from '../../core/plan.ts';
import type { RenderSpec } from '../../core/spec.ts';
import type { Chunk } from '../../media/chunk.ts';
import { createJoin } from '../../media/join.ts';
import { mux } from '../../media/mux.ts';
import { beginFilm, encodeGops, type Gop } from '../gops.ts';
import { type JobOptions, readSpec } from '../job-options.ts';
import { checkOutput, OutputFile } from '../output.ts';
import { createPersistence } from '../persistence.ts';
import { showProgress } from '../progress.ts';
import { type FilmReport, note, reportFilm } from '../report.ts';
import { outputPath, withWorkplace, type Workplace } from '../workplace.ts';

export interface RenderOptions extends JobOptions {
  /** How often in a row a new browser may take the place of one that failed. */
  readonly retries: number;
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
  );
  reportFilm({ ...report, seconds: (performance.now() - started) / 1000 }, options);
}

async function renderFilm(
  workplace: Workplace,
  spec: RenderSpec,
  output: string,
  options: RenderOptions,
  signal: AbortSignal,
): Promise<Omit<FilmReport, 'seconds'>> {
  const persistence = createPersistence({
    retries: options.retries,
    signal,
    onRetry: (text) => note(text, options.quiet),
  });
  const begun = await beginFilm(workplace, spec, persistence);
  const { session, plan, film } = begun;
  for (const text of film.notes) note(text, options.quiet);
  const file = await OutputFile.create(output);
  const progress = showProgress(rangeLength(plan.range), options.quiet);
  const began = performance.now();
  try {
    const gops = encodeGops(begun, workplace, persistence, (count) => progress.update(count));
    const chunks = chunksOf(gops, createJoin(spec.codec), signal);
    const muxed = await mux(
      chunks,
      { codec: spec.codec, size: film.size, fps: plan.fps, range: plan.range, loops: spec.loops },
      file,
    );
    const renderSeconds = (performance.now() - began) / 1000;
    return { plan, film, muxed, output, bytes: (await stat(output)).size, session, renderSeconds };
  } finally {
    progress.stop();
  }
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
