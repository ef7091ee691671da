import { StillmotionError } from '../../core/errors.ts';
import { PRESETS } from '../../film/presets.ts';
import { rangeLength } from '../../film/plan.ts';
import type { RenderSpec } from '../../film/spec.ts';
import type { Chunk, Gop } from '../../media/chunk.ts';
import { createJoin } from '../../media/join.ts';
import { mux } from '../../media/mux.ts';
import {
  claimParts,
  noCheckpoint,
  openCheckpoint,
  type PartsFolder,
  partsFolder,
} from '../checkpoint.ts';
import { beginFilm, filmGops } from '../gops.ts';
import { type JobOptions, readSpec } from '../job-options.ts';
import { openOutput } from '../output.ts';
import { checkOutput, type OutputPlace, STDOUT, unwritable } from '../output-place.ts';
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
  const spec = await readSpec(options, path, signal);
  const output = outputPath(
    options,
    path,
    '.mp4',
    options.preset && PRESETS[options.preset].output,
  );
  const place = await checkOutput(output, options.overwrite, {
    picture: path,
    spec: options.spec,
  });
  const parts = options.resume ? await claimResumable(place) : undefined;
  try {
    const report = await withWorkplace(path, options, signal, (workplace) =>
      renderFilm(workplace, spec, { place, parts }, options, signal),
    );
    reportFilm({ ...report, seconds: (performance.now() - started) / 1000 }, options);
  } finally {
    if (await parts?.release()) {
      note(
        `What is finished is kept in ${parts?.path}; the same command goes on with it.`,
        options.quiet,
      );
    }
  }
}

/** Where a film goes, and where its finished parts are kept, if they are. */
interface Destination {
  readonly place: OutputPlace;
  readonly parts: PartsFolder | undefined;
}

/** Parts are kept in a folder beside the film. */
async function claimResumable(place: OutputPlace): Promise<PartsFolder> {
  if (place.path === STDOUT) {
    throw new StillmotionError(
      'usage',
      '--resume keeps parts beside a film, and stdout has no beside; give --output a path, or leave out --resume.',
    );
  }
  if (place.copied) throw unwritable(partsFolder(place), { code: 'EACCES' });
  return claimParts(place);
}

async function renderFilm(
  workplace: Workplace,
  spec: RenderSpec,
  { place, parts }: Destination,
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
    parts
      ? openCheckpoint(parts, place, job, workplace.picture, say)
      : Promise.resolve(noCheckpoint(job.plan.range)),
  );
  const { session, plan, film, checkpoint } = begun;
  if (checkpoint.next > plan.range.first) say(`Going on from frame ${checkpoint.next}.`);
  for (const text of film.notes) say(text);
  const file = await openOutput(place, signal, checkpoint.folder);
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
    // The film is at its place, whatever becomes of its parts.
    await parts
      ?.clear()
      .catch((error: unknown) => say(`${parts.path} can't be removed: ${String(error)}`));
    const renderSeconds = (performance.now() - began) / 1000;
    const { byteLength: bytes } = file;
    return { plan, film, muxed, output: place.path, bytes, session, renderSeconds };
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
