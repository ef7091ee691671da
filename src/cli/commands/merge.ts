import { version } from '../../../package.json' with { type: 'json' };
import { joinGops } from '../../codecs/join.ts';
import { CONTAINERS, findContainer } from '../../containers/index.ts';
import { writeFilm } from '../../containers/write-film.ts';
import type { Gop } from '../../core/chunk.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { digestPage } from '../browser/page-files.ts';
import { waitForFiles } from '../files/deadline.ts';
import { digestFile } from '../files/digest-file.ts';
import { assertExtension } from '../session/drawing.ts';
import type { Stop } from '../terminal/interrupt.ts';
import { openOutput, type OutputWait } from '../output/output.ts';
import { checkOutput } from '../files/output-place.ts';
import { type MergeReport, reportMerge } from '../film/report-many.ts';
import { assertNumbered, Sequence } from '../output/sequence.ts';
import { shardGops } from '../shard/shard-file.ts';
import { findWhole, type FoundShard } from '../shard/whole.ts';
import { openHeldSound } from '../film/sound.ts';

export interface MergeOptions {
  readonly output: string;
  readonly overwrite: boolean;
  /** Path of the sound's file, where the shards were made with it. */
  readonly audio?: string;
  /** s */
  readonly timeout: number;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Puts the shards of a film together: the same bytes as of a film that was made in one piece. */
export async function merge(
  paths: readonly string[],
  options: MergeOptions,
  { signal, placed }: Stop,
): Promise<void> {
  const started = performance.now();
  const wait: OutputWait = { timeout: options.timeout, signal, onPlaced: placed };
  const report = await mergeShards(paths, options, wait);
  reportMerge({ ...report, seconds: (performance.now() - started) / 1000 }, options);
}

/** The same, for whoever says what was done. */
export async function mergeShards(
  paths: readonly string[],
  options: Pick<MergeOptions, 'output' | 'overwrite' | 'audio'>,
  wait: OutputWait,
): Promise<Omit<MergeReport, 'seconds'>> {
  const shards = await findWhole(paths, `${version} ${await digestPage()}`, wait);
  const [first] = shards;
  if (first === undefined) throw new Error('a film of no shards');
  const { film, job } = first.header;
  assertNamed(options.output, film);
  const inputs = Object.fromEntries(paths.map((path) => [`shard ${path}`, path]));
  const place = await waitForFiles(
    checkOutput(options.output, options.overwrite, { ...inputs, sound: options.audio }),
    `looking where ${options.output} will be`,
    wait,
  );
  await assertSound(options.audio, job['sound']);
  const sound = await openHeldSound(options.audio, { format: film.container }, wait);
  const many = findContainer(film.container).files === 'many';
  const file = many ? new Sequence(place, wait) : await openOutput(place, wait);
  const chunks = joinGops(gopsOf(shards, wait), film, wait.signal);
  const written = await writeFilm(chunks, film, file, wait.signal, sound);
  const { byteLength: bytes } = file;
  const from = { browser: job['browser'] ?? '', renderer: job['renderer'] ?? '' };
  return { film, written, bytes, output: place.path, shards: paths.length, from };
}

function assertNamed(output: string, { container }: FilmPlan): void {
  const { files, extensions, label } = findContainer(container);
  const known = CONTAINERS.flatMap((each) => each.extensions);
  assertExtension(output, known);
  try {
    assertExtension(output, extensions);
  } catch (cause) {
    throw new StillmotionError(
      'usage',
      `The shards are of a film as ${label}. ${cause instanceof Error ? cause.message : ''}`,
      { cause },
    );
  }
  if (files === 'many') assertNumbered(output);
}

async function assertSound(path: string | undefined, digest: string | undefined): Promise<void> {
  const given = path === undefined ? 'none' : await digestFile(path).catch(() => 'unreadable');
  // Who reads it says why it can't be.
  if (given === digest || given === 'unreadable') return;
  throw new StillmotionError(
    'merge-refused',
    digest === 'none'
      ? 'The shards were made without a sound; leave out --audio, or make them with it, as it decides how long the film is.'
      : `The shards were made with ${path === undefined ? 'a' : 'another'} sound; give --audio the same file.`,
  );
}

/** One GOP is in memory, and one file open. */
async function* gopsOf(shards: readonly FoundShard[], wait: OutputWait): AsyncGenerator<Gop> {
  for (const { path } of shards) yield* shardGops(path, wait);
}
