import type { mat3 } from 'gl-matrix';
import type { Fraction } from '../core/fraction.ts';
import type { Parameter } from '../core/values/parameter.ts';
import type { Axis, Size } from '../core/size.ts';
import type { Frame, FrameRate } from '../core/timeline.ts';

/** A motion of a spec: its name, and its parameters that have another value than their default. */
export interface MotionSpec {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

/** What is seen beyond the image along an axis: the image again, its mirror image, its edge, or nothing. */
export type Edge = 'repeat' | 'mirror' | 'clamp' | 'background';
export type Edges = Readonly<Record<Axis, Edge>>;

/** A motion that shows the same image from another offset in each frame. */
export interface Slide {
  readonly axis: Axis;
  /** How far each frame moves the image on, px of the image; below 0 it goes back. */
  readonly perFrame: Fraction;
}

/** A part of the image, in shares of it; it may be more than the image. */
export interface Window {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The time that motions have which go by time, and how far a pixel of the frame is. */
export interface Pace {
  readonly fps: FrameRate;
  /** Frames after which such a motion begins anew. */
  readonly cycle: number;
  /**
   * Where the cycle comes from: `free`, we choose it, so that what was asked for by the second is fitted to
   * it and closes; `film`, it is as long as was asked for; `period`, it was asked for by itself.
   */
  readonly length: 'free' | 'film' | 'period';
  /** How large the whole image is drawn, px of the frame. */
  readonly drawn: Readonly<Record<Axis, Fraction>>;
}

/** The image that moves, px, what of it the frame shows before anything moves, and in what time. */
export interface Shown extends Size {
  readonly window: Window;
  /** The point of interest, in shares of the image. */
  readonly focus: readonly [number, number];
  readonly pace: Pace;
}

/**
 * After how many frames a motion is back where it began; `film`: at the end of the cycle, whatever its
 * length; `open`: never.
 */
export type Loop = number | 'film' | 'open';

/** What says how fast a motion is: the frames, one by one, the seconds, or how long the film is. */
export type Clock = 'frames' | 'seconds' | 'film';

/**
 * Where a frame samples the image. All functions are pure: a frame depends on nothing but its own number
 * and the film's length.
 *
 * @typeParam P the values of its parameters
 */
export interface Motion<P> {
  /** On the command line and in a spec. */
  readonly name: string;
  readonly label: string;
  /** A sentence without its full stop. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** True for one whose places have to be divided by their third coordinate. */
  readonly projective?: boolean;
  /** True where it turns the image, so that rows are no rows any more; left out: it never does. */
  turns?(values: P): boolean;
  /** Why its values can't be together, for people. */
  problem?(values: P): string | undefined;
  /** For the whole film. */
  edges(values: P): Edges;
  /**
   * Texture coordinates of the image (0…1 across it, y down) at which it would be sampled if it stood still →
   * those at which it is, in doubles, column-major; it may be projective.
   *
   * @param out is written and returned, as gl-matrix does
   */
  place(values: P, frame: Frame, image: Shown, out: mat3): mat3;
  loop(values: P, image: Shown): Loop;
  /** Given by motions that do nothing but slide: their frames can be made by copying. */
  slide?(values: P, image: Shown): Slide;
  /** Left out: `film`. */
  clock?(values: P): Clock;
}
