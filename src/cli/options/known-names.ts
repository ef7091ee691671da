import { StillmotionError } from '../../core/errors.ts';
import { splitNamed } from '../../core/values/named-values.ts';
import { nearest } from '../../core/values/nearest.ts';
import { isEffectFile } from '../../effects/effect-text.ts';
import { EFFECT_NAMES } from '../../effects/index.ts';
import { MOTIONS } from '../../motions/index.ts';

export const MOTION_NAMES: readonly string[] = MOTIONS.map(({ name }) => name);

/**
 * Refuses motions and effects that there aren't, with those that may have been meant: a motion where an effect is
 * expected, and the other way about, too.
 *
 * @param kind of the option
 * @throws StillmotionError `usage`
 */
export function assertKnownNames(kind: string, text: string): void {
  if (kind !== 'motions' && kind !== 'effects') return;
  const assertKnown = kind === 'motions' ? assertMotion : assertEffect;
  for (const { name, list } of splitNamed(text)) assertKnown(name, list && `:${list}`);
}

/** @param values as they were typed behind the name */
export function assertMotion(name: string, values = ''): void {
  if (MOTION_NAMES.includes(name)) return;
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

function unknown(message: string): StillmotionError {
  return new StillmotionError('usage', message);
}
