import { FilePathSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { StillmotionError } from '../../core/errors.ts';

/** A film's text in its file, by the name that we give it; Matroska writes such names in capitals. */
const NAMES = ['stillmotion', 'STILLMOTION'];

/**
 * What a film carries of how it was made.
 *
 * @param path of an MP4, QuickTime, Matroska or WebM file
 * @returns as it stands; `undefined` where there is nothing
 * @throws StillmotionError `film-unreadable`
 */
export async function readEmbedded(path: string): Promise<string | undefined> {
  const source = new FilePathSource(path);
  const input = new Input({ formats: [MP4, QTFF, MATROSKA, WEBM], source });
  try {
    const { raw = {} } = await input.getMetadataTags();
    const text = NAMES.map((name) => raw[name]).find((value) => typeof value === 'string');
    return text;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    throw new StillmotionError(
      'film-unreadable',
      `The film ${path} can't be read: ${why}; expected an MP4, QuickTime, Matroska or WebM file.`,
      { cause },
    );
  } finally {
    input.dispose();
  }
}
