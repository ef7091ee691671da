import { counted } from '../core/counted.ts';
import { lowestTerms } from '../core/fraction.ts';
import { arrange, type Layout } from './layout.ts';
import { createMovement, isWhole, type Movement } from '../motions/movement.ts';
import { findCodec } from '../codecs/index.ts';
import { largestFrame } from './codec-limits.ts';
import { findSeam, type Seam } from './loop.ts';
import { extent, formatSize, isSameSize, type Size } from '../core/size.ts';
import { StillmotionError } from '../core/errors.ts';
import { shrinks, textureSize } from './texture-size.ts';
import { LARGEST_FRAME_COUNT, type RenderSpec } from './spec.ts';
import { type FrameRange, type FrameRate, framesIn, type Timeline } from '../core/timeline.ts';

/**
 * A spec with everything decided that depends on the picture. Frames are those that are drawn: held ones
 * count once, at a rate that is lower by as much.
 */
export interface RenderPlan extends Timeline {
  readonly spec: RenderSpec;
  /** The picture as decoded. */
  readonly picture: Size;
  /** The image that moves: the picture after `size`; steps are counted in its pixels. */
  readonly image: Size;
  /** The texture that holds it: as large as it is drawn, at most. */
  readonly texture: Size;
  /** The film draws that texture smaller than it is, and filters it then. */
  readonly shrinks: boolean;
  readonly layout: Layout;
  /** The frames to render, both ends included. */
  readonly range: FrameRange;
  /** What a person should know about these decisions, a sentence each. */
  readonly notes: readonly string[];
}

/** A default film is never longer than this; a fractional step may take days to close its loop. */
const LONGEST_DEFAULT_LOOP_SECONDS = 600;
/** How long a film is by default where its motion goes by the film's length. */
const DEFAULT_SECONDS = 8;

/**
 * Decides sizes, places and frame counts.
 *
 * @param picture the decoded picture's size, px
 * @throws StillmotionError `usage` when the range lies outside the film.
 */
export function planRender(spec: RenderSpec, picture: Size): RenderPlan {
  const notes: string[] = [];
  const image = spec.size ?? picture;
  const layout = arrange(inLimits(spec, image, notes), image);
  const fps = lowestTerms(spec.fps.numerator, spec.fps.denominator * spec.hold);
  const frameCount = countFrames(movementOf({ spec, image, layout }), spec, fps, image, notes);
  if (spec.title !== undefined && layout.title.height === 0)
    notes.push('The canvas is too small for a title.');
  const range = selectRange(spec.range, frameCount);
  assertCountable(rangeLength(range) * spec.loops);
  return {
    spec,
    picture,
    image,
    ...textureOf(spec, image, layout, { fps, frameCount }),
    layout,
    fps,
    frameCount,
    range,
    notes,
  };
}

/** An image that its codec doesn't take gets the largest frame that it does, unless its size was asked for. */
function inLimits(spec: RenderSpec, image: Size, notes: string[]): RenderSpec {
  if (spec.layout === 'figure' || spec.canvas !== undefined || spec.size !== undefined) return spec;
  const codec = findCodec(spec.codec);
  const canvas = codec.takes === 'planes' ? largestFrame(codec, image) : undefined;
  if (canvas === undefined) return spec;
  notes.push(
    `The picture's ${formatSize(image)} px are more than ${codec.label} takes; the frame is ${formatSize(canvas)}.`,
  );
  return { ...spec, canvas, fit: 'stretch' };
}

/** How many frames are rendered. */
export function rangeLength({ first, last }: FrameRange): number {
  return last - first + 1;
}

/** The motions of a plan, for its image. */
export function movementOf({
  spec,
  image,
  layout,
}: Pick<RenderPlan, 'spec' | 'image' | 'layout'>): Movement {
  return createMovement(spec.motions, image, layout.window);
}

/** True when each pixel of the canvas is a texel in every frame: then nothing has to be filtered. */
export function showsTexelsExactly(plan: RenderPlan): boolean {
  const { image, texture, layout } = plan;
  const slide = movementOf(plan).slide;
  return (
    isSameSize(texture, layout.box) &&
    isSameSize(image, layout.box) &&
    isWhole(layout.window) &&
    slide?.perFrame.denominator === 1
  );
}

/** What is sampled without a filter is sampled as it is. */
function textureOf(
  spec: RenderSpec,
  image: Size,
  layout: Layout,
  timeline: Timeline,
): Pick<RenderPlan, 'texture' | 'shrinks'> {
  if (spec.filter === 'nearest') return { texture: image, shrinks: false };
  const movement = movementOf({ spec, image, layout });
  const texture = textureSize(movement, image, layout, timeline);
  return { texture, shrinks: shrinks(movement, texture, layout, timeline) };
}

function countFrames(
  movement: Movement,
  spec: RenderSpec,
  fps: FrameRate,
  image: Size,
  notes: string[],
): number {
  const frameCount = chosenFrameCount(spec, fps) ?? defaultFrameCount(movement, fps, image);
  assertCountable(frameCount);
  const seam = findSeam(movement, image, frameCount);
  if (seam.jump > 0) {
    const pixels = Number(seam.jump.toFixed(3));
    notes.push(
      `${counted(frameCount, 'frame')} ${frameCount === 1 ? "doesn't" : "don't"} close the loop: played again, the picture jumps ${pixels} px.${describeClosing(movement, seam)}`,
    );
  }
  return frameCount;
}

/** What would close a loop: other frames, another speed, or the way back. */
function describeClosing({ loop }: Movement, { closing, closingStep }: Seam): string {
  if (loop === 'open') return ' With back=on it goes there and back, and closes.';
  const ways = [
    ...(closing === undefined ? [] : [`with ${counted(closing, 'frame')}`]),
    ...(closingStep === undefined ? [] : [`with a step of ${closingStep} px`]),
  ];
  return ways.length === 0 ? '' : ` It closes ${ways.join(', or ')}.`;
}

/** A duration is a number of frames only together with the rate. */
function assertCountable(frameCount: number): void {
  if (frameCount <= LARGEST_FRAME_COUNT) return;
  throw new StillmotionError(
    'usage',
    `The film would have ${frameCount} frames; at most ${LARGEST_FRAME_COUNT} can be rendered.`,
  );
}

function chosenFrameCount({ frames, duration }: RenderSpec, fps: FrameRate): number | undefined {
  return frames ?? (duration === undefined ? undefined : framesIn(duration, fps));
}

/** One whole seamless loop, or once around the picture where that would take too long. */
function defaultFrameCount({ loop, slide }: Movement, fps: FrameRate, image: Size): number {
  if (typeof loop !== 'number') return framesIn(DEFAULT_SECONDS, fps);
  if (slide === undefined || loop <= framesIn(LONGEST_DEFAULT_LOOP_SECONDS, fps)) return loop;
  const { numerator, denominator } = slide.perFrame;
  return Math.max(1, Math.round((extent(image, slide.axis) * denominator) / Math.abs(numerator)));
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
