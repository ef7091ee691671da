import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EffectFiles, effectFilesIn } from '../effects/effect-text.ts';
import { foreignNames } from '../film/transition.ts';
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

/**
 * Reads the shaders that `--transition` names by their paths, and those of gl-transitions that it names, where
 * that package is installed for the folder we are in.
 *
 * @throws StillmotionError `usage`
 */
export async function readTransitionFiles(
  text: string,
  signal?: AbortSignal,
): Promise<EffectFiles> {
  const folder = findGlTransitions();
  const names = folder === undefined ? [] : foreignNames(text).filter((name) => /^\w+$/.test(name));
  const named = names.map(async (name) => {
    const path = join(folder ?? '', `${name}.glsl`);
    // One that isn't there is refused by its name, with those that are.
    const source = await readTextFile(path, EFFECT, signal).catch(() => undefined);
    return source === undefined ? [] : [[name, source] as const];
  });
  return new Map([...(await readEffectFiles(text, signal)), ...(await Promise.all(named)).flat()]);
}

function findGlTransitions(): string | undefined {
  try {
    const { resolve } = createRequire(pathToFileURL(join(process.cwd(), 'here.js')));
    return join(dirname(resolve('gl-transitions/package.json')), 'transitions');
  } catch {
    return undefined;
  }
}
