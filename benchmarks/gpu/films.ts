import type { Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';

/** Every motion, as `--motion` takes it, and what the shaders do besides: in names that a file can have. */
export const GPU_MOTIONS: Readonly<Record<string, string>> = {
  roll: 'roll:step=2',
  'roll-both-ways': 'roll:step=2 + roll:step=1,axis=y',
  pan: 'pan',
  zoom: 'zoom',
  'zoom-out': 'zoom:to=0.25',
  kenburns: 'kenburns',
  rotate: 'rotate',
  spiral: 'spiral',
  sway: 'sway',
  orbit: 'orbit',
  shake: 'shake',
  tilt: 'tilt',
  'mirror-tile': 'mirror-tile',
};

export const GPU_SIZES: Readonly<Record<string, Size>> = {
  '1080p': { width: 1920, height: 1080 },
  '4K': { width: 3840, height: 2160 },
  '8K': { width: 7680, height: 4320 },
};

/** Small enough that what a renderer should draw can be kept as pictures. */
const STILL: Size = { width: 96, height: 64 };
/** A frame that shows each motion on its way. */
export const STILL_INDEX = 29;
const FRAMES = 90;

/** The photograph, resampled to the size at which it then moves. */
export function gpuSpec(motions: string, size: Size): SpecInput {
  // A codec that takes frames of this size; nothing is encoded.
  return { size, motions: readMotions(motions), frames: FRAMES, codec: 'av1' };
}

export function stillSpec(motions: string): SpecInput {
  return gpuSpec(motions, STILL);
}
