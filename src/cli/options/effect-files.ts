import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EffectFiles, effectFilesIn } from '../../effects/effect-text.ts';
import { takesVertex } from '../../effects/index.ts';
import { vertexFileOf } from '../../effects/adapters/isf-vertex.ts';
import { asksForAll, foreignNames } from '../../film/spec/transition.ts';
import { readTextFile, type TextKind } from '../files/text-file.ts';

const EFFECT: TextKind = { name: 'effect', form: 'GLSL in UTF-8', longest: 200_000 };

/**
 * Reads the shaders that `--effect` names by their paths.
 *
 * @throws StillmotionError `usage`
 */
export async function readEffectFiles(text: string, signal?: AbortSignal): Promise<EffectFiles> {
  const paths = [...new Set(effectFilesIn(text))];
  const texts = await Promise.all(
    paths.map(async (path) => {
      const source = await readTextFile(path, EFFECT, signal);
      return [[path, source] as const, ...(await readVertexBeside(path, source, signal))];
    }),
  );
  return new Map(texts.flat());
}

/** The files that are read for a shader's path: with the vertex shader that may stand beside it. */
export function filesOfEffect(path: string): string[] {
  return [path, vertexFileOf(path)];
}

async function readVertexBeside(path: string, text: string, signal: AbortSignal | undefined) {
  const beside = vertexFileOf(path);
  if (beside === path || !takesVertex(text) || !existsSync(beside)) return [];
  return [[beside, await readTextFile(beside, EFFECT, signal)] as const];
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
  const all = folder !== undefined && asksForAll(text) ? await namesIn(folder) : [];
  const asked = folder === undefined ? [] : foreignNames(text);
  const names = [...new Set([...asked.filter((name) => /^\w+$/.test(name)), ...all])];
  const named = new Map(await readEffectFiles(text, signal));
  // One after the other: there may be more than a hundred, each of which listens for the signal.
  for (const name of names) {
    const path = join(folder ?? '', `${name}.glsl`);
    // One that isn't there is refused by its name, with those that are.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const source = await readTextFile(path, EFFECT, signal).catch(() => undefined);
    if (source !== undefined) named.set(name, source);
  }
  return named;
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.glsl')).map((file) => file.slice(0, -5));
}

function findGlTransitions(): string | undefined {
  try {
    const { resolve } = createRequire(pathToFileURL(join(process.cwd(), 'here.js')));
    return join(dirname(resolve('gl-transitions/package.json')), 'transitions');
  } catch {
    return undefined;
  }
}
