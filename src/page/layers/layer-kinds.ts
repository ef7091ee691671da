import { type Parameter, readValue, writeValue } from '../../core/values/parameter.ts';
import { parametersOf } from '../../effects/effect.ts';
import { labelOf } from '../../effects/header.ts';
import { EFFECT_NAMES, effectOf } from '../../effects/index.ts';
import { applyOption, clearOption } from '../../film/options/option-values.ts';
import type { SpecDraft, SpecOption } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { findMotion, MOTIONS } from '../../motions/index.ts';
import { capital } from '../controls/field.ts';
import { keepKey, type LayerSpec } from './layer-keys.ts';

/** What a layer is, for people. */
export interface LayerAbout {
  readonly label: string;
  /** A sentence without its full stop. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
}

/** Motions or effects: what there are, and how a spec has them. */
export interface LayerKind {
  /** By which its controls are told from those of others. */
  readonly field: string;
  /** Of all of them. */
  readonly heading: string;
  /** One of them. */
  readonly one: string;
  /** What adds one. */
  readonly adding: string;
  readonly offered: readonly { readonly value: string; readonly label: string }[];
  about(spec: LayerSpec): LayerAbout;
  /** One as it is without a parameter. */
  create(value: string): LayerSpec;
  /** Those of a draft; where it says nothing, those that hold then. */
  read(draft: SpecDraft): readonly LayerSpec[];
  write(draft: SpecDraft, specs: readonly LayerSpec[]): SpecDraft;
  /**
   * The draft with a parameter of one of them set; empty: as by default. Where there is none at that place, it is as it was.
   *
   * @throws StillmotionError `usage` when the text can't be read
   */
  set(draft: SpecDraft, place: number, parameter: Parameter, text: string): SpecDraft;
  /** What holds of a parameter that has no default of its own, in words. */
  describeDefault(parameter: Parameter): string | undefined;
}

/** What moves a picture where nothing is said; of several each is shown as Ken Burns did. */
const usual = ({ pictures }: SpecDraft): LayerSpec => (pictures ? KENBURNS : ROLL);
const ROLL: LayerSpec = { kind: 'roll' };
const KENBURNS: LayerSpec = { kind: 'kenburns' };

export const MOTION_LAYERS: LayerKind = {
  field: 'motions',
  heading: 'Motions',
  one: 'Motion',
  adding: 'Add a motion',
  offered: MOTIONS.map(({ name, label }) => ({ value: name, label })),
  about: ({ kind }) => findMotion(String(kind)),
  create: (kind) => ({ kind }),
  read: (draft) => (draft['motions'] as LayerSpec[] | undefined) ?? [usual(draft)],
  write(draft, specs) {
    const { motions: _, ...others } = draft;
    const [only] = specs;
    const isDefault =
      specs.length === 1 && only !== undefined && isSameKind(only, usual(draft)) && isBare(only);
    return isDefault ? others : { ...others, motions: specs };
  },
  set(draft, place, parameter, text) {
    const specs = MOTION_LAYERS.read(draft);
    const [only] = specs;
    if (place < 0) return draft;
    const option = specs.length === 1 && only?.['kind'] === 'roll' && optionOf(parameter);
    // As if it had been typed: the one roll's speed and the film's period take each other's place.
    if (option) return setOfRoll(option, draft, text);
    return MOTION_LAYERS.write(draft, withMotionValue(specs, place, parameter, text));
  },
  describeDefault: (parameter) => optionOf(parameter)?.default,
};

/** Those of one of several pictures, in its own part of the draft; none is none. */
export const OWN_MOTION_LAYERS: LayerKind = {
  ...MOTION_LAYERS,
  field: 'own-motions',
  heading: 'Its motions',
  adding: 'Add a motion of its own',
  read: ({ motions }) => (motions ?? []) as LayerSpec[],
  write: (draft, motions) => ({ ...draft, motions }),
  set: (draft, place, parameter, text) =>
    OWN_MOTION_LAYERS.write(
      draft,
      withMotionValue(OWN_MOTION_LAYERS.read(draft), place, parameter, text),
    ),
};

export const EFFECT_LAYERS: LayerKind = {
  field: 'effects',
  heading: 'Effects',
  one: 'Effect',
  adding: 'Add an effect',
  offered: EFFECT_NAMES.map((value) => ({ value, label: labelOf(value) })),
  about(spec) {
    const effect = effectOf(spec);
    const { name, summary } = effect.about;
    return { label: labelOf(name), summary, parameters: parametersOf(effect) };
  },
  create: (name) => ({ name }),
  read: ({ effects }) => (effects === undefined ? [] : (effects as LayerSpec[])),
  write(draft, specs) {
    const { effects: _, ...others } = draft;
    return specs.length === 0 ? others : { ...others, effects: specs };
  },
  set(draft, place, parameter, text) {
    const specs = EFFECT_LAYERS.read(draft);
    return EFFECT_LAYERS.write(draft, withValue(specs, place, parameter, text));
  },
  describeDefault: () => undefined,
};

function setOfRoll(option: SpecOption, draft: SpecDraft, text: string): SpecDraft {
  const next = text === '' ? clearOption(option, draft) : applyOption(option, draft, text);
  const [before] = MOTION_LAYERS.read(draft);
  const [after] = MOTION_LAYERS.read(next);
  if (before && after) keepKey(after, before);
  return next;
}

function isSameKind(one: LayerSpec, other: LayerSpec): boolean {
  return one['kind'] === other['kind'];
}

/** What a value of a layer is as text; `undefined` where it has none. */
export function textOf(parameter: Parameter, spec: LayerSpec): string | undefined {
  const value = spec[parameter.name];
  return value === undefined ? undefined : writeValue(parameter, value);
}

export function sentenceOf({ summary }: LayerAbout): string {
  return summary === '' ? '' : `${capital(summary)}.`;
}

function isBare(spec: LayerSpec): boolean {
  return Object.keys(spec).length === 1;
}

/** The option of the command line that a parameter of a roll is by itself. */
function optionOf({ name }: Parameter): SpecOption | undefined {
  return SPEC_OPTIONS.find(({ field }) => field === `roll.${name}`);
}

function withMotionValue(
  specs: readonly LayerSpec[],
  place: number,
  parameter: Parameter,
  text: string,
): readonly LayerSpec[] {
  const left = optionOf(parameter)
    ?.replaces?.(text)
    .map((field) => field.replace('roll.', ''));
  return withValue(specs, place, parameter, text, left);
}

function withValue(
  specs: readonly LayerSpec[],
  place: number,
  parameter: Parameter,
  text: string,
  left: readonly string[] = [],
): readonly LayerSpec[] {
  const value = text === '' ? undefined : readValue(parameter, text);
  return specs.map((spec, n) => {
    if (n !== place) return spec;
    const dropped = [parameter.name, ...(value === undefined ? [] : left)];
    const kept = Object.entries(spec).filter(([name]) => !dropped.includes(name));
    const set = value !== undefined && { [parameter.name]: value };
    return keepKey({ ...Object.fromEntries(kept), ...set }, spec);
  });
}
