import { constants } from 'node:fs';
import { chmod, chown, type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { type FileWait, waitForFiles, withDeadline } from '../files/deadline.ts';
import { remember } from '../files/leftovers.ts';
import { makeFolder } from '../files/make-folder.ts';
import { assertRoom, synchronize, writeAll } from '../files/file-bytes.ts';
import {
  isThere,
  type Output,
  type OutputPlace,
  STDOUT,
  unwritable,
} from '../files/output-place.ts';
import { clearAbandoned, partialName } from './partial-file.ts';
import { checkRoom } from '../files/room.ts';
import { StdoutSink } from './stdout-sink.ts';

/**
 * Begins a result.
 *
 * @param folder where it grows, on the same disk; left out: beside its place
 * @throws StillmotionError `output-unwritable`
 */
export async function openOutput(
  place: OutputPlace,
  wait: OutputWait,
  folder = place.folder,
): Promise<Output> {
  return place.path === STDOUT
    ? new StdoutSink(wait.signal)
    : OutputFile.create(place, folder, wait);
}

/** How long it may wait for the disk, and whom it tells. */
export interface OutputWait extends FileWait {
  /** Told when the result is in its place. */
  readonly onPlaced: () => void;
}

/** Bytes; more are on the disk before there are others, so that the last wait is no longer than the rest. */
const MOST_UNSYNCED = 64 << 20;

/** Bytes that are copied at once. */
const COPIED = 1 << 20;

/**
 * A file that appears whole or not at all: written beside its place under another name, renamed
 * when it is complete. Until then what was there stays as it was.
 */
export class OutputFile implements Output {
  readonly #place: OutputPlace;
  readonly #partial: string;
  readonly #file: FileHandle;
  readonly #wait: OutputWait;
  readonly #forget: () => void;
  #byteLength = 0;
  #unsynced = 0;

  private constructor(place: OutputPlace, { path, file, forget }: PartialFile, wait: OutputWait) {
    this.#place = place;
    this.#partial = path;
    this.#file = file;
    this.#forget = forget;
    this.#wait = wait;
  }

  /** Makes the folders above it, and clears what killed runs for the same file have left. */
  static async create(place: OutputPlace, folder: string, wait: OutputWait): Promise<OutputFile> {
    const { path } = place;
    try {
      const begun = beginPartial(place, folder);
      return new OutputFile(place, await waitForFiles(begun, `writing ${path}`, wait), wait);
    } catch (cause) {
      throw whyNot(place, cause, wait);
    }
  }

  expect(bytes: number): Promise<void> {
    // What is replaced gives its room only to a copy over it.
    const { path, target, copied } = this.#place;
    return copied ? Promise.resolve() : this.#patiently(checkRoom(path, dirname(target), bytes));
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  get written(): readonly string[] {
    return [resolve(this.#partial)];
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      await this.#patiently(writeAll(this.#file, bytes, position));
      this.#unsynced += bytes.byteLength;
      if (this.#unsynced > MOST_UNSYNCED) {
        await this.#patiently(synchronize(this.#file));
        this.#unsynced = 0;
      }
    } catch (cause) {
      throw whyNot(this.#place, cause, this.#wait);
    }
    this.#byteLength = Math.max(this.#byteLength, position + bytes.byteLength);
  }

  async close(): Promise<void> {
    await this.finish();
    await this.place();
    this.#wait.onPlaced();
  }

  /** All of it is on the disk, and has only to be put in its place. */
  async finish(): Promise<void> {
    try {
      await this.#patiently(synchronize(this.#file));
      await this.#patiently(this.#file.close());
    } catch (cause) {
      this.#wait.signal.throwIfAborted();
      throw this.#asUnwritable(cause);
    }
  }

  /** Puts what is finished in its place, also after a signal. */
  async place(): Promise<void> {
    try {
      await this.#publish();
      this.#forget();
    } catch (cause) {
      throw this.#asUnwritable(cause);
    }
  }

  #asUnwritable(cause: unknown): StillmotionError {
    return cause instanceof StillmotionError ? cause : unwritable(this.#place.path, cause);
  }

  /** Never fails: what can't be removed now is cleared by the next run. */
  async abort(): Promise<void> {
    await this.#slowly(this.#file.close()).catch(() => {});
    await this.#slowly(rm(this.#partial, { force: true })).then(this.#forget, () => {});
  }

  /** For no longer than may be, and not after a signal. */
  #patiently<T>(work: Promise<T>): Promise<T> {
    return waitForFiles(work, `writing ${this.#place.path}`, this.#wait);
  }

  /** The same for what is not to be left half done. */
  #slowly<T>(work: Promise<T>): Promise<T> {
    const stage = `writing ${this.#place.path}`;
    return withDeadline(work, this.#wait.timeout, stage, 'The file system');
  }

  async #publish(): Promise<void> {
    const { target, copied, overwrite } = this.#place;
    if (!overwrite) return this.#claim();
    if (copied || !(await this.#takeAfter())) return this.#copyOver();
    await this.#slowly(rename(this.#partial, target)).catch((cause: unknown) => {
      // A mount, or another's file in a folder for all: it can't be replaced, but written.
      if (!MAY_BE_WRITTEN.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
      return this.#copyOver();
    });
  }

  /** Puts it where nothing may be; whatever has come there meanwhile stays. */
  async #claim(): Promise<void> {
    const { path, target } = this.#place;
    try {
      await this.#slowly(link(this.#partial, target)).catch(async (cause: unknown) => {
        if (!WITHOUT_LINKS.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
        // Made by us, and by nobody else: ours to replace.
        await (await open(target, 'wx')).close();
        await rename(this.#partial, target);
      });
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === 'EEXIST' ? isThere(path) : cause;
    }
    await rm(this.#partial, { force: true }).catch(() => {});
  }

  /** Gives it the mode and owner of the file that it replaces; false where it may not have them. */
  async #takeAfter(): Promise<boolean> {
    const there = await stat(this.#place.target).catch(() => this.#place.replaced);
    if (there === undefined) return true;
    const made = await stat(this.#partial);
    try {
      // First the owner: a change of it takes some bits of the mode away.
      if (made.uid !== there.uid || made.gid !== there.gid)
        await chown(this.#partial, there.uid, there.gid);
      await chmod(this.#partial, there.mode & 0o7777);
      return true;
    } catch {
      return false;
    }
  }

  /** Writes it over the file that is there, as `cp` does, once it is sure that there is room for it. */
  async #copyOver(): Promise<void> {
    const { target } = this.#place;
    const from = await open(this.#partial, 'r');
    try {
      // Not made where it is missing, and never through a link that came there meanwhile.
      const to = await open(target, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
      try {
        await assertRoom(to, target, this.#byteLength);
        await this.#copyAll(from, to);
        await this.#slowly(to.truncate(this.#byteLength));
        await this.#slowly(synchronize(to));
      } finally {
        await to.close();
      }
    } finally {
      await from.close();
    }
    await rm(this.#partial, { force: true }).catch(() => {});
  }

  async #copyAll(from: FileHandle, to: FileHandle): Promise<void> {
    const buffer = Buffer.alloc(COPIED);
    for (let position = 0; ;) {
      const { bytesRead } = await this.#slowly(from.read(buffer, 0, COPIED, position));
      if (bytesRead === 0) return;
      await this.#slowly(writeAll(to, buffer.subarray(0, bytesRead), position));
      position += bytesRead;
    }
  }
}

interface PartialFile {
  readonly path: string;
  readonly file: FileHandle;
  /** It is gone, or no part any more. */
  readonly forget: () => void;
}

async function beginPartial(
  { target, replaced, copied }: OutputPlace,
  folder: string,
): Promise<PartialFile> {
  if (!copied) await makeFolder(dirname(target));
  await clearAbandoned(folder, target);
  const path = join(folder, partialName(target));
  const forget = remember({ path });
  try {
    // What replaces a file that others may not read is not theirs to read while it grows.
    const file = await open(path, 'wx', replaced === undefined ? 0o666 : 0o600);
    return { path, file, forget };
  } catch (cause) {
    forget();
    throw cause;
  }
}

function whyNot({ path, copied }: OutputPlace, cause: unknown, { signal }: FileWait): Error {
  signal.throwIfAborted();
  if (cause instanceof StillmotionError) return cause;
  return copied ? noTemporaryFile(path, cause) : unwritable(path, cause);
}

const MAY_BE_WRITTEN = new Set(['EBUSY', 'EPERM', 'EACCES', 'EXDEV']);
/** What file systems without hard links say. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

function noTemporaryFile(path: string, cause: unknown): StillmotionError {
  const { message } = unwritable(tmpdir(), cause);
  return new StillmotionError(
    'output-unwritable',
    `${path} is in a folder that may not be written, so that it grows in the temporary one: ${message.replace(/; choose.*/, '')}; set TMPDIR or choose another --output.`,
    { cause },
  );
}
