import type { Parameter, ParameterKind } from '../../core/values/parameter.ts';

/** A spec on its way; `parseSpec` checks it when it is complete. */
export type SpecDraft = Readonly<Record<string, unknown>>;

/** What belongs together where settings are shown. */
export const OPTION_GROUPS = {
  motion: 'Motion',
  effects: 'Effects',
  timing: 'Time',
  picture: 'Picture',
  canvas: 'Frame',
  film: 'Film',
  sound: 'Sound',
} as const;
export type OptionGroup = keyof typeof OPTION_GROUPS;

/** One setting of a spec: a parameter, and its place there. */
export interface SpecOption extends Omit<Parameter, 'kind' | 'default'> {
  /** `motions` is a list of motions, as `--motion` takes them; `effects` and `transitions` are lists of those. */
  readonly kind: ParameterKind | 'motions' | 'effects' | 'transitions';
  /** What its value is called in help; its unit where it has one. */
  readonly argument: string;
  /** What holds without it, in words. */
  readonly default?: string;
  /** Options that it can't be given together with. */
  readonly conflicts?: readonly string[];
  readonly group: OptionGroup;
  /** How a value was read that stands for another one: `29.97 is read as 30000/1001`. */
  readonly describeReading?: (value: string) => string | undefined;
  /**
   * The field of the spec that it sets; `roll.…` is a value of a film's one roll. Of the options that set the
   * same field, the first is the one that is written.
   */
  readonly field: string;
  /** Fields that a value of it takes the place of. */
  readonly replaces?: (value: unknown) => readonly string[];
  /** Where it has a meaning; left out: always. */
  readonly appliesTo?: (spec: SpecDraft) => boolean;
  /** What it changes: `film` has no meaning for a still, `show` none for a single picture, `sound` none without one. */
  readonly scope: 'picture' | 'film' | 'show' | 'sound';
}
