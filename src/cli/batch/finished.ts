import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { fileNamesIn } from '../../film/carried/spec-files.ts';
import { homeFolder } from '../browser/home.ts';
import { digestFile } from '../files/digest-file.ts';
import { digest } from '../checkpoint/part-file.ts';
import { openPrivateFolder, readPrivate, writePrivate } from '../files/private-folder.ts';
import { isNumbered, numbered } from '../output/sequence.ts';
import type { ListedFilm } from './films.ts';

/** What is known of films that earlier runs have made: a record a film, in a folder of the person's own. */
export interface FinishedFilms {
  /** True when the film is at its place as we left it, made of the same. */
  has(film: ListedFilm, madeOf: string): Promise<boolean>;
  /** @param count how many frames it has */
  add(film: ListedFilm, madeOf: string, count: number): Promise<void>;
}

const RecordSchema = v.strictObject({
  output: v.string(),
  /** A digest of all that its bytes depend on. */
  madeOf: v.string(),
  /** How many files it is; a sequence is one a frame. */
  files: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** A digest of their sizes and times. */
  state: v.string(),
});

/** Bytes; a path has at most 4096. */
const LONGEST_RECORD = 16_384;

/**
 * Where records are kept: nothing of ours lies beside films.
 *
 * @returns `undefined` for users without a home
 */
export function stateFolder(environment: NodeJS.ProcessEnv): string | undefined {
  const own = environment['STILLMOTION_STATE'];
  if (own) return resolve(own);
  const shared = environment['XDG_STATE_HOME'];
  // The XDG specification has relative paths ignored.
  if (shared && isAbsolute(shared)) return join(shared, 'stillmotion');
  const home = homeFolder(environment);
  return home === undefined ? undefined : join(home, '.local', 'state', 'stillmotion');
}

/** @throws where the folder can't be had */
export async function openFinished(folder: string): Promise<FinishedFilms> {
  const films = join(folder, 'films');
  await openPrivateFolder(films);
  const recordOf = ({ place }: ListedFilm) => join(films, digest(resolve(place.target)));
  return {
    async has(film, madeOf) {
      const record = await readPrivate(recordOf(film), LONGEST_RECORD).then(parse);
      if (record?.madeOf !== madeOf) return false;
      return record.state === (await stateOf(film, record.files));
    },
    async add(film, madeOf, count) {
      const output = resolve(film.place.target);
      const files = isNumbered(film.place.path) ? count : 1;
      const state = await stateOf(film, files);
      await writePrivate(recordOf(film), JSON.stringify({ output, madeOf, files, state }));
    },
  };
}

/**
 * A digest of all that a film's bytes depend on, as far as it is known before a browser starts; `undefined`
 * where a file of it can't be read, which whoever makes the film says.
 *
 * @param build tells one build of the program from another
 */
export async function digestInputs(
  { spec, pictures, options }: ListedFilm,
  build: string,
): Promise<string | undefined> {
  try {
    const { audio, browser, gl, meta, embed } = options;
    const read = [...pictures, ...fileNamesIn(spec), ...(audio === undefined ? [] : [audio])];
    const files: string[] = [];
    for (const path of read) files.push(await digestFile(path));
    return digest(
      JSON.stringify([build, spec, files, audio === undefined, browser ?? 'any', gl, meta, embed]),
    );
  } catch {
    return undefined;
  }
}

function parse(bytes: Buffer | undefined) {
  try {
    return v.parse(RecordSchema, JSON.parse(bytes?.toString() ?? ''));
  } catch {
    return undefined;
  }
}

/** Of the files of a film; one that is missing or was written since gives another. */
async function stateOf({ place }: ListedFilm, files: number): Promise<string> {
  const states: string[] = [];
  for (let number = 1; number <= files; number++) {
    const path = isNumbered(place.path) ? numbered(place.path, number) : place.target;
    const there = await stat(path, { bigint: true }).catch(() => undefined);
    states.push(there === undefined ? 'missing' : `${there.size} ${there.mtimeNs}`);
  }
  return digest(states.join('\n'));
}
