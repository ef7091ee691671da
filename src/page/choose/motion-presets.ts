import { PRESETS } from '../../film/spec/presets.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { MotionSpec } from '../../motions/motion.ts';

/** A motion with its values, and what else makes it what it is. */
export interface MotionPreset {
  readonly name: string;
  readonly summary: string;
  readonly spec: SpecInput;
}

const rate = (numerator: number) => ({ numerator, denominator: 1 });
const roll = (step: number, axis: 'x' | 'y' = 'x'): MotionSpec[] => [{ kind: 'roll', step, axis }];

/** Places to begin, from calm to quick. */
export const MOTION_PRESETS: readonly MotionPreset[] = [
  {
    name: 'Drift',
    summary: 'A quarter of a pixel a frame: motion that is felt rather than seen.',
    spec: { motions: roll(0.25) },
  },
  {
    name: 'Roll right',
    summary: 'Two pixels a frame, 30 frames a second.',
    spec: { motions: roll(2) },
  },
  { name: 'Roll left', summary: 'The same, the other way.', spec: { motions: roll(-2) } },
  { name: 'Rise', summary: 'Two pixels upwards a frame.', spec: { motions: roll(-2, 'y') } },
  { name: 'Fall', summary: 'Two pixels downwards a frame.', spec: { motions: roll(2, 'y') } },
  {
    name: 'Silk',
    summary: 'Four pixels at 60 frames a second: as even as a screen can be.',
    spec: { motions: roll(4), fps: rate(60) },
  },
  {
    name: 'Stop-motion',
    summary: 'Sixteen pixels at 8 frames a second: every image is seen.',
    spec: { motions: roll(16), fps: rate(8) },
  },
  {
    name: 'Cinema',
    summary: 'Five pixels at 24 frames a second, with the judder that films have.',
    spec: { motions: roll(5), fps: rate(24) },
  },
  {
    name: 'Numbered',
    summary: 'A figure with its frame number and time above it.',
    spec: {
      layout: 'figure',
      title: 'Frame {f:3d} · {t:.2f} s',
      motions: roll(4),
      fps: rate(12),
    },
  },
  {
    name: 'The notebook’s film',
    summary: '200×200, 220 frames, 5 frames a second, titled “Frame N”.',
    spec: PRESETS.notebook.spec,
  },
];
