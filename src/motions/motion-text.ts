import { StillmotionError } from '../core/errors.ts';
import {
  joinNamed,
  type NamedText,
  readNamed,
  splitNamed,
  writeNamed,
} from '../core/values/named-values.ts';
import { readValues } from '../core/values/parameter.ts';
import { findMotion } from './index.ts';
import type { MotionSpec } from './motion.ts';

/** A film whose picture stands: no motions at all, while nothing said of them is the usual one. */
export const NO_MOTIONS = 'none';

/**
 * Reads motions as they are typed: `name:key=value,key=value`, several joined by ` + `; `none` by itself is no motion.
 *
 * @throws StillmotionError `usage`
 */
export function readMotions(text: string): MotionSpec[] {
  return text.trim() === NO_MOTIONS ? [] : splitNamed(text).map(readMotion);
}

/** The reverse; what has its default is left out. */
export function writeMotions(specs: readonly MotionSpec[]): string {
  if (specs.length === 0) return NO_MOTIONS;
  return joinNamed(
    specs.map(({ kind, ...values }) => writeNamed(kind, findMotion(kind).parameters, values)),
  );
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

function readMotion(typed: NamedText): MotionSpec {
  const { name: kind } = typed;
  return completeMotion({ kind, ...readNamed(typed, findMotion(kind).parameters) });
}
