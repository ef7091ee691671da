import { StillmotionError } from '../../core/errors.ts';
import { problemOf, readValue, writeValue } from '../../core/values/parameter.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import { type EffectFiles, readEffects, writeEffects } from '../../effects/effect-text.ts';
import type { MotionSpec } from '../../motions/motion.ts';
import { readMotions, writeMotions } from '../../motions/motion-text.ts';
import type { OptionGroup, SpecDraft, SpecOption } from './option.ts';
import { SPEC_OPTIONS } from './options.ts';
import { readTransitions, type TransitionSpec, writeTransitions } from '../spec/transition.ts';

/**
 * The spec with an option set.
 *
 * @param text as a person types it
 * @param files shaders that the text names by their paths, as far as they can be read
 * @throws StillmotionError `usage` when it can't be read; `shader-failed`
 */
export function applyOption(
  option: SpecOption,
  spec: SpecDraft,
  text: string,
  files?: EffectFiles,
): SpecDraft {
  const value = readTyped(option, text, files);
  const kept = (option.replaces?.(value) ?? []).reduce(clearField, spec);
  return setField(kept, option.field, value);
}

function readTyped(option: SpecOption, text: string, files: EffectFiles | undefined): unknown {
  if (option.kind === 'motions') return readMotions(text);
  if (option.kind === 'effects') return readEffects(text, files);
  if (option.kind === 'transitions') return readTransitions(text, files);
  return readValue(withKind(option), text);
}

/** What is wrong with a value of a roll: "must be …". Of other fields, the spec's schema tells. */
export function rollProblem(option: SpecOption, spec: SpecDraft): string | undefined {
  const value = fieldOf(spec, option.field);
  if (rollFieldOf(option.field) === undefined || value === undefined) return undefined;
  const { default: _, ...parameter } = option;
  return problemOf({ ...parameter, ...withKind(option) }, value);
}

/** The spec with fields of another laid over it, and without those whose place they take. */
export function layFields(spec: SpecDraft, fields: SpecDraft): SpecDraft {
  const replaced = SPEC_OPTIONS.flatMap(({ field, replaces }) =>
    Object.hasOwn(fields, field) ? (replaces?.(fields[field]) ?? []) : [],
  );
  return { ...replaced.reduce(clearField, spec), ...fields };
}

/** What an option is set to, as `applyOption` takes it; `undefined` where the spec leaves it open. */
export function readOption(option: SpecOption, spec: SpecDraft): string | undefined {
  const value = fieldOf(spec, option.field);
  if (value === undefined) return undefined;
  if (option.kind === 'motions') return writeMotions(value as readonly MotionSpec[]);
  if (option.kind === 'effects') return writeEffects(value as readonly EffectSpec[]);
  if (option.kind === 'transitions') return writeTransitions(value as readonly TransitionSpec[]);
  return writeValue(withKind(option), value);
}

/** The spec with this option left open. */
export function clearOption({ field }: SpecOption, spec: SpecDraft): SpecDraft {
  return clearField(spec, field);
}

function clearField(spec: SpecDraft, field: string): SpecDraft {
  const rollField = rollFieldOf(field);
  if (rollField === undefined) return without(spec, field);
  const roll = onlyRoll(spec);
  if (roll === undefined) return spec;
  const left = { kind: 'roll', ...without(roll, rollField) };
  return Object.keys(left).length === 1 ? without(spec, 'motions') : { ...spec, motions: [left] };
}

/** The options that a spec sets, each field once, with their values. */
export function optionsOf(spec: SpecDraft): { option: SpecOption; value: string }[] {
  const fields = new Set<string>();
  return SPEC_OPTIONS.flatMap((option) => {
    const value = readOption(option, spec);
    if (value === undefined || value === '' || fields.has(option.field)) return [];
    // What is nothing but a roll is written by its short form, unless that says less.
    if (option.kind === 'motions' ? isShort(spec) : isRollField(option) && !isShort(spec))
      return [];
    fields.add(option.field);
    return [{ option, value }];
  });
}

/** Whether options say all that there is to say of a spec's one roll. */
function isShort(spec: SpecDraft): boolean {
  const { kind: _, ...values } = onlyRoll(spec) ?? { kind: '', many: true };
  const said = SPEC_OPTIONS.map(({ field }) => rollFieldOf(field));
  return Object.entries(values).every(([name, value]) => said.includes(name) || value === false);
}

function isRollField({ field }: SpecOption): boolean {
  return rollFieldOf(field) !== undefined;
}

/** A spec without the fields of some groups; what stands in no table is kept. */
export function withoutGroups(spec: SpecDraft, groups: readonly OptionGroup[]): SpecDraft {
  const left = new Set(SPEC_OPTIONS.filter(({ group }) => groups.includes(group)).map(topField));
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !left.has(name)));
}

function topField({ field }: SpecOption): string {
  return rollFieldOf(field) === undefined ? field : 'motions';
}

function withKind({ kind }: SpecOption) {
  const isList = kind === 'motions' || kind === 'effects' || kind === 'transitions';
  return { kind: isList ? 'text' : kind } as const;
}

/** The value of a roll that a field such as `roll.step` names. */
function rollFieldOf(field: string): string | undefined {
  return field.startsWith('roll.') ? field.slice('roll.'.length) : undefined;
}

function fieldOf(spec: SpecDraft, field: string): unknown {
  const rollField = rollFieldOf(field);
  return rollField === undefined ? spec[field] : onlyRoll(spec)?.[rollField];
}

function setField(spec: SpecDraft, field: string, value: unknown): SpecDraft {
  const rollField = rollFieldOf(field);
  if (rollField === undefined) return { ...spec, [field]: value };
  const roll = spec['motions'] === undefined ? { kind: 'roll' } : onlyRoll(spec);
  if (roll === undefined) {
    throw new StillmotionError(
      'usage',
      `it sets a film's one roll, and the motions are ${writeMotions(spec['motions'] as MotionSpec[])}; write --motion roll:${rollField}=${String(value)} among them`,
    );
  }
  return { ...spec, motions: [{ ...roll, [rollField]: value }] };
}

/** The roll of a spec that has no other motion. */
function onlyRoll({ motions }: SpecDraft): MotionSpec | undefined {
  if (!Array.isArray(motions) || motions.length !== 1) return undefined;
  const [only] = motions as MotionSpec[];
  return only?.kind === 'roll' ? only : undefined;
}

function without(draft: SpecDraft, name: string): SpecDraft {
  return Object.fromEntries(Object.entries(draft).filter(([key]) => key !== name));
}
