import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EffectFiles, effectFilesIn } from '../../effects/effect-text.ts';
import { takesVertex } from '../../effects/index.ts';
import { vertexFileOf } from '../../effects/adapters/isf-vertex.ts';
import { foreignNames } from '../../film/spec/transition.ts';
import { asksForAll } from './drawn-transitions.ts';
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

/** The files of shaders that effects and transitions name, with the vertex shaders that may stand beside them. */
export function shaderFilesOf({ effect = '', transition = '' }: TypedShaders): string[] {
  const folder = findGlTransitions();
  const names = folder === undefined ? [] : foreignNames(transition).filter(isPlainName);
  return [
    ...[effect, transition].flatMap(effectFilesIn).flatMap((path) => [path, vertexFileOf(path)]),
    ...names.map((name) => fileOfGlTransition(folder ?? '', name)),
  ];
}

/** As they were typed. */
interface TypedShaders {
  readonly effect?: string;
  readonly transition?: string;
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
  const all = asksForAll(text) ? installedTransitions() : [];
  const asked = folder === undefined ? [] : foreignNames(text);
  const names = [...new Set([...asked.filter(isPlainName), ...all])];
  const named = new Map(await readEffectFiles(text, signal));
  // One after the other: there may be more than a hundred, each of which listens for the signal.
  for (const name of names) {
    const path = fileOfGlTransition(folder ?? '', name);
    // One that isn't there is refused by its name, with those that are.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const source = await readTextFile(path, EFFECT, signal).catch(() => undefined);
    if (source !== undefined) named.set(name, source);
  }
  return named;
}

/** Which leads nowhere else. */
function isPlainName(name: string): boolean {
  return /^\w+$/.test(name);
}

function fileOfGlTransition(folder: string, name: string): string {
  return join(folder, `${name}.glsl`);
}

/** Of gl-transitions, by their names; none where that package isn't installed for the folder we are in. */
export function installedTransitions(): string[] {
  const folder = findGlTransitions();
  const files = folder === undefined ? [] : readdirSync(folder);
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
