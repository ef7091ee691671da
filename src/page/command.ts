import { optionsOf } from '../film/option-values.ts';
import type { SpecDraft } from '../film/option.ts';

/** The command that renders the same film; `picture` is a file name, `undefined` the built-in one. */
export function writeCommand(draft: SpecDraft, picture: string | undefined): string {
  const options = optionsOf(draft).map(({ option, value }) => `--${option.name} ${quote(value)}`);
  const image =
    picture === undefined ? [] : [quote(picture.startsWith('-') ? `./${picture}` : picture)];
  return ['npx stillmotion render', ...image, ...options].join(' ');
}

/** As a POSIX shell takes it. */
function quote(text: string): string {
  return /^[\w.,:/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
