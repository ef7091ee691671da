import { StillmotionError } from '../core/errors.ts';
import type { Motion, MotionSpec } from './motion.ts';
import { pan } from './pan.ts';
import { roll } from './roll.ts';

// A motion is a file beside this one and a row here: options, panel, docs and checks follow.

/** Every motion, in the order in which they are offered. */
export const MOTIONS: readonly Motion<never>[] = [roll, pan];

/** @throws StillmotionError `usage`, naming those that there are */
export function findMotion(name: string): Motion<MotionSpec> {
  const motion = MOTIONS.find((each) => each.name === name);
  // What a motion takes as its values has been checked against its own parameters.
  if (motion !== undefined) return motion;
  const known = MOTIONS.map((each) => each.name).join(', ');
  throw new StillmotionError('usage', `There is no motion "${name}"; there are: ${known}.`);
}
