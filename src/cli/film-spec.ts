import { access, constants } from 'node:fs/promises';
import { StillmotionError } from '../core/errors.ts';
import { type Embedded, readEmbeddedSpec } from '../film/embedded-spec.ts';
import { whyUnreadable } from './pipe.ts';

/**
 * The job that a film carries.
 *
 * @throws StillmotionError `input-unreadable`; `film-unreadable` where it carries none
 */
export async function readFilmSpec(path: string): Promise<Embedded> {
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new StillmotionError(
      'input-unreadable',
      `The film ${path} can't be read: ${whyUnreadable(cause)}.`,
      { cause },
    );
  });
  return parse(path);
}

async function parse(path: string): Promise<Embedded> {
  // Loaded where a film is read: it takes as long as the rest of the program.
  const { readEmbedded } = await import('../containers/mediabunny/read-tags.ts');
  const text = await readEmbedded(path);
  if (text === undefined)
    throw new StillmotionError(
      'film-unreadable',
      `The film ${path} doesn't say how it was made; expected an MP4, MOV, MKV or WebM file of ours, made without --no-embed. Give the job as --spec.`,
    );
  return readEmbeddedSpec(text, path);
}
