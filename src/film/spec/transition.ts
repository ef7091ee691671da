import { StillmotionError } from '../../core/errors.ts';
import { joinNamed, readNamed, splitNamed, writeNamed } from '../../core/values/named-values.ts';
import { type Parameter, readValues } from '../../core/values/parameter.ts';
import { type EffectSpec, parametersOf, showsSecond } from '../../effects/effect.ts';
import { type EffectFiles, isEffectFile, sourceOf } from '../../effects/effect-text.ts';
import { completeEffect, EFFECT_NAMES, effectOf, findEffect } from '../../effects/index.ts';
import { SEED } from '../../effects/header.ts';

/** From one picture to the next: an effect that shows two, or `random`, and how long it lasts. */
export interface TransitionSpec extends EffectSpec {
  /** s; left out: as is usual */
  readonly duration?: number;
}

/** s, or half of its picture's time where that is less: of a transition that says no other. */
export const USUAL_DURATION = 1;

/** One of ours, by chance; always the same for a seed and a place in the film. */
export const RANDOM = 'random';

export const DURATION: Parameter = {
  name: 'duration',
  kind: 'float',
  min: 0,
  max: 3600,
  unit: 's',
  label: 'Duration',
  summary:
    'how long it lasts, before the next picture is seen alone; usually 1, or half of its picture’s time',
  tier: 'essential',
};

/** What `random` chooses from. Which shaders are installed is known where they are read alone. */
const OF: Parameter = {
  name: 'of',
  kind: 'choice',
  default: 'ours',
  choices: ['ours', 'all'],
  label: 'Of',
  summary: 'all: gl-transitions too, where that package is installed',
  tier: 'advanced',
};

/** By chance the same comes twice in a row, or more often; of the seeds below 100,000 with this one late: at the 47th place. */
const RANDOM_SEED: Parameter = { ...SEED, default: 18_278 };

let ours: readonly string[] | undefined;

/** Ours that go from one picture to another; not before they are asked for, as every effect is read for it. */
export function transitionNames(): readonly string[] {
  ours ??= EFFECT_NAMES.filter((name) => showsSecond(findEffect(name)));
  return ours;
}

/** All that a person chooses from without a file. */
export function transitionChoices(): readonly string[] {
  return [...transitionNames(), RANDOM];
}

/** The usual one. */
export const FADE: TransitionSpec = { name: 'fade', over: 1 };

/**
 * Checks the values of a transition and fills in those that are left out. A picture of ours that comes in takes
 * all of the time.
 *
 * @throws StillmotionError `usage`, `shader-failed`
 */
export function completeTransition(spec: EffectSpec): TransitionSpec {
  const { name, ...given } = spec;
  if (isRandom(spec)) {
    const { of, ...values } = readValues(
      transitionParameters(spec),
      given,
      'the transition random',
    );
    if (of === 'all')
      throw new StillmotionError(
        'usage',
        'random of all is drawn on the command line; in a spec, name those that you want',
      );
    return { name: RANDOM, ...values };
  }
  if (spec.source === undefined && !transitionNames().includes(name ?? ''))
    throw unknown(String(name));
  const read = effectOf(spec);
  if (!showsSecond(read))
    throw new StillmotionError(
      'usage',
      `${spec.file ?? read.about.name} shows no second picture (by to or getToColor), so it is no transition`,
    );
  return completeEffect(spec, 'transition', transitionParameters(spec));
}

/** One of ours by chance, which reads no files. */
export function isRandom({ name, source }: EffectSpec): boolean {
  return name === RANDOM && source === undefined;
}

/** The share of the film that a picture of ours takes to come in. */
const OVER = 'over';

/**
 * Reads transitions as they are typed: `name:duration=0.5,key=value`, several joined by ` + `.
 *
 * @param files whoever has read them: shaders by their paths, and gl-transitions by their names
 */
export function readTransitions(text: string, files: EffectFiles = new Map()): TransitionSpec[] {
  return splitNamed(text).map((typed) => {
    const { name } = typed;
    // Others may be called as ours are.
    const source = isOurs(name) ? undefined : files.get(name);
    if (source === undefined && !isOurs(name)) throw unknown(name);
    const which = source === undefined ? { name } : sourceOf(name, source, files);
    return completeTransition({ ...which, ...readNamed(typed, transitionParameters(which)) });
  });
}

/** The reverse; what has its default is left out. */
export function writeTransitions(specs: readonly TransitionSpec[]): string {
  return joinNamed(
    specs.map((spec) => {
      const name = spec.source === undefined ? spec.name : spec.file;
      return writeNamed(name ?? 'transition', transitionParameters(spec), spec);
    }),
  );
}

/** The names that a text has which are neither ours nor files: of gl-transitions, where they are installed. */
export function foreignNames(text: string): string[] {
  const names = splitNamed(text).map(({ name }) => name);
  return names.filter((name) => !isOurs(name) && !isEffectFile(name));
}

function isOurs(name: string): boolean {
  return transitionChoices().includes(name);
}

/** What a transition takes, its duration included. */
export function transitionParameters(spec: EffectSpec): Parameter[] {
  if (isRandom(spec)) return [RANDOM_SEED, OF, DURATION];
  const own = parametersOf(effectOf(spec)).filter(({ name }) => name !== DURATION.name);
  const all = own.map((each) =>
    each.name === OVER && spec.source === undefined ? { ...each, default: 1 } : each,
  );
  return [...all, DURATION];
}

function unknown(name: string): StillmotionError {
  return new StillmotionError(
    'usage',
    `there is no transition "${name}"; there are ${transitionChoices().join(', ')}, and shaders that show two pictures`,
  );
}

/** A transition at its place in a film, as an effect of one picture with a second one. */
export interface Passing {
  readonly effect: EffectSpec;
  /** The picture that comes is the first one, and the one that goes the second. */
  readonly comes: boolean;
}

/** @param nth place in the film, from 0 */
export function passingAt(transitions: readonly TransitionSpec[] = [FADE], nth: number): Passing {
  const { duration: _, ...effect } = transitions[nth % transitions.length] ?? FADE;
  const chosen = effect['name'] === RANDOM ? choose(Number(effect['seed']), nth) : effect;
  const { reveals } = effectOf(chosen);
  return { effect: chosen, comes: reveals === true && chosen['leave'] !== true };
}

function choose(seed: number, nth: number): EffectSpec {
  const all = transitionNames();
  const name = all[scrambled(scrambled(seed) + nth) % all.length] ?? 'fade';
  const angle = 90 * (scrambled(scrambled(seed + 1) + nth) % 4) - 90;
  return completeTransition({ name, ...(name === 'wipe' && { angle }) });
}

/** As `effect.glsl` does. */
export function scrambled(number: number): number {
  let n = number >>> 0;
  n = Math.imul(n ^ (n >>> 16), 0x7feb352d) >>> 0;
  n = Math.imul(n ^ (n >>> 15), 0x846ca68b) >>> 0;
  return (n ^ (n >>> 16)) >>> 0;
}
