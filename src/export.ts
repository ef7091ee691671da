import { parseSpec, type SpecInput } from './film/spec.ts';
import { joinGops } from './codecs/join.ts';
import type { Written } from './containers/container.ts';
import { findContainer } from './containers/index.ts';
import { writeFilm } from './containers/write-film.ts';
import { MemorySink, type Sink } from './core/sink.ts';
import { openJob } from './render.ts';
import { rangeLength } from './film/plan.ts';

export interface ExportOptions {
  /** Stops the export; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each frame; both are counted in frames. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Renders a film in this page.
 *
 * @param image an encoded picture (PNG, JPEG, WebP, AVIF, GIF, BMP), or `null` for the built-in one
 * @param spec the job; what is left out has its default
 * @returns the film, of the kind that the spec's format says
 * @throws StillmotionError with the code of what went wrong
 */
export async function exportVideo(
  image: Blob | null,
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
  image: Blob | null,
  spec: SpecInput = {},
  { signal, onProgress }: ExportOptions = {},
): Promise<Written> {
  signal?.throwIfAborted();
  const job = await openJob(image, parseSpec(spec));
  try {
    const { plan } = job;
    const film = await job.planFilm();
    const total = rangeLength(plan.range);
    const capture = await job.chooseCapture(film);
    const gops = job.film(film, {
      capture: capture.name,
      // Encoders in a page of anybody's take threads of their own.
      lanes: 1,
      signal,
      onEncoded: (done) => onProgress?.(done, total),
    });
    return await writeFilm(joinGops(gops, film, signal), film, sink, signal);
  } finally {
    await job.close();
  }
}
