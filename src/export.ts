import { parseSpec, type SpecInput } from './film/spec.ts';
import { mux, type MuxedFilm } from './media/mux.ts';
import { MemorySink, type Sink } from './media/sink.ts';
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
 * @returns the film, `video/mp4`
 * @throws StillmotionError with the code of what went wrong
 */
export async function exportVideo(
  image: Blob | null,
  spec: SpecInput = {},
  options: ExportOptions = {},
): Promise<Blob> {
  const sink = new MemorySink();
  await exportVideoTo(sink, image, spec, options);
  return new Blob([sink.bytes], { type: 'video/mp4' });
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
): Promise<MuxedFilm> {
  signal?.throwIfAborted();
  const job = await openJob(image, parseSpec(spec));
  try {
    const { plan } = job;
    const encoding = await job.planFilm();
    const { codec, size } = encoding;
    const total = rangeLength(plan.range);
    const capture = await job.chooseCapture(encoding);
    const chunks = job.film(encoding, {
      capture: capture.name,
      // Encoders in a page of anybody's take threads of their own.
      lanes: 1,
      signal,
      onEncoded: (done) => onProgress?.(done, total),
    });
    return await mux(
      chunks,
      { codec, size, fps: plan.fps, range: plan.range, loops: plan.spec.loops },
      sink,
      signal,
    );
  } finally {
    await job.close();
  }
}
