import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { version } from '../../package.json' with { type: 'json' };
import { StillmotionError } from '../core/errors.ts';
import type { FrameRange } from '../core/timeline.ts';
import type { ChunkList, Gop } from '../media/chunk.ts';
import { digestPage } from './browser/page-files.ts';
import { packChunks, unpackChunks } from './chunk-list.ts';
import type { PictureFile } from './input.ts';
import { unwritable } from './output.ts';
import type { OpenJob } from './workplace.ts';

/** The finished GOPs of a film, kept in a folder beside it, so that another run can go on with them. */
export interface Checkpoint {
  /** What a film's file may be written in until it is whole; `undefined`: beside its place. */
  readonly folder: string | undefined;
  /** The frame behind all that are kept. */
  readonly next: number;
  /** What is kept, in order. */
  gops(): AsyncGenerator<Gop>;
  keep(gop: Gop): Promise<void>;
  /** The film is whole: nothing is kept any longer. */
  clear(): Promise<void>;
}

/** Keeps nothing. */
export function noCheckpoint({ first }: FrameRange): Checkpoint {
  return {
    folder: undefined,
    next: first,
    async *gops() {},
    async keep() {},
    async clear() {},
  };
}

/** Where a film's checkpoint is. */
export function checkpointFolder(output: string): string {
  return join(dirname(output), `.${basename(output)}.parts`);
}

/**
 * Opens the checkpoint of a film, or makes one.
 *
 * @param picture `undefined` is the built-in one
 * @param onNote told when a part is damaged, which is then made again
 * @throws StillmotionError `resume-refused` for parts of another job, `output-unwritable`
 */
export async function openCheckpoint(
  output: string,
  job: OpenJob,
  picture: PictureFile | undefined,
  onNote: (text: string) => void,
): Promise<Checkpoint> {
  const folder = checkpointFolder(output);
  await claim(folder, await describeJob(job, picture)).catch((cause: unknown) => {
    throw cause instanceof StillmotionError ? cause : unwritable(output, cause);
  });
  const { range } = job.plan;
  const kept = await findKept(folder, range, onNote);
  return {
    folder,
    next: kept.at(-1)?.next ?? range.first,
    async *gops() {
      for (const { name, first } of kept) {
        const gop = await readGop(folder, name, first);
        if (gop === undefined) throw damagedMeanwhile(folder, name);
        yield gop;
      }
    },
    keep: (gop) =>
      writeGop(folder, gop).catch((cause: unknown) => {
        throw unwritable(output, cause);
      }),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

/** All that a film's bytes depend on, by what it is called in messages. */
type JobDescription = Readonly<Record<string, string>>;

const JOB_FILE = 'job.json';

async function describeJob(
  { session, plan }: OpenJob,
  picture: PictureFile | undefined,
): Promise<JobDescription> {
  return {
    'version of stillmotion': `${version} ${await digestPage()}`,
    picture: picture === undefined ? 'built-in' : await picture.digest(),
    spec: JSON.stringify(plan.spec),
    browser: session.browser,
    renderer: session.renderer,
  };
}

/** Writes into a new folder whose it is; another job's is refused. */
async function claim(folder: string, job: JobDescription): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, JOB_FILE);
  const found = await readFile(path, 'utf8').catch(() => undefined);
  const known = found === undefined ? undefined : parseJob(found);
  if (found !== undefined && known === undefined)
    throw refused(folder, 'of a job that can not be read');
  if (known === undefined) return replaceFile(path, JSON.stringify(job));
  const other = Object.keys(job).find((name) => known[name] !== job[name]);
  if (other !== undefined) throw refused(folder, `of another job: the ${other} is not the same`);
}

function parseJob(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly name: string;
  readonly first: number;
  /** The frame behind it. */
  readonly next: number;
}

/** The whole parts in a row from the first frame on. */
async function findKept(
  folder: string,
  { first, last }: FrameRange,
  onNote: (text: string) => void,
): Promise<Kept[]> {
  const names = await readdir(folder);
  const kept: Kept[] = [];
  for (let next = first; next <= last;) {
    const name = names.find((each) => each.startsWith(`${next}-`));
    if (name === undefined) break;
    const gop = await readGop(folder, name, next);
    if (gop === undefined) {
      onNote(`The part ${join(folder, name)} is damaged; the film goes on from frame ${next}.`);
      break;
    }
    kept.push({ name, first: next, next: gop.range.last + 1 });
    next = gop.range.last + 1;
  }
  return kept;
}

/** A part is named after its first frame and its own checksum. */
async function writeGop(folder: string, { range, chunks }: Gop): Promise<void> {
  const { list, data } = packChunks(chunks);
  const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(list)}\n`), data]);
  await replaceFile(join(folder, `${range.first}-${digest(bytes)}`), bytes);
}

/** `undefined` when it is not as it was written. */
async function readGop(folder: string, name: string, first: number): Promise<Gop | undefined> {
  const bytes = await readFile(join(folder, name));
  if (name !== `${first}-${digest(bytes)}`) return undefined;
  const end = bytes.indexOf('\n');
  const list = JSON.parse(bytes.toString('utf8', 0, end)) as ChunkList;
  const chunks = [...unpackChunks(bytes.subarray(end + 1), list)];
  return { range: { first, last: first + chunks.length - 1 }, chunks };
}

/** Whole or not at all, also when we are killed. */
async function replaceFile(path: string, data: string | Buffer): Promise<void> {
  const partial = join(dirname(path), `partial-${process.pid}-${basename(path)}`);
  await writeFile(partial, data);
  await rename(partial, path);
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function refused(folder: string, why: string): StillmotionError {
  return new StillmotionError(
    'resume-refused',
    `${folder} keeps parts ${why}. Remove that folder, choose another --output, or leave out --resume.`,
  );
}

function damagedMeanwhile(folder: string, name: string): StillmotionError {
  return new StillmotionError(
    'resume-refused',
    `The part ${join(folder, name)} was changed while the film was written. Render it again.`,
  );
}
