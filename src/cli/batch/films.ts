import { resolve } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { layFields } from '../../film/options/option-values.ts';
import { upgradeSpec } from '../../film/spec/upgrade-spec.ts';
import { lastingAsAudio, takeAudioLength } from '../options/audio-length.ts';
import { type AskedFilm, placeFilm } from '../film/make-film.ts';
import { type RenderOptions } from '../options/render-options.ts';
import { layOptions, parseTyped, picturesOf, withPictures } from '../options/job-options.ts';
import type { OutputWait } from '../output/output.ts';
import { isPipe } from '../files/pipe.ts';
import { withPictures as withFiles } from '../session/drawing.ts';
import { expandPictures } from '../options/picture-paths.ts';
import { isFault, type Row, type RowFault } from './rows.ts';

/** A film of a list, of which all is known that can be before anything is drawn. */
export interface ListedFilm extends AskedFilm {
  /** Where in the list: `line 3`. */
  readonly where: string;
}

/** Faults that are named; more would scroll the first ones away. */
const MOST_NAMED = 20;

/**
 * Makes films of the rows of a list.
 *
 * @param base what holds where a row says nothing
 * @throws StillmotionError `rows-refused` for rows that none can be made of, and those that would be in each
 *   other's way: all that are wrong, a line each
 */
export async function listFilms(
  rows: readonly (Row | RowFault)[],
  base: SpecDraft,
  options: RenderOptions,
  wait: OutputWait,
): Promise<ListedFilm[]> {
  const films: ListedFilm[] = [];
  const faults: RowFault[] = [];
  for (const row of rows) {
    if (isFault(row)) faults.push(row);
    else
      await listFilm(row, base, options, wait).then(
        (film) => films.push(film),
        (error: unknown) => faults.push({ where: row.where, why: asRefusal(error) }),
      );
  }
  faults.push(...collisions(films));
  if (faults.length > 0) throw refused(faults, rows.length);
  return films;
}

async function listFilm(
  { where, files, options: cells, fields }: Row,
  base: SpecDraft,
  beside: RenderOptions,
  wait: OutputWait,
): Promise<ListedFilm> {
  // Both are in the base; a preset also has an output of its own.
  const { preset: _, spec: __, ...others } = beside;
  const { picture, output, audio = others.audio } = files;
  const typed = picture === undefined ? [] : [picture];
  const found = await expandPictures(typed, wait);
  const nameOf = (name: string) =>
    Object.hasOwn(cells, name) ? `the column ${name}` : `--${name}`;
  const { options: said, asked } = takeAudioLength(cells, audio, nameOf);
  const draft = await layOptions(withPictures(base, found), said, nameOf, wait.signal);
  const complete = layFields(draft, upgradeSpec(fields) as SpecDraft);
  const spec = lastingAsAudio(parseTyped(complete, { ...beside, ...said }, nameOf), asked);
  const pictures = picturesOf(spec, found);
  const options = {
    ...others,
    ...cells,
    ...(output !== undefined && { output }),
    ...(audio !== undefined && { audio }),
  };
  await assertReadable(pictures, wait);
  // Whether what is there may be replaced is asked when it is made: it may be the one of the last run.
  const [first = pictures[0]] = typed;
  const film = await placeFilm(pictures, first, spec, { ...options, overwrite: true }, wait);
  const { overwrite } = options;
  return { ...film, where, options, place: { ...film.place, overwrite } };
}

async function assertReadable(pictures: readonly string[], wait: OutputWait): Promise<void> {
  for (const picture of pictures) {
    if (!(await isPipe(picture).catch(() => false))) continue;
    throw new StillmotionError('usage', `The picture ${picture} is a pipe; a list takes files.`);
  }
  const unheard = () => {};
  await withFiles(pictures, wait, unheard, async () => {});
}

/** Bugs and signals are nothing that a row is at fault for. */
function asRefusal(error: unknown): string {
  if (error instanceof StillmotionError && error.code !== 'internal') return error.message;
  throw error;
}

/** Films that would be written over one another, or over a picture that is read. */
function collisions(films: readonly ListedFilm[]): RowFault[] {
  const pictures = new Map(
    films.flatMap(({ pictures: read, where }) =>
      read.map((path) => [resolve(path), where] as const),
    ),
  );
  const made = new Map<string, string>();
  return films.flatMap(({ where, place }) => {
    const target = resolve(place.target);
    const other = made.get(target);
    made.set(target, other ?? where);
    if (other !== undefined)
      return [
        { where, why: `has the output ${place.path}, as ${other} has; each film needs its own` },
      ];
    const reader = pictures.get(target);
    if (reader === undefined) return [];
    return [{ where, why: `has the output ${place.path}, which is the picture of ${reader}` }];
  });
}

function refused(faults: readonly RowFault[], rows: number): StillmotionError {
  const named = faults.slice(0, MOST_NAMED).map(({ where, why }) => `  ${where}: ${inLine(why)}`);
  const more = faults.length - named.length;
  return new StillmotionError(
    'rows-refused',
    [
      `${faults.length} of ${rows} rows can't be made into films; nothing was begun.`,
      ...named,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join('\n'),
  );
}

/** A message that is one of several. */
export function inLine(message: string): string {
  return message.split('\n', 1).join('').replace(/\.$/, '');
}
