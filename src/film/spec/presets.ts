import type { SpecInput } from './spec.ts';

interface Preset {
  readonly summary: string;
  readonly spec: SpecInput;
  /** Where the film goes unless `--output` says otherwise. */
  readonly output: string;
}

/** Whole jobs under a name; options given beside a preset win over it. */
export const PRESETS = {
  notebook: {
    summary: "the notebook's film: 200×200, 220 frames, 5 fps, a figure titled “Frame N”",
    spec: {
      size: { width: 200, height: 200 },
      layout: 'figure',
      title: 'Frame {f:3d}',
      motions: [{ kind: 'roll', step: 1, axis: 'x' }],
      fps: { numerator: 5, denominator: 1 },
      frames: 220,
    },
    output: 'data/video1.mp4',
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
