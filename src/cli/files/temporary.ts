import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { remember } from './leftovers.ts';
import { freeBytes } from './room.ts';

/** What a browser writes there by itself at its start, and shares between its processes. */
const NEEDED_BYTES = 16 << 20;
/** Frames of 4K that its processes share. */
const PLENTY_BYTES = 128 << 20;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'it is read-only',
  ENOSPC: 'it is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
};

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * A new folder that only we may look into, with room for what a browser needs. Whoever makes it removes it.
 *
 * @throws StillmotionError `temporary-unwritable`
 */
export async function makeTemporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), prefix)).catch((cause: unknown) => {
    throw temporaryUnwritable(cause);
  });
  const forget = remember({ path });
  const remove = async () => {
    await rm(path, { recursive: true, force: true, maxRetries: 10 });
    forget();
  };
  try {
    await makeSure(path);
    return { path, remove };
  } catch (cause) {
    await remove();
    throw temporaryUnwritable(cause);
  }
}

/** Where there is too little room a browser dies in the middle of its work, and can't say why. */
async function makeSure(folder: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free < NEEDED_BYTES) throw Object.assign(new Error(`${free} bytes are free`), FULL);
  // Quotas and read-only mounts don't show before something is written.
  const probe = join(folder, 'probe');
  await writeFile(probe, Buffer.alloc(4096, 1));
  await rm(probe);
}

const FULL = { code: 'ENOSPC' };

/** A sentence to add to a failure that may come from it; empty where there is room. */
export async function sayIfTemporaryFull(): Promise<string> {
  const free = await freeBytes(tmpdir()).catch(() => Infinity);
  if (free >= PLENTY_BYTES) return '';
  return ` ${describe()} has only ${Math.floor(free / 1e6)} MB free, which may be why.`;
}

/** Is there no room left where something was to be written? */
export function isFull(cause: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(cause));
}

export function temporaryUnwritable(cause: unknown): StillmotionError {
  const code = codeOf(cause);
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new StillmotionError(
    'temporary-unwritable',
    `${describe()} can't be used: ${why}. Set ${VARIABLE} to a folder that can be written and has ${NEEDED_BYTES >> 20} MB free or more.`,
    { cause },
  );
}

const VARIABLE = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';

function describe(): string {
  return `The folder for temporary files, ${tmpdir()},`;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
