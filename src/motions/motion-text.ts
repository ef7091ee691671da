import { StillmotionError } from '../core/errors.ts';
import { readValue, readValues, writeValue } from '../core/parameter.ts';
import { findMotion } from './index.ts';
import type { MotionSpec } from './motion.ts';

/** Between motions that follow one another. */
const AND = /\s+\+\s+/;
/** Between the parameters of a motion; not between the numbers of `cubic-bezier(…)`. */
const COMMA = /,(?![^()]*\))/;

/**
 * Reads motions as they are typed: `name:key=value,key=value`, several joined by ` + `.
 *
 * @throws StillmotionError `usage`
 */
export function readMotions(text: string): MotionSpec[] {
  return text.split(AND).map(readMotion);
}

/** The reverse; what has its default is left out. */
export function writeMotions(specs: readonly MotionSpec[]): string {
  return specs.map(writeMotion).join(' + ');
}

/**
 * Checks the values of a motion and fills in those that are left out.
 *
 * @throws StillmotionError `usage`
 */
export function completeMotion({ kind, ...given }: MotionSpec): MotionSpec {
  const motion = findMotion(kind);
  const values = { kind, ...readValues(motion.parameters, given, `the motion ${kind}`) };
  const problem = motion.problem?.(values);
  if (problem !== undefined) throw new StillmotionError('usage', `The motion ${kind} ${problem}.`);
  return values;
}

function readMotion(text: string): MotionSpec {
  const [kind = '', list = ''] = text.trim().split(/:(.*)/s);
  const { parameters } = findMotion(kind);
  const values: Record<string, unknown> = {};
  for (const item of list.split(COMMA).filter((each) => each.trim() !== '')) {
    const [name = '', value] = item.split(/=(.*)/s).map((part) => part.trim());
    if (value === undefined) {
      throw new StillmotionError(
        'usage',
        `expected key=value after "${kind}:", got "${item.trim()}"`,
      );
    }
    const parameter = parameters.find((each) => each.name === name);
    // What is unknown is refused by name with all that a spec gets wrong.
    values[name] = parameter === undefined ? value : readValue(parameter, value);
  }
  return completeMotion({ kind, ...values });
}

function writeMotion({ kind, ...values }: MotionSpec): string {
  const set = findMotion(kind).parameters.filter(
    ({ name, default: preset }) =>
      values[name] !== undefined && JSON.stringify(values[name]) !== JSON.stringify(preset),
  );
  const list = set.map(
    (parameter) => `${parameter.name}=${writeValue(parameter, values[parameter.name])}`,
  );
  return list.length === 0 ? kind : `${kind}:${list.join(',')}`;
}
