import { PRESETS } from '../src/film/presets.ts';
import type { Size } from '../src/core/size.ts';
import type { SpecInput } from '../src/film/spec.ts';
import type { MotionSpec } from '../src/motions/motion.ts';
import type { Stage } from './page/contract.ts';
import { PHONE, SLIDE_SHOW, type TypedJob } from './typed-jobs.ts';

/** What is timed. A contestant times one of them, or several in one go. */
export type Measure =
  | 'stillmotion'
  | 'stillmotion without title'
  | 'stillmotion, whole process'
  | 'vectors, a frame more'
  | 'ffmpeg veryfast, a frame more'
  | 'ffmpeg veryfast, no better'
  | 'encoder alone'
  | 'encoder alone, free threads'
  | 'encoders side by side'
  | 'mediabunny'
  | 'ffmpeg veryfast'
  | 'ffmpeg ultrafast'
  | 'ffmpeg zoompan'
  | 'ffmpeg zoompan, enlarged first'
  | 'ffmpeg rotate'
  | 'stillmotion, as typed'
  | 'ffmpeg, as typed'
  | 'matplotlib'
  | 'matplotlib, whole process'
  | Stage;

/** Who takes part in a case; a program that is not installed is said to be missing. */
export type Contestant = Exclude<Measure, 'matplotlib, whole process'>;

/** How many times as fast one is as the fastest of the others. */
export interface Comparison {
  readonly of: Measure;
  readonly against: readonly [Measure, ...Measure[]];
  /** What we want to reach, if anything: on SwiftShader, which draws everywhere, and on all else. */
  readonly bar?: { readonly swiftshader: number; readonly otherwise: number };
}

export interface BenchmarkCase {
  readonly name: string;
  /** The photograph is resampled to this size before anything is timed; `undefined`: as it is. */
  readonly size?: Size;
  /** Programs get the photograph as it is all the same: resampling it is a part of their whole process. */
  readonly programsResample?: true;
  readonly spec: SpecInput;
  /** Of what is timed from a command line to a file. */
  readonly typed?: TypedJob;
  readonly backend: 'auto' | 'swiftshader';
  readonly frames: number;
  readonly rounds: number;
  readonly contestants: readonly Contestant[];
  /** Fewer of the film's frames for those who take long: they do one after the other anyway. */
  readonly shorter?: Readonly<Partial<Record<Contestant, number>>>;
  /** In place of the four above with --quick; a case without takes no part in it. */
  readonly quick?: Pick<BenchmarkCase, 'frames' | 'rounds' | 'contestants' | 'shorter'>;
  readonly comparisons: readonly Comparison[];
  /** Whose film is to have at most so many times the bytes of another's, which looks no better. */
  readonly smaller?: { readonly of: Measure; readonly against: Measure; readonly bar: number };
}

const STAGES: readonly Contestant[] = ['draw', 'planes', 'capture', 'mux'];
/** One encoder of the browser's, in one thread or in as many as it likes: as most people use it. */
const ENCODER = ['encoder alone', 'encoder alone, free threads'] as const;
const ENCODERS = [...ENCODER, 'encoders side by side'] as const;
const FFMPEG: readonly Contestant[] = ['ffmpeg veryfast', 'ffmpeg ultrafast'];

const SIZES = {
  '640×480': { width: 640, height: 480 },
  '1920×1080': { width: 1920, height: 1080 },
  '3840×2160': { width: 3840, height: 2160 },
} as const satisfies Record<string, Size>;
type SizeName = keyof typeof SIZES;

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

/** SwiftShader is two to three times as slow as llvmpipe: half of the bar is asked of it. */
function orHalf(bar: number) {
  return { swiftshader: bar / 2, otherwise: bar };
}

function everywhere(bar: number) {
  return { swiftshader: bar, otherwise: bar };
}

function photograph(size: SizeName): BenchmarkCase {
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
function onSwiftShader(size: SizeName): BenchmarkCase {
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
function variation(what: string, spec: SpecInput): BenchmarkCase {
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

/** How many times as fast as ffmpeg a film has to be whose frames are drawn one by one. */
const DRAWN_BARS: Readonly<Record<SizeName, number>> = {
  '640×480': 1,
  '1920×1080': 0.8,
  '3840×2160': 0.8,
};
const DRAWN_LENGTHS: Readonly<Record<SizeName, number>> = {
  '640×480': 600,
  '1920×1080': 150,
  '3840×2160': 40,
};

/**
 * A film that no cheaper engine makes: rolled along both axes at once, as rotations are made, too. In whole pixels no
 * filter does anything; that cubic was asked for keeps others from making it.
 */
function drawn(size: SizeName, backend: BenchmarkCase['backend']): BenchmarkCase {
  return {
    name: `${size}, drawn${backend === 'swiftshader' ? ', SwiftShader' : ''}`,
    size: SIZES[size],
    spec: {
      motions: [
        { kind: 'roll', step: 2 },
        { kind: 'roll', step: 1, axis: 'y' },
      ],
      filter: 'cubic',
    },
    backend,
    frames: DRAWN_LENGTHS[size],
    rounds: 3,
    contestants: ['stillmotion', ...ENCODER, 'ffmpeg veryfast'],
    comparisons: [
      { of: 'stillmotion', against: ['ffmpeg veryfast'], bar: orHalf(DRAWN_BARS[size]) },
      { of: 'stillmotion', against: ENCODER },
    ],
  };
}

/** A motion of every frame, against the filter that people take for it. */
function moved(
  what: string,
  motion: MotionSpec,
  filters: readonly { readonly name: Contestant; readonly bar: number }[],
): BenchmarkCase {
  return {
    name: `1920×1080, ${what}`,
    size: SIZES['1920×1080'],
    spec: { motions: [motion] },
    backend: 'auto',
    frames: 300,
    rounds: 3,
    // Only a part of the motion, at the speed of the whole.
    shorter: { mediabunny: 40 },
    contestants: ['stillmotion', 'mediabunny', ...filters.map(({ name }) => name)],
    comparisons: [
      ...filters.map(({ name, bar }) => ({
        of: 'stillmotion' as const,
        against: [name] as const,
        bar: orHalf(bar),
      })),
      { of: 'stillmotion', against: ['mediabunny'], bar: orHalf(6) },
    ],
  };
}

/** A job as people type it, against ffmpeg's way of it. */
function typed(name: string, frames: number, job: TypedJob, bar?: number): BenchmarkCase {
  return {
    name,
    spec: {},
    typed: job,
    backend: 'auto',
    frames,
    rounds: 3,
    contestants: ['stillmotion, as typed', 'ffmpeg, as typed'],
    comparisons: [
      {
        of: 'stillmotion, as typed',
        against: ['ffmpeg, as typed'],
        ...(bar !== undefined && { bar: orHalf(bar) }),
      },
    ],
  };
}

const NOTEBOOK: BenchmarkCase = {
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

const TITLED: BenchmarkCase = {
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

/** How many times as fast as ffmpeg a roll has to be that is written as vectors. */
const VECTORS_BARS: Readonly<Record<SizeName, number>> = {
  '640×480': 8,
  '1920×1080': 10,
  '3840×2160': 10,
};
/** An even number of GOPs: half of it is timed, which holds as many key pictures as the whole. */
const VECTORS_LENGTHS: Readonly<Record<SizeName, { frames: number; ffmpeg: number }>> = {
  '640×480': { frames: 4000, ffmpeg: 1000 },
  '1920×1080': { frames: 1000, ffmpeg: 500 },
  '3840×2160': { frames: 500, ffmpeg: 100 },
};

/**
 * A roll that is written as vectors: no frame is drawn, so it is compared by whole processes alone, and never
 * stands among films whose frames are rendered. At 4K vectors reach back only.
 */
function asVectors(size: SizeName): BenchmarkCase {
  const { frames, ffmpeg } = VECTORS_LENGTHS[size];
  return {
    name: `${size}, as vectors`,
    size: SIZES[size],
    spec: { motion: { kind: 'roll', step: size === '3840×2160' ? -2 : 2 }, encoder: 'rolled' },
    backend: 'auto',
    frames,
    rounds: 3,
    shorter: {
      'ffmpeg veryfast, a frame more': ffmpeg,
      'ffmpeg veryfast, no better': ffmpeg,
      'ffmpeg veryfast': ffmpeg,
      'stillmotion, whole process': ffmpeg,
    },
    contestants: [
      'vectors, a frame more',
      'ffmpeg veryfast, a frame more',
      'stillmotion, whole process',
      'ffmpeg veryfast',
      'ffmpeg veryfast, no better',
    ],
    comparisons: [
      {
        of: 'vectors, a frame more',
        against: ['ffmpeg veryfast, a frame more'],
        bar: everywhere(VECTORS_BARS[size]),
      },
      { of: 'stillmotion, whole process', against: ['ffmpeg veryfast'] },
    ],
    smaller: { of: 'vectors, a frame more', against: 'ffmpeg veryfast, no better', bar: 0.8 },
  };
}

/** Everything that `npm run bench` measures, in this order. */
export const CASES: readonly BenchmarkCase[] = [
  photograph('640×480'),
  photograph('1920×1080'),
  photograph('3840×2160'),
  asVectors('640×480'),
  asVectors('1920×1080'),
  asVectors('3840×2160'),
  TITLED,
  NOTEBOOK,
  variation('step 0.5', { motion: { kind: 'roll', step: 0.5 } }),
  variation('rolled along y', { motion: { kind: 'roll', step: 2, axis: 'y' } }),
  variation('VP9', { codec: 'vp9' }),
  variation('AV1', { codec: 'av1' }),
  onSwiftShader('640×480'),
  onSwiftShader('1920×1080'),
  onSwiftShader('3840×2160'),
  moved('zoom 1 to 1.3', { kind: 'zoom', to: 1.3 }, [
    { name: 'ffmpeg zoompan', bar: 1.6 },
    { name: 'ffmpeg zoompan, enlarged first', bar: 4 },
  ]),
  moved('rotate', { kind: 'rotate', to: 360 }, [{ name: 'ffmpeg rotate', bar: 1.5 }]),
  typed('1920×1080, slide show with fade', 360, SLIDE_SHOW, 1.5),
  typed('1080×1920, kenburns of 12 MP', 300, PHONE),
  drawn('640×480', 'auto'),
  drawn('1920×1080', 'auto'),
  drawn('3840×2160', 'auto'),
  drawn('640×480', 'swiftshader'),
  drawn('1920×1080', 'swiftshader'),
  drawn('3840×2160', 'swiftshader'),
];

/** Peak memory of a film of many frames against one of few: the whole process, with the browser. */
export const MEMORY = {
  size: { width: 160, height: 120 },
  few: 1_000,
  many: 10_000,
  /** What it may grow by, as a factor. */
  bar: 1.1,
} as const;
