import { type EffectFiles, effectFilesIn } from '../effects/effect-text.ts';
import { readTextFile, type TextKind } from './text-file.ts';

const EFFECT: TextKind = { name: 'effect', form: 'GLSL in UTF-8', longest: 200_000 };

/**
 * Reads the shaders that `--effect` names by their paths.
 *
 * @throws StillmotionError `usage`
 */
export async function readEffectFiles(text: string, signal?: AbortSignal): Promise<EffectFiles> {
  const paths = [...new Set(effectFilesIn(text))];
  const texts = await Promise.all(
    paths.map(async (path) => [path, await readTextFile(path, EFFECT, signal)] as const),
  );
  return new Map(texts);
}
