import { counted, inThreeDigits } from '../core/values/counted.ts';
import { asNumber, lowestTerms } from '../core/fraction.ts';
import { arrange } from './frame/layout.ts';
import { isWhole } from '../motions/movement.ts';
import { effectOf } from '../effects/index.ts';
import { findCodec } from '../codecs/index.ts';
import { isDeep } from './spec/film-sampling.ts';
import { lasting } from './time/lasting.ts';
import { describeFocus } from './frame/focus.ts';
import { largestFrame } from './frame/codec-limits.ts';
import { decideLength } from './time/film-length.ts';
import { type ClosingPace, findSeam, type Seam } from './time/loop.ts';
import { drawnLengths, drawnSlides, movementOf, type MovingFilm } from './frame/moving.ts';
import { extent, formatSize, isSameSize, type Rect, type Size, sizeOf } from '../core/size.ts';
import { resolveCrop } from '../core/picture/crop.ts';
import { StillmotionError } from '../core/errors.ts';
import { type Exposure, exposuresOf } from './frame/exposures.ts';
import { shrinks, textureSize } from './frame/texture-size.ts';
import { pictureSpec, planShow, type Show, showLength } from './time/show.ts';
import type { RenderSpec } from './spec/spec.ts';
import { type DecidedSpec, decided } from './spec/usual-codec.ts';
import { LARGEST_FRAME_COUNT } from './spec/spec-fields.ts';
import { type FrameRange, type FrameRate, framesIn } from '../core/timeline.ts';

/**
 * A spec with everything decided that depends on the picture. Frames are those that are drawn: held ones
 * count once, at a rate that is lower by as much.
 */
export interface RenderPlan extends MovingFilm {
  readonly spec: DecidedSpec;
  /** The picture as decoded. */
  readonly picture: Size;
  /** What of it is taken, px; left out: all of it. */
  readonly crop?: Rect;
  /** The texture that holds it: as large as it is drawn, at most. */
  readonly texture: Size;
  /** The film draws that texture smaller than it is, and filters it then. */
  readonly shrinks: boolean;
  /** Its film has ten bits a sample, and so has whatever that is drawn from. */
  readonly deep: boolean;
  /** What a pixel is the mean of; none where it is a single sample. */
  readonly exposures: readonly Exposure[];
  /** The frames to render, both ends included. */
  readonly range: FrameRange;
  /** Of several pictures, which frames show which; sizes and places are those of the first one. */
  readonly show?: Show;
  /** What a person should know about these decisions, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Decides sizes, places and frame counts.
 *
 * @param picture the decoded picture's size, px
 * @throws StillmotionError `usage` when the range lies outside the film.
 */
export function planRender(asked: RenderSpec, picture: Size): RenderPlan {
  if (asked.pictures !== undefined)
    throw new StillmotionError(
      'usage',
      'The spec is of several pictures, and one was given; give as many.',
    );
  const plan = planOnce(asked, picture);
  const { spec } = plan;
  if (spec.lasts === undefined) return plan;
  return planOnce(lasting(spec, plan, movementOf(plan), findSeam(plan)), picture);
}

/** A film as its spec says, without regard to how long it lasts. */
function planOnce(asked: RenderSpec, picture: Size): RenderPlan {
  const spec = decided(asked);
  const notes = describeFocus(spec);
  const crop = spec.crop === undefined ? undefined : resolveCrop(spec.crop, picture);
  const image = spec.size ?? sizeOf(crop ?? picture);
  const layout = arrange(inLimits(spec, image, notes), image);
  const fps = lowestTerms(spec.fps.numerator, spec.fps.denominator * spec.hold);
  const film: MovingFilm = {
    spec,
    image,
    layout,
    fps,
    ...decideLength({ spec, image, layout, fps }),
  };
  const { frameCount, cycle } = film;
  assertCountable(frameCount);
  noteSpeed(film, notes);
  noteSeam(film, notes);
  noteEffects(spec, notes);
  if (spec.title !== undefined && layout.title.height === 0)
    notes.push('The canvas is too small for a title.');
  const range = selectRange(spec.range, frameCount);
  assertCountable(rangeLength(range) * spec.loops);
  return {
    spec,
    picture,
    ...(crop && { crop }),
    image,
    ...textureOf(film),
    exposures: exposuresOf(spec),
    deep: isDeep(spec),
    layout,
    fps,
    frameCount,
    cycle,
    range,
    notes,
  };
}

/** Decides the same of several pictures, whose frame is as large as its first one's would be. */
export function planPictures(asked: RenderSpec, picture: Size): RenderPlan {
  const fps = lowestTerms(asked.fps.numerator, asked.fps.denominator * asked.hold);
  const spec = lastingShow(decided(asked), fps);
  const show = planShow(spec, fps);
  const notes: string[] = [];
  const crop = spec.pictures?.[0]?.crop ?? spec.crop;
  const image = crop === undefined ? picture : sizeOf(resolveCrop(crop, picture));
  const { canvas } = arrange(inLimits(spec, image, notes), image);
  const first = planOnce(pictureSpec(spec, show, 0, canvas), picture);
  const frameCount = showLength(show);
  assertCountable(frameCount);
  const range = selectRange(spec.range, frameCount);
  assertCountable(rangeLength(range) * spec.loops);
  noteEffects(spec, notes);
  return { ...first, spec, fps, frameCount, cycle: frameCount, range, show, notes };
}

/** As long as a sound: its pictures share it, or where they have times of their own the rest is cut. */
function lastingShow(spec: DecidedSpec, fps: FrameRate): DecidedSpec {
  const { lasts, each, frames, duration, range, pictures = [] } = spec;
  if (lasts === undefined || range !== undefined) return spec;
  const isOpen =
    (each ?? frames ?? duration) === undefined && pictures.every(({ hold }) => hold === undefined);
  if (isOpen) return { ...spec, duration: lasts };
  const length = framesIn(lasts, fps);
  const cut = length < showLength(planShow(spec, fps));
  return cut ? { ...spec, range: { first: 0, last: length - 1 } } : spec;
}

/** The spec of one picture of a film of several, as a film by itself. */
export function specOfPicture({ spec, show, layout }: RenderPlan, picture: number): RenderSpec {
  if (show === undefined) throw new Error('a film of one picture was asked for another');
  return pictureSpec(spec, show, picture, layout.canvas);
}

/** The plan of one picture of a film of several, as a film by itself. */
export function planPicture(plan: RenderPlan, picture: number, size: Size): RenderPlan {
  return planOnce(specOfPicture(plan, picture), size);
}

/** The plan of a film of one picture, or of several by the size of the first. */
export function planFilmOf(spec: RenderSpec, picture: Size): RenderPlan {
  return spec.pictures === undefined ? planRender(spec, picture) : planPictures(spec, picture);
}

/** An image that its codec doesn't take gets the largest frame that it does, unless its size was asked for. */
function inLimits(spec: DecidedSpec, image: Size, notes: string[]): RenderSpec {
  if (spec.layout === 'figure' || spec.canvas !== undefined || spec.size !== undefined) return spec;
  const codec = findCodec(spec.codec);
  const canvas = codec.takes === 'planes' ? largestFrame(codec, image) : undefined;
  if (canvas === undefined) return spec;
  notes.push(
    `The picture's ${formatSize(image)} px are more than ${codec.label} takes; the frame is ${formatSize(canvas)}.`,
  );
  return { ...spec, canvas, fit: 'stretch' };
}

export { drawnSlides, movementOf } from './frame/moving.ts';

/** How many frames are rendered. */
export function rangeLength({ first, last }: FrameRange): number {
  return last - first + 1;
}

/** True when each pixel of the canvas is a texel in every frame: then nothing has to be filtered. */
export function showsTexelsExactly(plan: RenderPlan): boolean {
  const { texture, layout, exposures } = plan;
  const slides = drawnSlides(plan);
  return (
    isSameSize(texture, layout.box) &&
    isWhole(layout.window) &&
    exposures.length === 0 &&
    slides?.x.denominator === 1 &&
    slides.y.denominator === 1
  );
}

/** What is sampled without a filter is sampled as it is. */
function textureOf(film: MovingFilm): Pick<RenderPlan, 'texture' | 'shrinks'> {
  const { spec, image, layout } = film;
  if (spec.filter === 'nearest') return { texture: image, shrinks: false };
  const movement = movementOf(film);
  const texture = textureSize(movement, image, layout, film);
  return { texture, shrinks: shrinks(movement, texture, spec.samples, layout, film) };
}

/** A film of an effect that goes by time has no seam that could be closed. */
function noteEffects({ effects }: RenderSpec, notes: string[]): void {
  const open = effects.map(effectOf).filter(({ loop }) => loop === 'open');
  if (open.length === 0) return;
  const names = open.map(({ about }) => about.name).join(', ');
  notes.push(`The effect ${names} goes by time and closes no loop: played again, it begins anew.`);
}

/** What closes a loop: other frames, another speed, or the way back. */
export function describeClosing({ closing, closingPace }: Seam, isOpen: boolean): string {
  if (isOpen) return ' With back=on it goes there and back, and closes.';
  const ways = [
    ...(closing === undefined ? [] : [`with ${counted(closing, 'frame')}`]),
    ...(closingPace === undefined ? [] : [`with a ${describePace(closingPace)}`]),
  ];
  return ways.length === 0 ? '' : ` It closes ${ways.join(', or ')}.`;
}

const PACE_UNITS = { step: 'px', speed: 'px/s', period: 's' } as const;

export function describePace({ name, value }: ClosingPace): string {
  return `${name} of ${value} ${PACE_UNITS[name]}`;
}

/** A speed is fitted to a film whose length is ours to choose. */
function noteSpeed(film: MovingFilm, notes: string[]): void {
  const speed = film.spec.motions[0]?.['speed'];
  const { slide, loop } = movementOf(film);
  if (typeof speed !== 'number' || slide === undefined || loop !== 'film') return;
  const drawn = drawnLengths(film)[slide.axis];
  const scale = asNumber(drawn) / extent(film.image, slide.axis);
  const perSecond = asNumber(slide.perFrame) * scale * asNumber(film.fps);
  const fitted = Number(Math.abs(perSecond).toFixed(3));
  if (fitted === Math.abs(speed)) return;
  notes.push(`The roll's ${Math.abs(speed)} px/s are ${fitted} px/s here, so that it closes.`);
}

function noteSeam(film: MovingFilm, notes: string[]): void {
  const { frameCount, cycle } = film;
  const seam = findSeam(film);
  if (seam.jump === 0) return;
  const pixels = inThreeDigits(seam.jump);
  const isOpen = movementOf(film).loop === 'open';
  const begins = isOpen && cycle < frameCount ? `, and every ${counted(cycle, 'frame')}` : '';
  notes.push(
    `${counted(frameCount, 'frame')} ${frameCount === 1 ? "doesn't" : "don't"} close the loop: played again${begins}, the picture jumps ${pixels} px.${describeClosing(seam, isOpen)}`,
  );
}

/** A duration is a number of frames only together with the rate. */
function assertCountable(frameCount: number): void {
  if (frameCount <= LARGEST_FRAME_COUNT) return;
  throw new StillmotionError(
    'usage',
    `The film would have ${frameCount} frames; at most ${LARGEST_FRAME_COUNT} can be rendered.`,
  );
}

function selectRange(range: FrameRange | undefined, frameCount: number): FrameRange {
  const whole = { first: 0, last: frameCount - 1 };
  if (range === undefined) return whole;
  if (range.last > whole.last) {
    throw new StillmotionError(
      'usage',
      `The range ${range.first}-${range.last} goes beyond the film: it has the frames 0-${whole.last}.`,
    );
  }
  return range;
}
