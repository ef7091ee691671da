import { constants, type Stats } from 'node:fs';
import { access, lstat, readlink, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import type { Sink } from '../../core/streams/sink.ts';

/** In the place of an output: stdout. */
export const STDOUT = '-';

/** Where a result goes. */
export interface OutputPlace {
  /** As it was given. */
  readonly path: string;
  /** The file itself, behind all links. */
  readonly target: string;
  /** Where it grows until it is whole. */
  readonly folder: string;
  /** What is there now: it keeps its mode and owner. */
  readonly replaced: Stats | undefined;
  /** Its folder may not be written, only the file itself: it is copied over. */
  readonly copied: boolean;
  /** False: nothing is there, and what comes there meanwhile is kept. */
  readonly overwrite: boolean;
}

/** A sink that knows how long its result is. */
export interface Output extends Sink {
  readonly byteLength: number;
  /** Where it can be read while it isn't in its place yet: a file, or many; none of a pipe. */
  readonly written: readonly string[];
}

/** Bytes; no file system that we know takes more in a name. */
const LONGEST_NAME = 255;
/** As many as Linux follows. */
const MOST_LINKS = 40;

/** Pictures, by what they are called where the output is one of them. */
export function pictureInputs(paths: readonly string[]): Readonly<Record<string, string>> {
  const [only = ''] = paths;
  if (paths.length <= 1) return only === '' ? {} : { picture: only };
  return Object.fromEntries(paths.map((path, n) => [`picture ${n + 1}`, path]));
}

/**
 * Looks before any work is done whether a file can be put there.
 *
 * @param inputs the files that are read, by what they are called in messages
 * @throws StillmotionError `output-exists`, `output-unwritable`; `usage` for a terminal
 */
export async function checkOutput(
  path: string,
  overwrite: boolean,
  inputs: Readonly<Record<string, string | undefined>>,
): Promise<OutputPlace> {
  if (path === STDOUT) return checkStdout();
  const target = await followLinks(path).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  const there = await lookAt(target, path);
  if (there) await checkReplaced(path, there, inputs);
  if (there && !overwrite) throw isThere(path);
  if (Buffer.byteLength(basename(target)) > LONGEST_NAME)
    throw unwritable(path, { code: 'ENAMETOOLONG' });
  const folder = await nearestFolder(dirname(target));
  const refusal = await access(folder, constants.W_OK | constants.X_OK).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (refusal !== undefined && !there) throw unwritable(path, refusal);
  const copied = refusal !== undefined;
  return {
    path,
    target,
    folder: copied ? tmpdir() : dirname(target),
    replaced: there,
    copied,
    overwrite,
  };
}

/** The place of a result that goes to stdout, as bytes that nobody goes back to. */
function checkStdout(): OutputPlace {
  if (process.stdout.isTTY) {
    throw new StillmotionError(
      'usage',
      'stdout is a terminal, which can not show a film; expected a pipe or a file behind --output -.',
    );
  }
  return {
    path: STDOUT,
    target: STDOUT,
    folder: '',
    replaced: undefined,
    copied: false,
    overwrite: true,
  };
}

/** The file behind links, also one that isn't there yet. */
async function followLinks(path: string): Promise<string> {
  let target = path;
  for (let followed = 0; (await linked(target)) !== undefined; followed++) {
    if (followed === MOST_LINKS) throw Object.assign(new Error(), { code: 'ELOOP' });
    // The system's own look, as it refuses links that others planted in a folder for all.
    if (followed === 0) await stat(path).catch(unlessMissing);
    const link = await readlink(target);
    // As it stands: `..` behind a folder that is a link means the folder that it leads to.
    target = isAbsolute(link) ? link : `${dirname(target)}/${link}`;
  }
  return target;
}

async function linked(path: string): Promise<true | undefined> {
  const there = await lstat(path).catch(unlessMissing);
  return there?.isSymbolicLink() ? true : undefined;
}

function lookAt(target: string, path: string): Promise<Stats | undefined> {
  return stat(target)
    .catch(unlessMissing)
    .catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
}

/** Nothing is there, not even, perhaps, its folder: which of them is missing is looked at later. */
function unlessMissing(cause: unknown): undefined {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
}

/** What is there may be replaced: a regular file that may be written, and none that is read. */
async function checkReplaced(
  path: string,
  there: Stats,
  inputs: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  for (const [name, input] of Object.entries(inputs)) {
    const source = input === undefined ? undefined : await stat(input).catch(() => undefined);
    if (source && there.dev === source.dev && there.ino === source.ino) {
      throw new StillmotionError(
        'output-exists',
        `${path} is the ${name} itself; choose another --output.`,
      );
    }
  }
  if (!there.isFile()) throw noRegularFile(path, there);
  // For root, too, who may write anything: it was protected on purpose.
  if ((there.mode & 0o222) === 0) throw unwritable(path, { code: 'WRITE-PROTECTED' });
  await access(path, constants.W_OK).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw unwritable(path, code === 'EACCES' ? { code: 'WRITE-PROTECTED' } : cause);
  });
}

function noRegularFile(path: string, there: Stats): StillmotionError {
  const what = there.isDirectory()
    ? 'a folder'
    : there.isFIFO()
      ? 'a FIFO'
      : there.isSocket()
        ? 'a socket'
        : 'a device';
  const instead = there.isDirectory() ? '' : ', or - for stdout';
  return new StillmotionError(
    'output-unwritable',
    `${path} is ${what}; --output takes the path of a regular file${instead}.`,
  );
}

export function isThere(path: string): StillmotionError {
  return new StillmotionError(
    'output-exists',
    `${path} is there already; choose another --output or leave out --no-overwrite.`,
  );
}

/** The folder itself, or the one above it in which it will be made. */
async function nearestFolder(folder: string): Promise<string> {
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory()) return folder;
  const above = dirname(folder);
  if (there !== undefined || above === folder) {
    throw new StillmotionError(
      'output-unwritable',
      `${folder} is not a folder; --output needs one to write into.`,
    );
  }
  return nearestFolder(above);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  'WRITE-PROTECTED': 'it is write-protected, which chmod u+w changes',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file would be larger than the file system or ulimit -f allows',
  EIO: 'the disk reports an error',
  ENOENT: 'its folder is gone',
  ENOTDIR: 'a part of the path is a file',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open; ulimit -n allows more',
  ENFILE: 'too many files are open on this machine',
};

/** Why a path can't be written, in words. */
export function unwritable(path: string, cause: unknown): StillmotionError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StillmotionError(
    'output-unwritable',
    `${path} can't be written: ${why}; choose another --output.`,
    { cause },
  );
}
