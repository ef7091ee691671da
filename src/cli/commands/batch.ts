import { version } from '../../../package.json' with { type: 'json' };
import { messageOf, StillmotionError } from '../../core/errors.ts';
import { digestInputs, type FinishedFilms, openFinished, stateFolder } from '../batch/finished.ts';
import { inLine, listFilms, type ListedFilm } from '../batch/films.ts';
import { type Lender, workThrough } from '../batch/pool.ts';
import { readRows } from '../batch/rows.ts';
import { digestPage } from '../browser/page-files.ts';
import { waitForFiles, waitForInput } from '../files/deadline.ts';
import { withPictures } from '../session/drawing.ts';
import type { Stop } from '../terminal/interrupt.ts';
import { readDraft } from '../options/job-options.ts';
import type { OutputWait } from '../output/output.ts';
import { isStdin } from '../files/pipe.ts';
import { type Progress, showFilms } from '../terminal/progress.ts';
import { note } from '../terminal/say.ts';
import { reportBatch, reportListed, reportListedFilm } from '../film/report-many.ts';
import { readTextFile, type TextKind } from '../files/text-file.ts';
import { makeFilm } from '../film/make-film.ts';
import { type RenderOptions } from '../options/render-options.ts';

export interface BatchOptions extends RenderOptions {
  /** How many films are made side by side. */
  readonly jobs: number;
  /** Make those, too, that an earlier run has made. */
  readonly force: boolean;
}

/** A row has a few hundred bytes. */
const LIST: TextKind = { name: 'list of films', form: 'text in UTF-8', longest: 2 ** 28 };

/** What has become of the films so far. */
interface Tally {
  made: number;
  kept: number;
  /** A line each. */
  readonly failed: string[];
}

/** Makes the films of a list, one after the other in a few browsers; what fails doesn't keep the rest. */
export async function batch(
  path: string,
  options: BatchOptions,
  { signal, placed }: Stop,
): Promise<void> {
  const started = performance.now();
  const wait: OutputWait = { timeout: options.timeout, signal, onPlaced: () => {} };
  const films = await readFilms(path, options, wait);
  const say = sayOnce(options.quiet);
  const finished = options.force ? undefined : await openRecords(say, wait);
  const build = `${version} ${await digestPage()}`;
  const tally: Tally = { made: 0, kept: 0, failed: [] };
  const progress = showFilms(films.length, options.quiet);
  try {
    await workThrough(films, options, signal, say, async (film, withBrowser, ended) => {
      const workplace = { withBrowser, finished, build, wait: { ...wait, signal: ended }, say };
      await settle(film, workplace, options, tally);
      progress.update(tally.made + tally.kept + tally.failed.length);
    });
  } finally {
    progress.stop();
  }
  reportBatch({ ...tally, seconds: (performance.now() - started) / 1000 }, options);
  if (tally.failed.length > 0) throw failed(tally.failed, films.length);
  placed();
}

async function readFilms(
  path: string,
  options: BatchOptions,
  wait: OutputWait,
): Promise<ListedFilm[]> {
  if (isStdin(path) && isStdin(options.spec)) {
    throw new StillmotionError(
      'usage',
      'Both the list and --spec are to come from stdin, which is one file; give the path of one of them.',
    );
  }
  const base = await readDraft(options, undefined, wait.signal);
  const read = () => readTextFile(path, LIST, wait.signal);
  const text = await waitForInput(path, read, wait);
  return listFilms(readRows(text.replace(/^\uFEFF/, ''), path), base, options, wait);
}

/** Without records all films are made, which is said. */
async function openRecords(
  say: (text: string) => void,
  wait: OutputWait,
): Promise<FinishedFilms | undefined> {
  const folder = stateFolder(process.env);
  const without = 'The next run will make all films again';
  if (folder === undefined) {
    say(`${without}: this user has no home folder; STILLMOTION_STATE names another one.`);
    return undefined;
  }
  try {
    return await waitForFiles(openFinished(folder), `looking into ${folder}`, wait);
  } catch (error) {
    wait.signal.throwIfAborted();
    say(`${without}: ${folder} can't be used (${messageOf(error)}).`);
    return undefined;
  }
}

interface Workplace {
  readonly withBrowser: Lender;
  readonly finished: FinishedFilms | undefined;
  readonly build: string;
  readonly wait: OutputWait;
  readonly say: (text: string) => void;
}

/** Makes a film, unless it is made; its failure is its own. */
async function settle(
  film: ListedFilm,
  workplace: Workplace,
  options: BatchOptions,
  tally: Tally,
): Promise<void> {
  const { signal } = workplace.wait;
  try {
    const madeOf = await digestInputs(film, workplace.build);
    if (madeOf !== undefined && (await workplace.finished?.has(film, madeOf))) {
      tally.kept++;
      reportListed(film, 'kept', undefined, options);
      return;
    }
    await make(film, madeOf, workplace, options);
    tally.made++;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StillmotionError) || error.code === 'internal') throw error;
    const line = `${film.where} (${film.place.path}): ${inLine(error.message)} [${error.code}]`;
    tally.failed.push(line);
    reportListed(film, 'failed', error, options);
    note(`Failed: ${line}`, options.quiet);
  }
}

async function make(
  film: ListedFilm,
  madeOf: string | undefined,
  { withBrowser, finished, wait, say }: Workplace,
  options: BatchOptions,
): Promise<void> {
  const started = performance.now();
  const sayOfIt = (text: string) => say(`${film.where}: ${text}`);
  const report = await makeFilm(film, wait, {
    say: sayOfIt,
    showFrames: () => UNSEEN,
    withDrawing: (paths, work) =>
      withBrowser((browser) =>
        withPictures(paths, wait, sayOfIt, (pictures) =>
          work(browser.drawingOf(pictures, sayOfIt)),
        ),
      ),
  });
  if (madeOf !== undefined) await remember(film, madeOf, report.written.frames, finished, say);
  const seconds = (performance.now() - started) / 1000;
  reportListedFilm(film, { ...report, seconds }, options);
}

/** There is one line for all films. */
const UNSEEN: Progress = { update: () => {}, stop: () => {} };

/** The film is made, whether that can be remembered or not. */
async function remember(
  film: ListedFilm,
  madeOf: string,
  frames: number,
  finished: FinishedFilms | undefined,
  say: (text: string) => void,
): Promise<void> {
  await finished?.add(film, madeOf, frames).catch((error: unknown) => {
    say(`That ${film.place.path} is made can't be kept: ${messageOf(error)}`);
  });
}

/** What is the same for many films is said of the first. */
function sayOnce(quiet: boolean): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    const what = text.replace(/^(line|film) \d+: /, '');
    if (said.has(what)) return;
    said.add(what);
    note(text, quiet);
  };
}

function failed(lines: readonly string[], films: number): StillmotionError {
  return new StillmotionError(
    'films-failed',
    [
      `${lines.length} of ${films} films failed; the same command tries them again, and them alone.`,
      ...lines.map((line) => `  ${line}`),
    ].join('\n'),
  );
}
