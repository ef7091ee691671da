import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { openFile } from '../files/input.ts';
import { isPipe } from '../files/pipe.ts';
import { type FileWait, waitForFiles } from '../files/deadline.ts';

/** What was typed for pictures, as paths of files. */
export interface PicturePaths {
  readonly paths: readonly string[];
  /** They follow one another, even if there is but one in a folder. */
  readonly isShow: boolean;
}

const PICTURE = /\.(png|jpe?g|webp|avif|gif|bmp)$/i;
/** In file names numbers are counted: 2 comes before 10. */
const ORDER = new Intl.Collator('en', { numeric: true });

/**
 * Names the files that are meant: a folder is all pictures in it, a pattern (`*`, `?`) all that it fits, in the order
 * of their names.
 *
 * @throws StillmotionError `input-unreadable` where there are none
 */
export async function expandPictures(
  typed: readonly string[],
  wait: FileWait,
): Promise<PicturePaths> {
  const found: PicturePaths[] = [];
  for (const path of typed)
    found.push(await waitForFiles(expand(path), `looking for ${path}`, wait));
  const paths = found.flatMap((each) => each.paths);
  return { paths, isShow: paths.length > 1 || found.some(({ isShow }) => isShow) };
}

/**
 * Leaves out those of several that can't be opened, and names them; whether the others are pictures is for the browser
 * to say.
 *
 * @throws StillmotionError `input-unreadable` where none is left
 */
export async function leaveOutUnreadable(
  { paths, isShow }: PicturePaths,
  wait: FileWait,
  say: (text: string) => void,
): Promise<PicturePaths> {
  if (!isShow) return { paths, isShow };
  const whole: string[] = [];
  let first: unknown;
  for (const path of paths) {
    try {
      // What a pipe has can be read but once.
      if (!(await isPipe(path))) await waitForFiles(openFile(path, path), `opening ${path}`, wait);
      whole.push(path);
    } catch (error) {
      if (!(error instanceof StillmotionError) || error.code !== 'input-unreadable') throw error;
      first ??= error;
      say(`Left out: ${error.message}`);
    }
  }
  if (whole.length === 0) throw first;
  return { paths: whole, isShow };
}

async function expand(path: string): Promise<PicturePaths> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return { paths: await within(path, path, PICTURE), isShow: true };
  const pattern = basename(path);
  if (there !== undefined || !/[*?]/.test(pattern)) return { paths: [path], isShow: false };
  return { paths: await within(dirname(path), path, asExpression(pattern)), isShow: true };
}

async function within(folder: string, typed: string, fits: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && fits.test(entry.name))
    .map(({ name }) => name);
  if (names.length > 0) return names.toSorted(ORDER.compare).map((name) => join(folder, name));
  throw new StillmotionError(
    'input-unreadable',
    `No picture is meant by ${typed}; expected a folder with PNG, JPEG, WebP, AVIF, GIF or BMP files, or a pattern such as photos/*.jpg.`,
  );
}

function asExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}
