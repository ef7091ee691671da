import type { EffectSpec } from '../../effects/effect.ts';
import { filesOf, missingFiles, type NamedFile, withFiles } from '../../effects/file-inputs.ts';
import { effectOf } from '../../effects/index.ts';
import type { SpecDraft } from '../options/option.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { isRandom } from '../spec/transition.ts';

// Files that the effects and transitions of a spec read.

/** Files, by the names that a spec has for them. */
export type Files = Readonly<Record<string, Blob>>;

type Effects = Pick<RenderSpec, 'effects' | 'transitions'>;

/** The files that a spec names, each once for what it is read as, in their order. */
export function filesIn(spec: Effects): NamedFile[] {
  const all = effectsOf(spec).flatMap((each) => filesOf(effectOf(each), each));
  return all.filter(
    ({ name, form }, n) =>
      all.findIndex((other) => other.name === name && other.form === form) === n,
  );
}

/** Their names alone, each once. */
export function fileNamesIn(spec: Effects): string[] {
  return [...new Set(filesIn(spec).map(({ name }) => name))];
}

/** What effects need a file for and have none, as it is typed: `lut:table`. */
export function filesMissing(spec: Effects): string[] {
  return effectsOf(spec).flatMap((each) => {
    const effect = effectOf(each);
    return missingFiles(effect, each).map(({ name }) => `${effect.about.name}:${name}`);
  });
}

/** The same spec with its files called otherwise; those for which there is no name are left out. */
export function renameFiles<T extends SpecDraft | RenderSpec>(
  spec: T,
  rename: (name: string) => string | undefined,
): T {
  const renamed = (list: unknown) =>
    (list as readonly EffectSpec[]).map((each) =>
      isRandom(each) ? each : withFiles(each, effectOf(each), rename),
    );
  const { effects, transitions } = spec;
  return {
    ...spec,
    ...(effects !== undefined && { effects: renamed(effects) }),
    ...(transitions !== undefined && { transitions: renamed(transitions) }),
  };
}

/** The same spec naming none. */
export function withoutFiles<T extends SpecDraft | RenderSpec>(spec: T): T {
  return renameFiles(spec, () => undefined);
}

function effectsOf({ effects, transitions = [] }: Effects): EffectSpec[] {
  return [...effects, ...transitions].filter((each) => !isRandom(each));
}
