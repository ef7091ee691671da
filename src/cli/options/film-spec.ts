import { access, constants, open, readFile } from 'node:fs/promises';
import { jobReader } from '../../containers/carried-jobs.ts';
import { StillmotionError } from '../../core/errors.ts';
import { type Embedded, readEmbeddedSpec } from '../../film/carried/embedded-spec.ts';
import { withoutFiles } from '../../film/carried/spec-files.ts';
import { whyUnreadable } from '../files/pipe.ts';

/**
 * The job that a film carries.
 *
 * @throws StillmotionError `input-unreadable`; `film-unreadable` where it carries none
 */
/** @param instead what says the job where the film doesn't */
export async function readFilmSpec(path: string, instead = '--spec'): Promise<Embedded> {
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new StillmotionError(
      'input-unreadable',
      `The film ${path} can't be read: ${whyUnreadable(cause)}.`,
      { cause },
    );
  });
  return parse(path, instead);
}

async function parse(path: string, instead: string): Promise<Embedded> {
  const text = await readJob(path);
  if (text === undefined)
    throw new StillmotionError(
      'film-unreadable',
      `The film ${path} doesn't say how it was made; expected an MP4, MOV, MKV, WebM, GIF, APNG, animated WebP or HTML file of ours, made without --no-embed. Give the job as ${instead} JSON.`,
    );
  const { spec, ...others } = readEmbeddedSpec(text, path);
  // Those that a page has within are no files here.
  return { ...others, spec: withoutFiles(spec) };
}

/** Enough to know a kind of file by. */
const START = 16;

async function readJob(path: string): Promise<string | undefined> {
  const read = jobReader(await readStart(path));
  if (read) return read(await readFile(path));
  // Loaded where a film is read: it takes as long as the rest of the program.
  const { readEmbedded } = await import('../../containers/mediabunny/read-tags.ts');
  return readEmbedded(path);
}

/** As Latin-1. */
async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START), 0, START, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}
