import { optionsOf } from '../film/option-values.ts';
import type { SpecDraft } from '../film/option.ts';

/**
 * The command that renders the same film.
 *
 * @param picture a file's name; `undefined` is the built-in one
 * @param sound the same of what is heard with it; left out: nothing is
 */
export function writeCommand(
  draft: SpecDraft,
  picture: string | undefined,
  sound?: string,
): string {
  const options = optionsOf(draft).map(({ option, value }) => `--${option.name} ${quote(value)}`);
  const image = picture === undefined ? [] : [quote(asPath(picture))];
  const heard = sound === undefined ? [] : [`--audio ${quote(asPath(sound))}`];
  return ['npx stillmotion render', ...image, ...heard, ...options].join(' ');
}

/** What begins like an option is none. */
function asPath(name: string): string {
  return name.startsWith('-') ? `./${name}` : name;
}

/** As a POSIX shell takes it. */
function quote(text: string): string {
  return /^[\w.,:/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
