import { messageOf } from '../../core/errors.ts';
import { parseSpec, type RenderSpec } from '../../film/spec/spec.ts';
import { fromFolderOf } from './effect-inputs.ts';
import { isPipe } from '../files/pipe.ts';
import { readTextFile, type TextKind, unreadable } from '../files/text-file.ts';

/** A spec has a few hundred bytes. */
const SPEC: TextKind = { name: 'spec', form: 'JSON in UTF-8', longest: 2 ** 20 };

/**
 * Reads a spec from a file, a pipe or stdin (`-`). Files of its effects count from the folder that it is in; of one
 * through a pipe, from that in which the command runs.
 *
 * @throws StillmotionError `usage`
 */
export async function readSpecFile(path: string, signal?: AbortSignal): Promise<RenderSpec> {
  const text = await readTextFile(path, SPEC, signal);
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, SPEC, `is not JSON: ${messageOf(cause)}`, cause);
  }
  const parsed = parseSpec(spec);
  return (await isPipe(path)) ? parsed : fromFolderOf(parsed, path);
}
