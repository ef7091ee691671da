import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecDraft } from '../../film/options/option.ts';

// Effects of the film, and its transitions: all that may be somebody's own code.

const FIELDS = ['effects', 'transitions'] as const;

export function shadersOf(draft: SpecDraft): readonly EffectSpec[] {
  return FIELDS.flatMap((field) => (draft[field] ?? []) as readonly EffectSpec[]);
}

/** Whether the code of a file goes from one picture to the next. */
export function isTransition({ transitions = [] }: SpecDraft, file: string): boolean {
  return (transitions as readonly EffectSpec[]).some((each) => each.file === file);
}

/** The draft with each of them made anew. */
export function withShaders(draft: SpecDraft, make: (spec: EffectSpec) => EffectSpec): SpecDraft {
  return FIELDS.reduce((next, field) => {
    const specs = draft[field] as readonly EffectSpec[] | undefined;
    return specs ? { ...next, [field]: specs.map(make) } : next;
  }, draft);
}

/** By which code is found again, and faults in it are named. */
export function freeName(draft: SpecDraft, stem: string): string {
  const taken = new Set(shadersOf(draft).map(({ file }) => file));
  let name = `${stem}.glsl`;
  for (let n = 2; taken.has(name); n++) name = `${stem}-${n}.glsl`;
  return name;
}
