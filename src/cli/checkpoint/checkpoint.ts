import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { version } from '../../../package.json' with { type: 'json' };
import { StillmotionError } from '../../core/errors.ts';
import type { FrameRange } from '../../core/timeline.ts';
import type { Gop } from '../../core/chunk.ts';
import { digestPage } from '../browser/page-files.ts';
import { type FileWait, waitForFiles } from '../files/deadline.ts';
import { Locked, takeLock } from '../files/folder-lock.ts';
import type { PictureSet } from '../session/picture-set.ts';
import { makeFolder } from '../files/make-folder.ts';
import { type OutputPlace, unwritable } from '../files/output-place.ts';
import { stemOf } from '../output/partial-file.ts';
import {
  digest,
  firstOf,
  LONGEST_PART,
  packPart,
  type Part,
  type PartOf,
  unpackPart,
} from './part-file.ts';
import {
  NotPrivate,
  openPrivateFolder,
  readPrivate,
  writePrivate,
} from '../files/private-folder.ts';
import type { OpenJob } from '../session/drawing.ts';

/** The finished GOPs of a film, kept in a folder beside it, so that another run can go on with them. */
export interface Checkpoint {
  /** What a film's file may be written in until it is whole; `undefined`: beside its place. */
  readonly folder: string | undefined;
  /** The frame behind all that are kept. */
  readonly next: number;
  /** What is kept, in order. */
  gops(): AsyncGenerator<Gop>;
  keep(gop: Gop): Promise<void>;
}

/** Keeps nothing. */
export function noCheckpoint({ first }: FrameRange): Checkpoint {
  return {
    folder: undefined,
    next: first,
    async *gops() {},
    async keep() {},
  };
}

/** The folder of a film's parts, which no other run uses meanwhile. */
export interface PartsFolder {
  readonly path: string;
  /** The film is whole: nothing is kept any longer. */
  clear(): Promise<void>;
  /** Lets others have it; true when something is kept in it. */
  release(): Promise<boolean>;
}

const LOCK_FILE = 'lock';
const JOB_FILE = 'job.json';
/** Bytes; a title has at most 200 characters. */
const LONGEST_JOB = 2 ** 20;

/** Where a film's parts are. */
export function partsFolder({ target }: OutputPlace): string {
  return join(dirname(target), `.${stemOf(target)}.parts`);
}

/**
 * Takes the folder of a film's parts, or makes one.
 *
 * @throws StillmotionError `resume-refused` where another run has it, or others could change it;
 *   `output-unwritable`
 */
export async function claimParts(place: OutputPlace): Promise<PartsFolder> {
  const path = partsFolder(place);
  try {
    await makeFolder(dirname(path));
    await openPrivateFolder(path);
    const unlock = await takeLock(join(path, LOCK_FILE));
    await clearUnfinished(path);
    return {
      path,
      clear: () => rm(path, { recursive: true, force: true }),
      release: () => release(path, unlock),
    };
  } catch (cause) {
    throw whyNotClaimed(path, place, cause);
  }
}

function whyNotClaimed(path: string, place: OutputPlace, cause: unknown): StillmotionError {
  if (cause instanceof Locked) return lockedBy(cause, path, place);
  if (cause instanceof NotPrivate) {
    return refused(`${cause.message}; the parts of ${place.path} are to be kept there.`);
  }
  return unwritable(place.path, cause);
}

function lockedBy({ pid, elsewhere }: Locked, path: string, { path: film }: OutputPlace) {
  const where = elsewhere ? ' on another machine or in another container' : '';
  const ended = elsewhere
    ? ` If that has ended, wait half a minute, or remove ${join(path, LOCK_FILE)}.`
    : '';
  return new StillmotionError(
    'resume-refused',
    `Process ${pid}${where} is making ${film} with --resume. Wait for its end, stop it, or choose another --output.${ended}`,
  );
}

/** What a killed run was writing. */
async function clearUnfinished(path: string): Promise<void> {
  for (const name of await readdir(path)) {
    if (name.endsWith('.part')) await rm(join(path, name), { recursive: true, force: true });
  }
}

async function release(path: string, unlock: () => Promise<void>): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  const kept = names.some((name) => firstOf(name) !== undefined);
  if (!kept) await rm(join(path, JOB_FILE), { force: true }).catch(() => {});
  await unlock();
  // Empty but for what isn't ours.
  if (!kept) await rmdir(path).catch(() => {});
  return kept;
}

/**
 * Opens the checkpoint of a film in the folder of its parts.
 *
 * @param range the frames that are made: the plan's, or a part of them
 * @param picture `undefined` is the built-in one
 * @param onNote told when a part is damaged, which is then made again
 * @param wait how long for any one part
 * @throws StillmotionError `resume-refused` for parts of another job, `output-unwritable`
 */
export async function openCheckpoint(
  { path: folder }: PartsFolder,
  { path: output }: OutputPlace,
  job: OpenJob,
  range: FrameRange,
  picture: PictureSet | undefined,
  onNote: (text: string) => void,
  wait: FileWait,
): Promise<Checkpoint> {
  const { fps } = job.plan;
  const patiently: Patiently = (work) => waitForFiles(work, `at the parts in ${folder}`, wait);
  const whole = await patiently(describeJob(job, picture));
  const description =
    range === job.plan.range ? whole : { ...whole, shard: `${range.first}-${range.last}` };
  const film = { job: digest(JSON.stringify(description)), range, fps };
  const failed = (cause: unknown): never => {
    wait.signal.throwIfAborted();
    throw cause instanceof StillmotionError ? cause : unwritable(output, cause);
  };
  const kept = await patiently(claim(folder, description))
    .then(() => findKept(folder, film, onNote, patiently))
    .catch(failed);
  return {
    folder,
    next: kept.at(-1)?.next ?? range.first,
    async *gops() {
      for (const { name } of kept) {
        const part = await patiently(readPart(folder, name, film)).catch(failed);
        if (typeof part === 'string') throw changedMeanwhile(folder, name);
        yield part.gop;
      }
    },
    keep: async (gop) => {
      const { name, bytes } = packPart(gop, film.job);
      await patiently(writePrivate(join(folder, name), bytes)).catch(failed);
    },
  };
}

/** Waits for one answer of the disk, no longer than may be. */
type Patiently = <T>(work: Promise<T>) => Promise<T>;

/** All that a film's bytes depend on, by what it is called in messages. */
export type JobDescription = Readonly<Record<string, string>>;

const JobSchema = v.record(v.string(), v.string());

export async function describeJob(
  { session, plan, files }: OpenJob,
  picture: PictureSet | undefined,
): Promise<JobDescription> {
  const read = await files.digest();
  return {
    'version of stillmotion': `${version} ${await digestPage()}`,
    picture: picture === undefined ? 'built-in' : await picture.digest(),
    ...(read !== undefined && { 'files of effects': read }),
    spec: JSON.stringify(plan.spec),
    browser: session.browser,
    renderer: session.renderer,
  };
}

/** Marks a new folder as this job's; refuses another job's. */
async function claim(folder: string, job: JobDescription): Promise<void> {
  const path = join(folder, JOB_FILE);
  const found = await readPrivate(path, LONGEST_JOB).catch((cause: unknown) => {
    if (cause instanceof NotPrivate) throw refused(`${cause.message}.`);
    throw cause;
  });
  if (found === undefined) return writePrivate(path, JSON.stringify(job));
  const known = parseJob(found.toString());
  if (known === undefined) throw keepsParts(folder, 'of a job that can not be read');
  const other = Object.keys(job).find((name) => known[name] !== job[name]);
  if (other !== undefined) throw keepsParts(folder, `of another job: the ${other} is not the same`);
}

function parseJob(text: string): JobDescription | undefined {
  try {
    const { success, output } = v.safeParse(JobSchema, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly name: string;
  /** The frame behind it. */
  readonly next: number;
}

/** The whole parts in a row from the first frame on; damaged ones are removed. */
async function findKept(
  folder: string,
  film: PartOf,
  onNote: (text: string) => void,
  patiently: Patiently,
): Promise<Kept[]> {
  const names = await patiently(readdir(folder));
  const kept: Kept[] = [];
  let next = film.range.first;
  for (const name of names.toSorted((a, b) => (firstOf(a) ?? 0) - (firstOf(b) ?? 0))) {
    if (firstOf(name) !== next) continue;
    const part = await patiently(readPart(folder, name, film));
    if (part === 'of another job') throw keepsParts(folder, `of another job: ${name}`);
    if (part === 'damaged') {
      onNote(`The part ${join(folder, name)} is damaged; the film goes on from frame ${next}.`);
      await rm(join(folder, name), { recursive: true, force: true });
      continue;
    }
    next = part.gop.range.last + 1;
    kept.push({ name, next });
  }
  return kept;
}

async function readPart(folder: string, name: string, film: PartOf): Promise<Part> {
  const bytes = await readPrivate(join(folder, name), LONGEST_PART).catch((cause: unknown) => {
    if (cause instanceof NotPrivate) return undefined;
    throw cause;
  });
  return bytes === undefined ? 'damaged' : unpackPart(name, bytes, film);
}

function keepsParts(folder: string, whose: string): StillmotionError {
  return refused(`${folder} keeps parts ${whose}.`);
}

function refused(what: string): StillmotionError {
  return new StillmotionError(
    'resume-refused',
    `${what} Remove it, choose another --output, or leave out --resume.`,
  );
}

function changedMeanwhile(folder: string, name: string): StillmotionError {
  return new StillmotionError(
    'resume-refused',
    `The part ${join(folder, name)} was changed while the film was written. Render it again.`,
  );
}
