import { stat } from 'node:fs/promises';
import { PRESETS } from '../../core/presets.ts';
import { rangeLength } from '../../core/plan.ts';
import type { RenderSpec } from '../../core/spec.ts';
import type { Chunk } from '../../media/chunk.ts';
import { mux } from '../../media/mux.ts';
import { type JobOptions, readSpec } from '../job-options.ts';
import { checkOutput, OutputFile } from '../output.ts';
import { showProgress } from '../progress.ts';
import { type FilmReport, note, reportFilm } from '../report.ts';
import type { Session } from '../session.ts';
import { outputPath, type Picture, withSession } from '../workplace.ts';

/** Renders a film: reads spec and picture, lets the browser draw and encode, writes the MP4. */
export async function render(
  path: string | undefined,
  options: JobOptions,
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
  const report = await withSession(path, options, signal, (session, picture) =>
    renderFilm(session, picture, spec, output, options, signal),
  );
  reportFilm({ ...report, seconds: (performance.now() - started) / 1000 }, options);
}

async function renderFilm(
  session: Session,
  picture: Picture,
  spec: RenderSpec,
  output: string,
  options: JobOptions,
  signal: AbortSignal,
): Promise<Omit<FilmReport, 'seconds'>> {
  const plan = await picture.open(spec);
  const film = await session.startFilm();
  for (const text of film.notes) note(text, options.quiet);
  const file = await OutputFile.create(output);
  const progress = showProgress(rangeLength(plan.range), options.quiet);
  const began = performance.now();
  try {
    const chunks = stoppable(
      session.chunks((count) => progress.update(count)),
      signal,
    );
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

/** A stop ends the film before its file can become whole. */
async function* stoppable(
  chunks: AsyncIterable<Chunk>,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
  signal.throwIfAborted();
}
