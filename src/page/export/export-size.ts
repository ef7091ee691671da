import type { FilmPlan } from '../../core/film-plan.ts';
import { type FrameRange, gopRanges } from '../../core/timeline.ts';
import { rangeLength } from '../../film/plan.ts';

// How large a film will be is reckoned from frames in a row at three places of it, as motions begin, go on and end. Frames
// right behind a key frame are no measure of those further on: encoders make them larger or smaller until they have caught up.
// So each group of pictures counts as its first frames were, and on from there as the second half of these.

/** Frames in a row at each place, the first a key frame. */
const SPAN = 24;
/** Where in the film the middle of each stands. */
const PLACES = [1 / 2, 1 / 6, 5 / 6];

/** Frames whose sizes say that of all. */
export function sampleRanges({ encoder, range, keyFrameInterval }: FilmPlan): FrameRange[] {
  const { first, last } = range;
  const all = rangeLength(range);
  const most = PLACES.length * SPAN;
  // What is written without an encoder takes no time, and its frames cost less the more there are.
  const atStart = encoder.name === 'rolled' ? Math.max(keyFrameInterval, most) : most;
  if (encoder.name === 'rolled' || all <= most)
    return [{ first, last: Math.min(last, first + atStart - 1) }];
  return PLACES.map((place) => {
    const wanted = first + Math.round(place * all - SPAN / 2);
    // Within a group of pictures.
    const end = (Math.floor(wanted / keyFrameInterval) + 1) * keyFrameInterval;
    const from = Math.max(first, Math.min(wanted, end - SPAN, last - SPAN + 1));
    return { first: from, last: from + SPAN - 1 };
  });
}

/** What was encoded: bytes. */
export interface EncodedFrames {
  /** Of each frame, in groups that begin with a key frame. */
  readonly groups: readonly (readonly number[])[];
  /** Of the file that they are. */
  readonly file: number;
}

/** How large the film's file will be, from files of some of its frames. */
export function estimateBytes(
  encoded: readonly EncodedFrames[],
  { encoder, range, keyFrameInterval, loops, length }: FilmPlan,
): number {
  // What it is drawn from is there once, however many frames that makes.
  if (encoder.name === 'scene') return Math.max(...encoded.map(({ file }) => file));
  const inLoop = rangeLength(range);
  const whole = encoded.find((each) => framesOf(each) === inLoop);
  const groups = encoded.flatMap((each) => each.groups);
  const sizeOf = sizesIn(groups);
  const loop = whole
    ? bytesOf(whole)
    : sum(
        [...gopRanges(range, keyFrameInterval)].flatMap((group) =>
          firstOf(rangeLength(group), sizeOf),
        ),
      );
  const all = length ?? inLoop * loops;
  const { once, each } = besides(encoded);
  return Math.round(once + each * all + (loop * all) / inLoop);
}

/** What files have beside their frames: once, and for each of these. */
function besides(encoded: readonly EncodedFrames[]): { once: number; each: number } {
  const byFrames = encoded.toSorted((a, b) => framesOf(a) - framesOf(b));
  const [few, many] = [byFrames[0], byFrames.at(-1)];
  if (few === undefined || many === undefined) return { once: 0, each: 0 };
  const [least, most] = [few.file - bytesOf(few), many.file - bytesOf(many)];
  const more = framesOf(many) - framesOf(few);
  const each = more === 0 ? 0 : Math.max(0, (most - least) / more);
  return { once: least - each * framesOf(few), each };
}

function framesOf({ groups }: EncodedFrames): number {
  return sum(groups.map(({ length }) => length));
}

function bytesOf({ groups }: EncodedFrames): number {
  return sum(groups.map(sum));
}

function firstOf(count: number, sizeOf: (n: number) => number): number[] {
  return Array.from({ length: count }, (_, n) => sizeOf(n));
}

/** The mean size of a group's nth frame. */
function sizesIn(groups: readonly (readonly number[])[]): (n: number) => number {
  const at = (n: number) => groups.flatMap((group) => group.slice(n, n + 1));
  const behind = (n: number) => groups.flatMap((group) => group.slice(n));
  const settled = [SPAN / 2, 1, 0].map(behind).find((sizes) => sizes.length > 0) ?? [];
  const rest = mean(settled);
  return (n) => {
    const known = at(n);
    return known.length > 0 ? mean(known) : rest;
  };
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
