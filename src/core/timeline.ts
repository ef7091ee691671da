import type { Fraction } from './fraction.ts';

/** Frames per second. */
export type FrameRate = Fraction;

/** Frames in a row, both ends included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/** One image of the sequence. */
export interface Frame {
  /** Counted from 0. */
  readonly index: number;
  /** When it is shown, µs from frame 0, rounded to whole ones. */
  readonly timestamp: number;
  /** Until the next frame's timestamp, µs. */
  readonly duration: number;
  /** index / cycle: 0 ≤ progress < 1, so that a loop never shows one picture twice. */
  readonly progress: number;
}

/** The length and pace of a film. */
export interface Timeline {
  readonly fps: FrameRate;
  readonly frameCount: number;
  /** After so many frames a motion that goes by time begins anew; left out: at the end of the film. */
  readonly cycle?: number;
}

/** Seconds at which frame `index` is shown: from the index alone, never by adding up. */
export function secondsAt(index: number, { numerator, denominator }: FrameRate): number {
  return (index * denominator) / numerator;
}

/** The same in µs, rounded to whole ones, as WebCodecs counts them. */
export function timestampAt(index: number, fps: FrameRate): number {
  return Math.round(secondsAt(index, fps) * 1e6);
}

export function frameAt(index: number, timeline: Timeline): Frame {
  return setFrame(createFrame(), index, timeline);
}

/** A frame that is used again and again. */
export type OpenFrame = { -readonly [K in keyof Frame]: Frame[K] };

export function createFrame(): OpenFrame {
  return { index: 0, timestamp: 0, duration: 0, progress: 0 };
}

/** The same as `frameAt`, written into a frame. */
export function setFrame(
  frame: OpenFrame,
  index: number,
  { fps, frameCount, cycle = frameCount }: Timeline,
): Frame {
  frame.index = index;
  frame.timestamp = timestampAt(index, fps);
  frame.duration = timestampAt(index + 1, fps) - frame.timestamp;
  frame.progress = (index % cycle) / cycle;
  return frame;
}

/** The frames of a range, both ends included, in order. */
export function* frames(timeline: Timeline, range: FrameRange): Generator<Frame> {
  for (let index = range.first; index <= range.last; index++) yield frameAt(index, timeline);
}

/**
 * The GOPs of a range, in order: each begins at a multiple of `interval` frames, counted from frame 0 of the
 * whole film, but for the first, which begins where the range does.
 */
export function* gopRanges({ first, last }: FrameRange, interval: number): Generator<FrameRange> {
  for (let start = first; start <= last;) {
    const next = (Math.floor(start / interval) + 1) * interval;
    yield { first: start, last: Math.min(last, next - 1) };
    start = next;
  }
}

/** How many frames last as long as `seconds`; at least one. */
export function framesIn(seconds: number, { numerator, denominator }: FrameRate): number {
  return Math.max(1, Math.round((seconds * numerator) / denominator));
}

/** `30`, or `24000/1001 (23.976)`. */
export function formatFrameRate({ numerator, denominator }: FrameRate): string {
  if (denominator === 1) return String(numerator);
  return `${numerator}/${denominator} (${Number((numerator / denominator).toFixed(3))})`;
}
