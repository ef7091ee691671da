import { StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import { type FrameRate, framesIn, secondsAt } from '../../core/timeline.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import { plainBackground } from '../frame/background.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';
import type { PictureSpec } from '../spec/show-fields.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { FADE, USUAL_DURATION } from '../spec/transition.ts';

// Pictures that follow one another. Each has a slot of frames, at whose end the next one comes: where a slot begins,
// its picture is seen alone. What a frame shows follows from its number.

/** A picture, `null` for the built-in one, or those of a film that shows them one after the other. */
export type Pictures = Blob | null | readonly Blob[];

/** A picture's part of a film, frames. */
export interface Slot {
  readonly first: number;
  readonly length: number;
  /** At its end, over which the next picture comes. */
  readonly passing: number;
}

export interface Show {
  readonly slots: readonly Slot[];
  /** The last picture goes over into the first. */
  readonly closed: boolean;
}

/** What a frame shows: a picture at a frame of its own film, and the one that comes. */
export interface Shown {
  readonly picture: number;
  readonly frame: number;
  readonly next?: {
    readonly picture: number;
    readonly frame: number;
    /** Frames since its transition began, of how many. */
    readonly step: number;
    readonly steps: number;
  };
}

/** s, where nobody says how long a picture stands. */
export const USUAL_HOLD = 4;

/** @throws StillmotionError `usage` where a transition is longer than its picture stands, or stands on nothing */
export function planShow(spec: RenderSpec, fps: FrameRate): Show {
  const { pictures = [], closed = false } = spec;
  if (spec.background === TRANSPARENT)
    throw new StillmotionError(
      'usage',
      'Several pictures need a background to pass into one another on; give --background a colour.',
    );
  const ends = endsOf(spec, pictures, fps);
  const slots = pictures.map(({ file }, n): Slot => {
    const first = ends[n - 1] ?? 0;
    const length = (ends[n] ?? 0) - first;
    const passing = isLast(n, pictures) && !closed ? 0 : passingFrames(spec, n, length, fps);
    if (length < 1 || passing >= length)
      throw new StillmotionError(
        'usage',
        `The picture ${file ?? n + 1} stands for ${round(secondsAt(length, fps))} s, of which the transition to the next one takes ${round(secondsAt(passing, fps))} s; it has to be seen alone for a frame at least. Give it more time (each, hold, duration), or the transition less.`,
      );
    return { first, length, passing };
  });
  return { slots, closed };
}

function isLast(n: number, pictures: readonly unknown[]): boolean {
  return n === pictures.length - 1;
}

function round(seconds: number): number {
  return Number(seconds.toFixed(3));
}

/** The frames behind the last of each picture: from the seconds up to there, so that nothing adds up. */
function endsOf(spec: RenderSpec, pictures: readonly PictureSpec[], fps: FrameRate): number[] {
  const { each = USUAL_HOLD, frames, duration } = spec;
  const total = frames ?? (duration && framesIn(duration, fps));
  if (total !== undefined)
    return pictures.map((_, n) => Math.round(((n + 1) * total) / pictures.length));
  let seconds = 0;
  return pictures.map(({ hold = each }) => framesIn((seconds += hold), fps));
}

/** @param length of the picture's slot, frames: where nobody says how long a transition lasts, it takes half of that at most */
function passingFrames(
  { transitions = [FADE] }: RenderSpec,
  n: number,
  length: number,
  fps: FrameRate,
): number {
  const { duration } = transitions[n % transitions.length] ?? FADE;
  if (duration === undefined)
    return Math.min(framesIn(USUAL_DURATION, fps), Math.floor(length / 2));
  return duration === 0 ? 0 : framesIn(duration, fps);
}

export function showLength({ slots }: Show): number {
  const { first, length } = slots.at(-1) ?? { first: 0, length: 0 };
  return first + length;
}

/** Frames of its own film that a picture has been shown when its slot begins. */
function lead({ slots, closed }: Show, picture: number): number {
  if (picture > 0) return slots[picture - 1]?.passing ?? 0;
  return closed ? (slots.at(-1)?.passing ?? 0) : 0;
}

export function shownAt(show: Show, index: number): Shown {
  const { slots } = show;
  const picture = slotAt(slots, index);
  const { first, length, passing } = slots[picture] ?? { first: 0, length: 1, passing: 0 };
  const shown = { picture, frame: index - first + lead(show, picture) };
  const step = index - (first + length - passing);
  if (step < 0) return shown;
  const next = (picture + 1) % slots.length;
  return { ...shown, next: { picture: next, frame: step, step, steps: passing } };
}

/** By halving. */
function slotAt(slots: readonly Slot[], index: number): number {
  let [from, to] = [0, slots.length - 1];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if ((slots[middle]?.first ?? 0) <= index) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** The film that a picture of a show would be by itself. */
export function pictureSpec(
  spec: RenderSpec,
  show: Show,
  picture: number,
  canvas: Size,
): RenderSpec {
  const {
    pictures,
    each: _e,
    transitions: _t,
    closed: _c,
    range: _r,
    loops: _l,
    lasts: _s,
    ...film
  } = spec;
  const { duration: _d, frames: _f, ...common } = film;
  const own = pictures?.[picture] ?? {};
  const { title = spec.title, position = spec.position, crop = spec.crop } = own;
  const focus = own.focus ?? spec.focus;
  return {
    ...common,
    loops: 1,
    canvas,
    motions: own.motions ?? spec.motions.map((motion) => alternating(motion, picture)),
    frames: lead(show, picture) + (show.slots[picture]?.length ?? 1),
    ...(title !== undefined && { title }),
    ...(crop !== undefined && { crop }),
    ...(position !== undefined && { position }),
    ...(focus !== undefined && { focus }),
  };
}

/** Every other picture goes the other way, unless somebody has said which one this is. */
function alternating(motion: RenderSpec['motions'][number], picture: number) {
  return motion.kind === 'kenburns' && motion['picture'] === 0 ? { ...motion, picture } : motion;
}

/** The frame of a film that shows a frame of a picture's own film. */
export function filmFrame(
  { show, frameCount }: { readonly show?: Show; readonly frameCount: number },
  picture: number,
  frame: number,
): number {
  if (show === undefined) return frame;
  const index = (show.slots[picture]?.first ?? 0) - lead(show, picture) + frame;
  return (index + frameCount) % frameCount;
}

/** The film that a transition is: of the canvas, from its first frame to the one behind its last. */
export function passingSpec(
  spec: RenderSpec,
  canvas: Size,
  steps: number,
  effect: EffectSpec,
): RenderSpec {
  const { fps, hold, background, codec, format, quality, chroma, depth, encoder, capture } = spec;
  return {
    fps,
    hold,
    // Both pictures stand on their own already.
    background: plainBackground(background),
    codec,
    format,
    quality,
    chroma,
    depth,
    encoder,
    capture,
    filter: 'linear',
    samples: 1,
    shutter: 0,
    layout: 'fill',
    loops: 1,
    canvas,
    motions: [],
    effects: [effect],
    frames: steps + 1,
  };
}
