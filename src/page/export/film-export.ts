import { exportVideoTo, type WrittenFilm } from '../../export.ts';
import { findContainer } from '../../containers/index.ts';
import { MemorySink } from '../../core/streams/sink.ts';
import { openJob } from '../../render.ts';
import type { FilmProof } from '../../verify/proof.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { countBytes, createFileSink } from './film-file.ts';
import type { ProjectState } from '../project/project.ts';

/** How far an export has come. */
export interface ExportProgress {
  readonly done: number;
  readonly total: number;
  /** Written so far. */
  readonly bytes: number;
  /** Frames a second, over the whole export. */
  readonly rate: number;
  /** Seconds that are left at this rate. */
  readonly left: number;
}

/** A film that was exported. */
export interface ExportedFilm {
  readonly file: Blob;
  readonly written: WrittenFilm;
  readonly seconds: number;
}

/** What a film is made from, all of one moment. */
export interface FilmToExport extends ProjectState {
  /** What is heard with it; left out: nothing. */
  readonly sound: File | undefined;
}

/** How often progress is told, ms: more often than anybody reads would slow the export down. */
const TELL_EVERY = 100;

/**
 * Exports a film into a file that was chosen, or into memory. No timer and no animation frame
 * drives it, so it goes on in a hidden tab.
 *
 * @throws StillmotionError; the signal's reason when it is stopped. Nothing is left behind then.
 */
export async function exportFilm(
  { source, spec, sound }: FilmToExport,
  handle: FileSystemFileHandle | undefined,
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportedFilm> {
  const memory = new MemorySink();
  const sink = countBytes(handle ? await createFileSink(handle) : memory);
  const began = performance.now();
  let told = 0;
  const written = await exportVideoTo(sink, source.blob, spec, {
    files: chosenFiles(),
    sound,
    signal,
    onProgress(done, total) {
      const now = performance.now();
      if (now - told < TELL_EVERY && done < total) return;
      told = now;
      const rate = done / ((now - began) / 1000);
      onProgress({ done, total, bytes: sink.bytes, rate, left: (total - done) / rate });
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const file = handle
    ? await handle.getFile()
    : new Blob([memory.bytes], { type: findContainer(spec.format).mime });
  return { file, written, seconds };
}

/**
 * Decodes frames from the film's own file and compares them with the same ones, drawn afresh.
 *
 * @throws StillmotionError as `verifyFilm`; the signal's reason when it is stopped
 */
export async function judgeFilm(
  { file, written }: ExportedFilm,
  { source }: FilmToExport,
  signal: AbortSignal,
): Promise<FilmProof> {
  const drawing = await openJob(source.blob, written.spec, undefined, chosenFiles(), undefined, {
    signal,
  });
  try {
    const film = await drawing.planFilm();
    return await drawing.verify([file], film, { sound: written.sound, signal });
  } finally {
    await drawing.close();
  }
}
