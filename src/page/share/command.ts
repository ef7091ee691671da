import { optionsOf } from '../../film/options/option-values.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { PictureSpec } from '../../film/spec/show-fields.ts';
import { hasOwn } from '../stack/own-picture.ts';

/** What a spec is saved as for a command. */
const SPEC_FILE = 'film.json';

/** Whether pictures have settings of their own, which a spec alone can say. */
export function needsSpec({ pictures = [] }: SpecDraft): boolean {
  return (pictures as readonly PictureSpec[]).some(hasOwn);
}

/**
 * The command that renders the same film; where options can't say all of it, of its spec.
 *
 * @param pictures names of files; none is the built-in one
 * @param sound the same of what is heard with it; left out: nothing is
 */
export function writeCommand(
  draft: SpecDraft,
  pictures: readonly string[],
  sound?: string,
): string {
  const options = needsSpec(draft) ? [`--spec ${SPEC_FILE}`] : optionsOf(draft).flatMap(asTyped);
  // A spec names its pictures itself.
  const images = needsSpec(draft) ? [] : pictures.map((name) => quote(asPath(name)));
  const heard = sound === undefined ? [] : [`--audio ${quote(asPath(sound))}`];
  return ['npx stillmotion render', ...images, ...heard, ...options].join(' ');
}

/** A switch takes no value, and none is on by itself. */
function asTyped({ option, value }: ReturnType<typeof optionsOf>[number]): string[] {
  if (option.kind !== 'bool') return [`--${option.name} ${quote(value)}`];
  return value === 'on' ? [`--${option.name}`] : [];
}

/** What begins like an option is none. */
function asPath(name: string): string {
  return name.startsWith('-') ? `./${name}` : name;
}

/** As a POSIX shell takes it. */
function quote(text: string): string {
  return /^[\w.,:/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
