import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { fileNamesIn, filesMissing, renameFiles } from '../../film/carried/spec-files.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { type FileWait, waitForFiles } from '../files/deadline.ts';
import { openFile, type FileKind, type PictureFile } from '../files/input.ts';
import { whyNoPath } from '../files/path-argument.ts';
import { isPipe } from '../files/pipe.ts';

/** What effects of a spec read, as files that the browser reads itself, in the order of `fileNamesIn`. */
export interface EffectInputs {
  /** Absolute. */
  readonly paths: readonly string[];
  /** SHA-256 of all in a row; `undefined` where there are none. */
  digest(): Promise<string | undefined>;
  /** @throws StillmotionError `input-unreadable` when one is another file than it was */
  assertUnchanged(): Promise<void>;
}

const KIND: FileKind = { name: 'file', expected: 'the path of a picture or a .cube file' };

/**
 * Looks at the files that effects and transitions read.
 *
 * @throws StillmotionError `usage` where an effect has none; `input-unreadable`
 */
export async function openEffectInputs(spec: RenderSpec, wait: FileWait): Promise<EffectInputs> {
  const [missing] = filesMissing(spec);
  if (missing !== undefined)
    throw new StillmotionError('usage', `The effect needs a file: ${missing}=FILE.`);
  const files: PictureFile[] = [];
  for (const name of fileNamesIn(spec))
    files.push(await waitForFiles(openOne(name), `reading ${name}`, wait));
  return {
    paths: files.map(({ path }) => path),
    async digest() {
      if (files.length === 0) return undefined;
      const hash = createHash('sha256');
      for (const file of files) hash.update(await file.digest());
      return hash.digest('hex');
    },
    async assertUnchanged() {
      for (const file of files) await file.assertUnchanged();
    },
  };
}

async function openOne(path: string): Promise<PictureFile> {
  const why = whyNoPath(path);
  if (why !== undefined) throw new StillmotionError('usage', `An effect reads "${path}". ${why}`);
  if (await isPipe(path).catch(() => false))
    throw new StillmotionError(
      'usage',
      `The file ${path}, which an effect reads, is a pipe; expected a file, as it may be read again.`,
    );
  return openFile(path, path, KIND);
}

/** The paths of a spec's own file count from its folder. */
export function fromFolderOf(spec: RenderSpec, path: string): RenderSpec {
  return renameFiles(spec, (name) => (isAbsolute(name) ? name : join(dirname(path), name)));
}

/** Files that are read, by what they are called where the output is one of them. */
export function namedInputs(spec: RenderSpec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fileNamesIn(spec).map((path) => [`file ${path} of an effect`, path] as const),
  );
}
