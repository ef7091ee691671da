import { StillmotionError } from '../core/errors.ts';
import {
  joinNamed,
  type NamedText,
  readNamed,
  splitNamed,
  writeNamed,
} from '../core/values/named-values.ts';
import { vertexFileOf } from './adapters/isf-vertex.ts';
import { type EffectSpec, parametersOf } from './effect.ts';
import { completeEffect, effectOf } from './index.ts';

/** The texts of files, by the paths that were typed. */
export type EffectFiles = ReadonlyMap<string, string>;

/** True for a path rather than a name. */
export function isEffectFile(name: string): boolean {
  return /[\\/]|\.(glsl|fs|frag|isf)$/i.test(name);
}

/** The files that a text names. */
export function effectFilesIn(text: string): string[] {
  return splitNamed(text)
    .map(({ name }) => name)
    .filter(isEffectFile);
}

/**
 * Reads effects as they are typed: `name:key=value,key=value`, several joined by ` + `.
 *
 * @param files whoever has read them
 * @throws StillmotionError `usage`, `shader-failed`
 */
export function readEffects(text: string, files: EffectFiles = new Map()): EffectSpec[] {
  return splitNamed(text).map((typed) => readTyped(typed, files));
}

/** The reverse; what has its default is left out. */
export function writeEffects(specs: readonly EffectSpec[]): string {
  return joinNamed(
    specs.map((spec) => {
      const effect = effectOf(spec);
      const name = spec.source === undefined ? effect.about.name : (spec.file ?? effect.file);
      return writeNamed(name, parametersOf(effect), spec);
    }),
  );
}

function readTyped(typed: NamedText, files: EffectFiles): EffectSpec {
  const { name } = typed;
  const source = files.get(name);
  if (source === undefined && isEffectFile(name))
    throw new StillmotionError(
      'usage',
      `the file ${name} can't be read here; name a built-in effect`,
    );
  const which = source === undefined ? { name } : sourceOf(name, source, files);
  return completeEffect({ ...which, ...readNamed(typed, parametersOf(effectOf(which))) });
}

/** A shader by its path, with the vertex shader beside it. */
export function sourceOf(path: string, source: string, files: EffectFiles): EffectSpec {
  const vertex = files.get(vertexFileOf(path));
  return { source, ...(vertex !== undefined && { vertex }), file: path };
}
