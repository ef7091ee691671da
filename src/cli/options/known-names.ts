import { StillmotionError } from '../../core/errors.ts';
import { joinNamed, splitNamed } from '../../core/values/named-values.ts';
import { nearest } from '../../core/values/nearest.ts';
import { isEffectFile } from '../../effects/effect-text.ts';
import { EFFECT_NAMES } from '../../effects/index.ts';
import { RANDOM, transitionNames } from '../../film/spec/transition.ts';
import { MOTIONS } from '../../motions/index.ts';
import { NO_MOTIONS } from '../../motions/motion-text.ts';
import { installedTransitions } from './effect-files.ts';

export const MOTION_NAMES: readonly string[] = MOTIONS.map(({ name }) => name);

/** What has a name in an option's text, by the option's kind: how one is typed, and what refuses those that there aren't. */
const NAMED: Readonly<Record<string, Named | undefined>> = {
  motions: { option: '--motion', example: 'zoom:to=1.3', assert: assertMotion },
  effects: { option: '--effect', example: 'grain:size=2', assert: assertEffect },
  transitions: { option: '--transition', example: 'fade:duration=0.5', assert: assertTransition },
};

interface Named {
  readonly option: string;
  readonly example: string;
  readonly assert: (name: string, values: string) => void;
}

/**
 * Refuses motions, effects and transitions that there aren't, with those that may have been meant: a motion where an
 * effect is expected, and the other way about, too.
 *
 * @param kind of the option
 * @throws StillmotionError `usage`
 */
export function assertKnownNames(kind: string, text: string): void {
  const named = NAMED[kind];
  if (named === undefined || (kind === 'motions' && text.trim() === NO_MOTIONS)) return;
  for (const { name, list } of splitNamed(text)) {
    const values = list && `:${list}`;
    if (name === '')
      throw unknown(
        `expected a name, as in ${named.example}; got ${JSON.stringify(text)}. Several are joined by " + "`,
      );
    if (name.includes(',') && !isEffectFile(name))
      throw unknown(
        `"${name}" has a comma between names; give ${named.option} again for each, or join them: "${joinNamed(name.split(/\s*,\s*/))}${values}"`,
      );
    named.assert(name, values);
  }
}

/** @param values as they were typed behind the name */
export function assertMotion(name: string, values = ''): void {
  if (MOTION_NAMES.includes(name)) return;
  if (name === NO_MOTIONS)
    throw unknown(`"${name}" stands by itself: the picture stands, and nothing else moves it`);
  if (EFFECT_NAMES.includes(name))
    throw unknown(`"${name}" is no motion but an effect; write --effect ${name}${values}`);
  const [alike] = nearest(name, MOTION_NAMES, 1);
  throw unknown(
    `there is no motion "${name}"; did you mean ${alike}? There are ${MOTION_NAMES.join(', ')} (stillmotion motions lists them)`,
  );
}

/** The same of an effect; the path of a shader is none that we know. */
export function assertEffect(name: string, values = ''): void {
  if (EFFECT_NAMES.includes(name) || isEffectFile(name)) return;
  if (MOTION_NAMES.includes(name))
    throw unknown(`"${name}" is no effect but a motion; write --motion ${name}${values}`);
  throw unknown(
    `there is no effect "${name}"; there are ${nearest(name, EFFECT_NAMES).join(', ')} and others (stillmotion effects lists them). A file's name has a / or ends in .glsl, .fs or .frag`,
  );
}

/** People's words for what cuts from one picture to the next. */
const CUTS = ['none', 'cut', 'no', 'off'];

/** The same of a transition; others than ours are those of gl-transitions that are installed. */
export function assertTransition(name: string, values = ''): void {
  const ours = [...transitionNames(), RANDOM];
  if (ours.includes(name) || isEffectFile(name)) return;
  const installed = installedTransitions();
  if (installed.includes(name)) return;
  const others = `any shader that shows two pictures, by its path, and ${
    installed.length === 0
      ? 'the 125 of gl-transitions by their names where that package is installed (npm install gl-transitions)'
      : `the ${installed.length} of gl-transitions by their names`
  }`;
  const all = `There are ${ours.join(', ')}, ${others}`;
  if (CUTS.includes(name.toLowerCase()))
    throw unknown(`there is no transition "${name}"; fade:duration=0 cuts. ${all}`);
  if (MOTION_NAMES.includes(name))
    throw unknown(`"${name}" is no transition but a motion; write --motion ${name}${values}`);
  if (EFFECT_NAMES.includes(name))
    throw unknown(`"${name}" is an effect that shows no second picture. ${all}`);
  const [alike] = nearest(name, [...ours, ...installed], 1);
  throw unknown(`there is no transition "${name}"; did you mean ${alike}? ${all}`);
}

function unknown(message: string): StillmotionError {
  return new StillmotionError('usage', message);
}
