import { version } from '../../../package.json' with { type: 'json' };
import { StillmotionError } from '../../core/errors.ts';
import { type FilmTags, TAG_NAMES } from '../../core/film-tags.ts';
import { renameFiles } from './spec-files.ts';
import { parseSpec, type RenderSpec } from '../spec/spec.ts';

/** What a film carries, so that it can be made again. */
export interface Embedded {
  /** Of the program that made it. */
  readonly version: string;
  readonly spec: RenderSpec;
  /** What its file says of itself to people; left out: nothing. */
  readonly tags?: FilmTags;
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

/** The same with what people say of the film, which belongs to its bytes. */
export function embedTags(text: string, tags: FilmTags): string {
  if (Object.keys(tags).length === 0) return text;
  return JSON.stringify({ ...(JSON.parse(text) as Embedded), tags });
}

/** Those that are texts; a file may say anything. */
function readTags(read: object): FilmTags | undefined {
  if (!('tags' in read) || typeof read.tags !== 'object' || read.tags === null) return undefined;
  const known = Object.entries(read.tags).filter(
    ([name, text]) => TAG_NAMES.some((each) => each === name) && typeof text === 'string',
  );
  return Object.fromEntries(known);
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
  const tags = readTags(read);
  return { version: by, spec: parseSpec(read.spec), ...(tags && { tags }) };
}

function unreadable(name: string, cause?: unknown): StillmotionError {
  return new StillmotionError(
    'film-unreadable',
    `What ${name} says of how it was made can't be read; give the spec itself.`,
    { cause },
  );
}
