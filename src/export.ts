import type { Pictures } from './film/time/show.ts';
import { lastingAs, planSound } from './film/time/sound.ts';
import { parseSpec, type RenderSpec, type SpecInput } from './film/spec/spec.ts';
import type { Files } from './film/carried/spec-files.ts';
import { joinGops } from './codecs/join.ts';
import type { Written } from './containers/container.ts';
import { filmSeconds } from './containers/film-chunks.ts';
import { findContainer } from './containers/index.ts';
import { writeFilm } from './containers/write-film.ts';
import type { SoundFile } from './containers/mediabunny/read-sound.ts';
import type { Gop } from './core/chunk.ts';
import type { FilmPlan } from './core/film-plan.ts';
import type { Sound } from './core/sound/sound.ts';
import { MemorySink, type Sink } from './core/streams/sink.ts';
import { openJob } from './render.ts';
import { rangeLength } from './film/plan.ts';

export interface ExportOptions {
  /**
   * What is heard with it: an MP3, M4A, AAC, Ogg, Opus, FLAC or WAV file. The film lasts as long where the spec
   * says nothing else.
   */
  readonly sound?: Blob | undefined;
  /** Stops the export; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** What effects of the spec read (`table`, `depth`), by the names that it has for them. */
  readonly files?: Files;
  /** Called with how many bytes the frames of each group of pictures have, in their order. */
  readonly onGroup?: (sizes: readonly number[]) => void;
  /** Called after each frame; both are counted in frames. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a film has become. */
export interface WrittenFilm extends Written {
  /** As it was made: with a sound it may have become as long. */
  readonly spec: RenderSpec;
  /** Of what is heard with it, s; left out: nothing is. */
  readonly sound?: number;
}

/**
 * Renders a film in this page.
 *
 * @param image an encoded picture (PNG, JPEG, WebP, AVIF, GIF, BMP), `null` for the built-in one, or as many as the
 *   spec's `pictures` are
 * @param spec the job; what is left out has its default
 * @returns the film, of the kind that the spec's format says
 * @throws StillmotionError with the code of what went wrong
 */
export async function exportVideo(
  image: Pictures,
  spec: SpecInput = {},
  options: ExportOptions = {},
): Promise<Blob> {
  const sink = new MemorySink();
  const { format } = parseSpec(spec);
  await exportVideoTo(sink, image, spec, options);
  return new Blob([sink.bytes], { type: findContainer(format).mime });
}

/**
 * The same into a sink, which is closed at the end and aborted on failure: films larger than memory.
 *
 * @returns what was written
 */
export async function exportVideoTo(
  sink: Sink,
  image: Pictures,
  spec: SpecInput = {},
  { signal, onProgress, onGroup, sound: file, files }: ExportOptions = {},
): Promise<WrittenFilm> {
  signal?.throwIfAborted();
  const sound = file && (await openSound(file));
  const lasting = lastingAs(sound, parseSpec(spec));
  const job = await openJob(image, lasting, undefined, files, undefined, { signal });
  try {
    const { plan } = job;
    const film = await job.planFilm();
    const heard = file && sound && (await asTaken(file, sound, film, plan.spec));
    const total = rangeLength(plan.range);
    const capture = await job.chooseCapture(film);
    const gops = job.film(film, {
      capture: capture.name,
      // Encoders in a page of anybody's take threads of their own.
      lanes: 1,
      signal,
      onEncoded: (done) => onProgress?.(done, total),
    });
    const written = await writeFilm(
      joinGops(onGroup ? tell(gops, onGroup) : gops, film, signal),
      film,
      sink,
      signal,
      heard,
    );
    const seconds = heard && Math.min(heard.duration, filmSeconds(film));
    return { ...written, spec: lasting, ...(seconds !== undefined && { sound: seconds }) };
  } finally {
    await job.close();
  }
}

async function* tell(
  gops: AsyncIterable<Gop>,
  onGroup: (sizes: readonly number[]) => void,
): AsyncGenerator<Gop> {
  for await (const gop of gops) {
    onGroup(gop.chunks.map(({ data }) => data.byteLength));
    yield gop;
  }
}

/** Loaded where there is a sound, as it is as large as all the rest. */
async function openSound(file: Blob): Promise<SoundFile> {
  const { readSound } = await import('./containers/mediabunny/read-sound.ts');
  return readSound(new Uint8Array(await file.arrayBuffer()), nameOf(file));
}

/** As it is, or decoded, changed and encoded again. */
async function asTaken(
  file: Blob,
  sound: SoundFile,
  film: FilmPlan,
  spec: RenderSpec,
): Promise<Sound> {
  const { job } = planSound(sound, film, spec);
  if (job === undefined) return sound;
  const { encodeSound } = await import('./containers/mediabunny/encode-sound.ts');
  const { bytes } = await encodeSound(file, job, () => {});
  return openSound(new Blob([bytes]));
}

function nameOf(file: Blob): string {
  return file instanceof File ? file.name : 'that was given';
}
