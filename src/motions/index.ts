import { StillmotionError } from '../core/errors.ts';
import type { Motion, MotionSpec } from './motion.ts';
import { kenBurns } from './ken-burns.ts';
import { mirrorTile } from './mirror-tile.ts';
import { orbit } from './orbit.ts';
import { pan } from './pan.ts';
import { roll } from './roll.ts';
import { rotate } from './rotate.ts';
import { shake } from './shake.ts';
import { spiral } from './spiral.ts';
import { sway } from './sway.ts';
import { tilt } from './tilt.ts';
import { zoom } from './zoom.ts';

// A motion is a file beside this one and a row here: options, panel, docs and checks follow.

/** Every motion, in the order in which they are offered. */
export const MOTIONS: readonly Motion<never>[] = [
  roll,
  pan,
  zoom,
  kenBurns,
  rotate,
  spiral,
  sway,
  orbit,
  shake,
  tilt,
  mirrorTile,
];

/** @throws StillmotionError `usage`, naming those that there are */
export function findMotion(name: string): Motion<MotionSpec> {
  const motion = MOTIONS.find((each) => each.name === name);
  // What a motion takes as its values has been checked against its own parameters.
  if (motion !== undefined) return motion;
  const known = MOTIONS.map((each) => each.name).join(', ');
  throw new StillmotionError('usage', `There is no motion "${name}"; there are: ${known}.`);
}
