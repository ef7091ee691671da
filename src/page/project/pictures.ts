import type { SpecDraft } from '../../film/options/option.ts';
import type { PictureSpec } from '../../film/spec/show-fields.ts';
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

/** The pictures with one of them at another place; where there is none, or no such place, as they are. */
export function pictureMovedTo(
  pictures: readonly NamedPicture[],
  blob: Blob,
  place: number,
): readonly NamedPicture[] {
  const picture = pictures.find((each) => each.blob === blob);
  if (picture === undefined || !(place in pictures)) return pictures;
  return pictures.filter((each) => each !== picture).toSpliced(place, 0, picture);
}

/** A source with its pictures arranged otherwise; without one of them it is as it was. */
export function arranged(
  source: Source,
  change: (now: readonly NamedPicture[]) => readonly NamedPicture[],
): Source {
  const next = change(picturesOf(source));
  return next.length === 0 ? source : sourceOf(next);
}

/** The first of them, of what is made of one picture alone. */
export function firstOf({ blob }: Source): Blob | null {
  return blob === null ? null : ([blob].flat()[0] ?? null);
}

export function isSeveral({ blob }: Source): boolean {
  return Array.isArray(blob);
}

/**
 * The draft as a film of a source takes it.
 *
 * @param before where it comes from another source: each picture keeps what is its own, wherever it stands now
 */
export function fitDraft(draft: SpecDraft, source: Source, before: Source = source): SpecDraft {
  if (!isSeveral(source)) {
    const isPlain = OF_SEVERAL.every((field) => draft[field] === undefined);
    return isPlain ? draft : without(draft, OF_SEVERAL);
  }
  const own = (draft['pictures'] ?? []) as readonly PictureSpec[];
  const stood = before === source ? [] : picturesOf(before).map(({ blob }) => blob);
  const kept = picturesOf(source).map(({ blob }) => own[stood.indexOf(blob)]);
  // Files of several folders may be called the same: by their names go those that are opened anew.
  const left = kept.some(Boolean) ? [] : [...own];
  const pictures = picturesOf(source).map(({ name: file }, n) => {
    const place = left.findIndex((each) => each.file === file);
    return kept[n] ?? (place < 0 ? { file } : left.splice(place, 1)[0]);
  });
  if (pictures.length === own.length && pictures.every((each, n) => each === own[n])) return draft;
  // Pictures of different sizes come into one frame.
  return { ...without(draft, ['size']), pictures };
}

function without(draft: SpecDraft, fields: readonly string[]): SpecDraft {
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !fields.includes(name)));
}
