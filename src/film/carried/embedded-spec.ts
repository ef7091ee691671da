import { version } from '../../../package.json' with { type: 'json' };
import { StillmotionError } from '../../core/errors.ts';
import { renameFiles } from './spec-files.ts';
import { parseSpec, type RenderSpec } from '../spec/spec.ts';

/** What a film carries, so that it can be made again. */
export interface Embedded {
  /** Of the program that made it. */
  readonly version: string;
  readonly spec: RenderSpec;
}

/**
 * The same job gives the same text, wherever its fields come from.
 *
 * @param rename what files are called that effects read; left out: nothing
 */
export function embedSpec(
  spec: RenderSpec,
  rename: (name: string) => string | undefined = () => undefined,
): string {
  // What files are called, and where they are, is nobody's business.
  const { pictures, ...others } = renameFiles(parseSpec(spec), rename);
  const unnamed = pictures?.map((each) => {
    const { file: _, ...own } = each;
    return own;
  });
  const embedded: Embedded = {
    version,
    spec: { ...others, ...(unnamed && { pictures: unnamed }) },
  };
  return JSON.stringify(embedded);
}

/**
 * Reads what `embedSpec` has written.
 *
 * @param name what people call the film
 * @throws StillmotionError `film-unreadable` where it is none; `usage` where this program can't take the spec
 */
export function readEmbeddedSpec(text: string, name: string): Embedded {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw unreadable(name, cause);
  }
  if (typeof read !== 'object' || read === null || !('spec' in read)) throw unreadable(name);
  const by = 'version' in read ? String(read.version) : 'unknown';
  return { version: by, spec: parseSpec(read.spec) };
}

function unreadable(name: string, cause?: unknown): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `What ${name} says of how it was made can't be read; give the spec itself.`,
    { cause },
  );
}
