import type { FileForm, Parameter, Values } from '../core/values/parameter.ts';
import type { Effect, EffectSpec } from './effect.ts';

// Files that effects read: a spec names them, and whoever has them gives them along.

/** A file as a spec names it, and what it is read as. */
export interface NamedFile {
  readonly name: string;
  readonly form: FileForm;
}

/** The file that a value names; `undefined` where it names none. */
export function fileOf({ kind, name, form }: Parameter, values: Values): NamedFile | undefined {
  const value = values[name];
  if (kind !== 'image' || typeof value !== 'string') return undefined;
  return { name: value, form: form ?? 'picture' };
}

/** The files that an effect reads. */
export function filesOf({ inputs }: Effect, values: Values): NamedFile[] {
  return inputs.flatMap(({ parameter }) => fileOf(parameter, values) ?? []);
}

/** Parameters that name a file and have none. */
export function missingFiles({ inputs }: Effect, values: Values): Parameter[] {
  return inputs
    .map(({ parameter }) => parameter)
    .filter(({ kind, name }) => kind === 'image' && values[name] === undefined);
}

/** The same effect with other files, or without those for which there is none. */
export function withFiles<T extends EffectSpec>(
  spec: T,
  { inputs }: Effect,
  rename: (name: string) => string | undefined,
): T {
  const entries = Object.entries(spec).flatMap(([key, value]) => {
    const input = inputs.find(({ parameter }) => parameter.name === key);
    if (input?.type !== 'file' || typeof value !== 'string') return [[key, value] as const];
    const renamed = rename(value);
    return renamed === undefined ? [] : [[key, renamed] as const];
  });
  return Object.fromEntries(entries) as T;
}

/**
 * A function that reads a file, as GLSL behind `files.glsl`. Without a file a picture is transparent, a map is 0.5
 * everywhere, and a table leaves colours as they are.
 *
 * @param name of the function, by which its uniforms are called, too
 */
export function readingOf(name: string, parameter: Parameter, values: Values): string {
  const { form = 'picture' } = parameter;
  const file = fileOf(parameter, values);
  if (file === undefined) return `${HEADS[form](name)} { return ${NEUTRAL[form]}; }`;
  return `uniform sampler2D ${name}Texture;\n${READINGS[form](name)}`;
}

const HEADS: Readonly<Record<FileForm, (name: string) => string>> = {
  picture: (name) => `vec4 ${name}(vec2 uv)`,
  map: (name) => `float ${name}(vec2 uv)`,
  cube: (name) => `vec3 ${name}(vec3 color)`,
};

const NEUTRAL: Readonly<Record<FileForm, string>> = {
  picture: 'vec4(0.0)',
  map: '0.5',
  cube: 'color',
};

const READINGS: Readonly<Record<FileForm, (name: string) => string>> = {
  picture: (name) => `${HEADS.picture(name)} { return pictureAt(${name}Texture, uv); }`,
  map: (name) => `uniform vec2 ${name}Weights;
${HEADS.map(name)} { return mapAt(${name}Texture, ${name}Weights, uv); }`,
  cube: (name) => `uniform int ${name}Rank;
uniform int ${name}Side;
uniform vec3 ${name}Low;
uniform vec3 ${name}High;
uniform vec2 ${name}Range;
${HEADS.cube(name)} {
  return tableAt(${name}Texture, ${name}Rank, ${name}Side, ${name}Low, ${name}High, ${name}Range, color);
}`,
};
