import { PRESETS } from '../src/film/spec/presets.ts';
import type { SpecInput } from '../src/film/spec/spec.ts';
import type { BenchmarkCase, Comparison, Contestant } from './case.ts';
import {
  ENCODER,
  ENCODERS,
  everywhere,
  FFMPEG,
  orHalf,
  type SizeName,
  SIZES,
  STAGES,
} from './case-parts.ts';

// A photograph that rolls, its frames encoded.

/** How many times as fast as each peer a film has to be: on llvmpipe or better, no GPU needed. */
const BARS: Readonly<Record<SizeName, { ffmpeg: number; mediabunny: number; encoder: number }>> = {
  '640×480': { ffmpeg: 1.3, mediabunny: 4, encoder: 0.9 },
  '1920×1080': { ffmpeg: 1, mediabunny: 4, encoder: 0.7 },
  '3840×2160': { ffmpeg: 1, mediabunny: 4, encoder: 0.7 },
};

/** Long enough that a process's start counts for little. */
const LENGTHS: Readonly<
  Record<SizeName, Pick<BenchmarkCase, 'frames' | 'rounds' | 'quick' | 'shorter'>>
> = {
  '640×480': {
    frames: 600,
    rounds: 5,
    shorter: { mediabunny: 200, ...eachStage(200) },
    quick: {
      frames: 300,
      rounds: 3,
      shorter: { mediabunny: 60, ...eachStage(100) },
      contestants: ['stillmotion', ...ENCODERS, 'mediabunny', 'ffmpeg veryfast', ...STAGES],
    },
  },
  '1920×1080': {
    frames: 300,
    rounds: 3,
    shorter: { mediabunny: 75, ...eachStage(60) },
    quick: {
      // Too few for a second GOP: nothing to encode side by side.
      frames: 50,
      rounds: 3,
      shorter: { mediabunny: 15 },
      contestants: [
        'stillmotion',
        'encoder alone',
        'encoder alone, free threads',
        'mediabunny',
        'ffmpeg veryfast',
      ],
    },
  },
  '3840×2160': { frames: 60, rounds: 3, shorter: { mediabunny: 20, ...eachStage(20) } },
};

function eachStage(frames: number) {
  return { draw: frames, planes: frames, capture: frames };
}

function comparisons(size: SizeName): Comparison[] {
  const { ffmpeg, mediabunny, encoder } = BARS[size];
  return [
    { of: 'stillmotion', against: ENCODER, bar: orHalf(encoder) },
    { of: 'stillmotion', against: ['encoders side by side'] },
    { of: 'stillmotion', against: ['ffmpeg veryfast'], bar: orHalf(ffmpeg) },
    { of: 'stillmotion', against: ['ffmpeg ultrafast'] },
    { of: 'stillmotion', against: ['mediabunny'], bar: orHalf(mediabunny) },
  ];
}

export function photograph(size: SizeName): BenchmarkCase {
  return {
    name: size,
    size: SIZES[size],
    spec: { motion: { kind: 'roll', step: 2 } },
    backend: 'auto',
    ...LENGTHS[size],
    contestants: [
      'stillmotion',
      ...ENCODERS,
      'mediabunny',
      ...FFMPEG,
      'stillmotion, whole process',
      ...STAGES,
    ],
    comparisons: comparisons(size),
  };
}

const LENGTH_ON_SWIFTSHADER = { '640×480': 300, '1920×1080': 120, '3840×2160': 30 };

/** The same where nothing but the browser's own software renderer is there. */
export function onSwiftShader(size: SizeName): BenchmarkCase {
  const { quick: _, ...whole } = photograph(size);
  return {
    ...whole,
    name: `${size}, SwiftShader`,
    backend: 'swiftshader',
    frames: LENGTH_ON_SWIFTSHADER[size],
    rounds: 3,
    contestants: ['stillmotion', ...ENCODERS, 'mediabunny', ...FFMPEG, ...STAGES],
  };
}

/** Another motion or codec at 1080p, against the limit and the nearest neighbour. */
export function variation(what: string, spec: SpecInput): BenchmarkCase {
  return {
    name: `1920×1080, ${what}`,
    size: SIZES['1920×1080'],
    spec: { motion: { kind: 'roll', step: 2 }, ...spec },
    backend: 'auto',
    frames: 60,
    rounds: 3,
    shorter: { mediabunny: 20 },
    contestants: ['stillmotion', ...ENCODERS, 'mediabunny'],
    comparisons: [
      { of: 'stillmotion', against: ENCODERS },
      { of: 'stillmotion', against: ['mediabunny'] },
    ],
  };
}

export const NOTEBOOK: BenchmarkCase = {
  name: 'notebook',
  // Its script has the picture resampled before it saves the film, which is what is timed.
  size: PRESETS.notebook.spec.size,
  programsResample: true,
  spec: PRESETS.notebook.spec,
  backend: 'auto',
  frames: PRESETS.notebook.spec.frames,
  rounds: 4,
  quick: {
    frames: PRESETS.notebook.spec.frames,
    rounds: 2,
    contestants: ['stillmotion', 'stillmotion, whole process', 'matplotlib'],
  },
  contestants: [
    'stillmotion',
    'stillmotion, whole process',
    'encoder alone',
    'mediabunny',
    'matplotlib',
  ],
  comparisons: [
    { of: 'stillmotion', against: ['matplotlib'], bar: orHalf(15) },
    // At most 0.35 of its wall time.
    {
      of: 'stillmotion, whole process',
      against: ['matplotlib, whole process'],
      bar: everywhere(1 / 0.35),
    },
    { of: 'stillmotion', against: ['encoder alone'] },
    { of: 'stillmotion', against: ['mediabunny'] },
  ],
};

const TITLE_CONTESTANTS: readonly Contestant[] = [
  'stillmotion',
  'stillmotion without title',
  'planes',
  'capture',
];

export const TITLED: BenchmarkCase = {
  ...photograph('640×480'),
  name: '640×480, title',
  spec: { motion: { kind: 'roll', step: 2 }, title: 'Frame {f:3d}' },
  // Rounds differ by more than what is looked for, to one side as to the other.
  rounds: 61,
  quick: { frames: 200, rounds: 3, contestants: TITLE_CONTESTANTS },
  contestants: TITLE_CONTESTANTS,
  // It costs under 5 %.
  comparisons: [
    { of: 'stillmotion', against: ['stillmotion without title'], bar: everywhere(0.95) },
  ],
};
