import { createHash } from 'node:crypto';
import { StillmotionError } from '../../core/errors.ts';
import { describeUndecodable } from '../../core/picture/foreign-file.ts';
import { claimedSize } from '../../core/picture/picture-size.ts';
import { type FileWait, waitForFiles, waitForInput } from '../files/deadline.ts';
import { openPicture, type PictureFile, readStart } from '../files/input.ts';

/** The pictures of a film, as files that the browser reads itself, in their order. */
export interface PictureSet {
  /** What people call each. */
  readonly names: readonly string[];
  /** Absolute. */
  readonly paths: readonly string[];
  /** SHA-256 of the only one, or of all of theirs in a row. */
  digest(): Promise<string>;
  /** @throws StillmotionError `input-unreadable` when one is another file than it was */
  assertUnchanged(): Promise<void>;
  /** Without those at these places, which are closed. */
  without(places: ReadonlySet<number>): PictureSet;
  /** Removes what was made for them. */
  close(): Promise<void>;
}

/** @throws StillmotionError `input-unreadable` */
export async function openPictures(paths: readonly string[], wait: FileWait): Promise<PictureSet> {
  const files: PictureFile[] = [];
  try {
    // One after the other: pipes are read to their ends.
    for (const path of paths)
      files.push(await waitForInput(path, () => openPicture(path, wait.signal), wait));
  } catch (error) {
    await Promise.allSettled(files.map((file) => file.close()));
    throw error;
  }
  return setOf(files, files);
}

/** @param opened of which all are closed with the set */
function setOf(files: readonly PictureFile[], opened: readonly PictureFile[]): PictureSet {
  return {
    names: files.map(({ name }) => name),
    paths: files.map(({ path }) => path),
    async digest() {
      const [only] = files;
      if (files.length === 1 && only) return only.digest();
      const hash = createHash('sha256');
      for (const file of files) hash.update(await file.digest());
      return hash.digest('hex');
    },
    async assertUnchanged() {
      for (const file of files) await file.assertUnchanged();
    },
    without: (places) =>
      setOf(
        files.filter((_, n) => !places.has(n)),
        opened,
      ),
    async close() {
      for (const file of opened) await file.close();
    },
  };
}

/** Bytes in which nearly every header says its size. */
const HEADER = 1 << 16;

/**
 * What is wrong with pictures by their headers alone, by their places: that takes no browser.
 *
 * @param onSeen told how many were looked at
 */
export async function findBrokenHeaders(
  { paths, names }: PictureSet,
  wait: FileWait,
): Promise<Map<number, StillmotionError>> {
  const broken = new Map<number, StillmotionError>();
  for (const [n, path] of paths.entries()) {
    const name = names[n] ?? path;
    const start = await waitForFiles(readStart(path, HEADER), `reading ${name}`, wait);
    const isKnown =
      claimedSize(start) !== undefined ||
      // A long profile may stand before the size.
      (start.byteLength === HEADER &&
        claimedSize(await waitForFiles(readStart(path), `reading ${name}`, wait)) !== undefined);
    if (isKnown) continue;
    broken.set(
      n,
      new StillmotionError('picture-undecodable', `${name}: ${describeUndecodable(start)}`),
    );
  }
  return broken;
}
