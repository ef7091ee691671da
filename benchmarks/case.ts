import type { Size } from '../src/core/size.ts';
import type { SpecInput } from '../src/film/spec/spec.ts';
import type { Stage } from './page/contract.ts';
import type { TypedJob } from './typed-jobs.ts';

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
  | 'stillmotion, as typed, processors'
  | 'ffmpeg, as typed'
  | 'ffmpeg, as typed, processors'
  | 'matplotlib'
  | 'matplotlib, whole process'
  | Stage;

/** Who takes part in a case; a program that is not installed is said to be missing. */
export type Contestant = Exclude<
  Measure,
  'matplotlib, whole process' | 'stillmotion, as typed, processors' | 'ffmpeg, as typed, processors'
>;

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
