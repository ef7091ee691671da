import type { SpecDraft } from '../../film/option.ts';
import type { PictureSpec } from '../../film/show-fields.ts';
import type { Source } from './source.ts';

// A source has one picture, or several that follow one another: then the draft has as many `pictures`.

/** Fields that a film of one picture has not. */
const OF_SEVERAL = ['pictures', 'each', 'transitions', 'closed'];

/** One picture of a source. */
export interface NamedPicture {
  readonly blob: Blob;
  readonly name: string;
}

/** Pictures that follow one another; of one alone, a source as any. */
export function sourceOf(pictures: readonly NamedPicture[]): Source {
  const [first] = pictures;
  if (first === undefined) throw new Error('a source of no picture');
  if (pictures.length === 1) return first;
  return {
    blob: pictures.map(({ blob }) => blob),
    name: first.name,
    names: pictures.map(({ name }) => name),
  };
}

/** Its pictures; none of the built-in one. */
export function picturesOf({ blob, name, names = [name] }: Source): readonly NamedPicture[] {
  const blobs = blob === null ? [] : [blob].flat();
  return blobs.map((each, n) => ({ blob: each, name: names[n] ?? name }));
}

/** The first of them, of what is made of one picture alone. */
export function firstOf({ blob }: Source): Blob | null {
  return blob === null ? null : ([blob].flat()[0] ?? null);
}

export function isSeveral({ blob }: Source): boolean {
  return Array.isArray(blob);
}

/** The draft as a film of a source takes it. */
export function fitDraft(draft: SpecDraft, source: Source): SpecDraft {
  if (!isSeveral(source)) {
    const isPlain = OF_SEVERAL.every((field) => draft[field] === undefined);
    return isPlain ? draft : without(draft, OF_SEVERAL);
  }
  const { names = [] } = source;
  const known = (draft['pictures'] ?? []) as readonly PictureSpec[];
  if (names.length === known.length && known.every(({ file }, n) => file === names[n]))
    return draft;
  // Each keeps what is its own, wherever it stands now.
  const pictures = names.map((file) => known.find((each) => each.file === file) ?? { file });
  // Pictures of different sizes come into one frame.
  return { ...without(draft, ['size']), pictures };
}

function without(draft: SpecDraft, fields: readonly string[]): SpecDraft {
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !fields.includes(name)));
}
