import { asNumber } from '../../core/fraction.ts';
import * as v from 'valibot';
import { CODEC_NAMES } from '../../codecs/index.ts';
import { DEPTH_NAMES } from '../../core/planes/depth.ts';
import { AUTO } from './seen-through.ts';
import { CAPTURE_NAMES } from '../../codecs/webcodecs/choose-capture.ts';
import { ENCODER_NAMES } from './encoder-names.ts';
import { DITHER_NAMES } from '../../codecs/gif/dither-names.ts';
import { PALETTE_NAMES } from '../../codecs/gif/palette-names.ts';
import { CONTAINER_NAMES } from '../../containers/index.ts';
import { isShape } from '../../core/values/canvas.ts';
import { ASKED_QUALITIES } from '../../core/quality.ts';
import { StillmotionError } from '../../core/errors.ts';
import {
  FrameRangeSchema,
  FrameRateSchema,
  LARGEST_BIT_RATE,
  LARGEST_FRAME_COUNT,
  MOST_EFFECTS,
  MOST_HELD,
  MOST_MOTIONS,
  SLOWEST,
  crop,
  effect,
  motion,
  numbered,
  seconds,
  share,
  size,
  title,
  whole,
} from './spec-fields.ts';
import { soundFields } from './sound-fields.ts';
import { pictures, transitions } from './show-fields.ts';
import { describeFault, type Fault, faultOf, show } from './spec-fault.ts';
import { upgradeSpec } from './upgrade-spec.ts';
import type { MotionSpec } from '../../motions/motion.ts';
import { completeMotion } from '../../motions/motion-text.ts';
import { type EffectSpec, movesByMap } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { clockOf } from '../../motions/movement.ts';

/** How an image is brought into a frame; only `stretch` distorts it. */
export const FIT_NAMES = ['cover', 'contain', 'stretch', 'none'] as const;
/** How the image is sampled between its pixels. */
export const FILTER_NAMES = ['linear', 'cubic', 'nearest'] as const;
/** How many samples colours have: as many as brightness, or a quarter. */
export const CHROMA_NAMES = ['420', '444'] as const;
/** Along each axis: more would be more than a shader holds transforms of. */
const MOST_SAMPLES = 8;

/**
 * What moves a picture where nobody says. What an effect moves in depth, by a map of the picture, stands still
 * besides: where a roll comes back at the other edge, it would be torn.
 */
function usualMotion(spec: { pictures?: unknown; effects: readonly EffectSpec[] }): MotionSpec {
  if (spec.pictures !== undefined) return { kind: 'kenburns' };
  const isDeep = spec.effects.map(effectOf).some(movesByMap);
  return { kind: 'roll', ...(isDeep && { step: 0 }) };
}

/** The whole job as plain JSON. What is left out is decided by the picture: see `plan.ts`. */
const SpecSchema = v.pipe(
  v.strictObject({
    /** The part of the picture that is taken, as `core/crop.ts` reads it; left out: all of it. */
    crop: v.optional(crop),
    /** Resample that to this size first; left out: as it is. */
    size: v.optional(size),
    /** How the image is sampled where its pixels and the canvas' don't coincide. */
    filter: v.optional(v.picklist(FILTER_NAMES), 'linear'),
    /** A pixel is the mean, in linear light, of so many samples along each axis. */
    samples: v.optional(whole(MOST_SAMPLES), 1),
    /** How long the shutter is open, degrees of 360 a frame; 0: each frame shows one moment. */
    shutter: v.optional(
      v.pipe(
        v.number(),
        v.minValue(0, 'must be at least 0°'),
        v.maxValue(360, 'must be at most 360°'),
      ),
      0,
    ),
    /** What moves the image: the first one, the next one what that one shows, and so on. */
    motions: v.optional(
      v.pipe(v.array(motion), v.maxLength(MOST_MOTIONS, `must be at most ${MOST_MOTIONS} motions`)),
    ),
    /** Pictures that follow one another, and what each has of its own; left out: there is one. */
    pictures: v.optional(pictures),
    /** Seconds from one picture to the next; left out: 4, or as the film's length says. */
    each: v.optional(seconds),
    /** How one goes over into the next, in turn; left out: a fade of a second, or of half of a picture’s time. */
    transitions: v.optional(transitions),
    /** The last picture goes over into the first. */
    closed: v.optional(v.boolean()),
    /** What changes its colours and shapes, one after the other: shaders by name, or by their source. */
    effects: v.optional(
      v.pipe(v.array(effect), v.maxLength(MOST_EFFECTS, `must be at most ${MOST_EFFECTS} effects`)),
      [],
    ),
    /** `fill`: the canvas is the image. `figure`: the image in a margin, the title above it. */
    layout: v.optional(v.picklist(['fill', 'figure']), 'fill'),
    /** The film's frame, px or a shape such as `9:16`; left out: the image, or 640×480 for a figure. */
    canvas: v.optional(
      v.union([
        size,
        v.pipe(v.string(), v.check(isShape, 'must be a frame such as 1920x1080, 1080p or 9:16')),
      ]),
    ),
    /** How the image is brought into the frame; left out: it covers it. */
    fit: v.optional(v.picklist(FIT_NAMES)),
    /** Which part of an image shows that is larger than the frame, or where a smaller one stands; shares. */
    position: v.optional(v.union([v.tuple([share, share]), v.literal('auto')])),
    /** The point of interest, shares of the image; left out: found in the picture where `auto` asks for it. */
    focus: v.optional(v.tuple([share, share])),
    /** What shows around the image and through transparent pixels: a colour, the image itself, blurred, nothing, or as the picture decides. */
    background: v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^(#[0-9a-fA-F]{6}|blur|transparent|auto)$/,
          'must be a colour such as #ffffff, blur, transparent, or auto',
        ),
      ),
      AUTO,
    ),
    /** A template such as `Frame {f:3d}`; left out: no title. */
    title: v.optional(title),
    fps: v.optional(FrameRateSchema, { numerator: 30, denominator: 1 }),
    /** Each picture stands for so many frames, as in stop-motion; frames are counted in pictures. */
    hold: v.optional(whole(MOST_HELD), 1),
    /** Seconds in which motions that go by time go once; left out: the film's length. */
    period: v.optional(seconds),
    /** How many frames; left out: one whole seamless loop. */
    frames: v.optional(whole(LARGEST_FRAME_COUNT)),
    /** Seconds, instead of `frames`. */
    duration: v.optional(seconds),
    /** Render only these frames of the film, both ends included. */
    range: v.optional(FrameRangeSchema),
    /**
     * Seconds that the film's file lasts: its loop over and over, encoded once, or its motion once where that
     * doesn't close. A sound says it.
     */
    lasts: v.optional(seconds),
    /** How many times the film is played through; it is encoded once. */
    loops: v.optional(whole(LARGEST_FRAME_COUNT), 1),
    /** What says itself how often it is played (GIF, APNG, WebP, a page) stops at its end; left out or false: never. */
    once: v.optional(v.boolean()),
    ...soundFields,
    /** `auto`: the first that the format holds and that keeps what is asked for, and what is transparent in the picture. */
    codec: v.optional(v.picklist([AUTO, ...CODEC_NAMES]), AUTO),
    /** The kind of file; its name's ending says it where this doesn't. */
    format: v.optional(v.picklist(CONTAINER_NAMES), 'mp4'),
    quality: v.optional(v.picklist(ASKED_QUALITIES), 'standard'),
    /** `444`: each pixel has a colour of its own; `420`: four share one. */
    chroma: v.optional(numbered(CHROMA_NAMES), '420'),
    /** Bits of each sample, and of whatever the film is drawn from. */
    depth: v.optional(numbered(DEPTH_NAMES), '8'),
    /** Bits a second, instead of what `quality` gives. */
    bitrate: v.optional(
      v.pipe(
        v.number(),
        v.integer('must be a whole number'),
        v.minValue(1000, 'must be at least 1000 bit/s'),
        v.maxValue(LARGEST_BIT_RATE, `must be at most ${LARGEST_BIT_RATE} bit/s`),
      ),
    ),
    /** By what every frame is quantized, on the codec's own scale, instead of what `quality` gives. */
    quantizer: v.optional(
      v.pipe(
        v.number(),
        v.integer('must be a whole number'),
        v.minValue(0, 'must be at least 0'),
        v.maxValue(255, 'must be at most 255'),
      ),
    ),
    /** How a GIF makes colours between those of its palette; left out: ordered. */
    dither: v.optional(v.picklist(DITHER_NAMES)),
    /** Whose colours a GIF's palettes are; left out: the film's. */
    palette: v.optional(v.picklist(PALETTE_NAMES)),
    /** What writes the film; `rolled` writes films that roll by whole pixels, as vectors. */
    encoder: v.optional(v.picklist(ENCODER_NAMES), 'auto'),
    capture: v.optional(v.picklist(CAPTURE_NAMES), 'auto'),
  }),
  v.transform(({ motions, ...spec }) => ({
    ...spec,
    motions: motions ?? [completeMotion(usualMotion(spec))],
  })),
  v.check(
    ({ fps, hold }) => asNumber(fps) / hold >= SLOWEST,
    `takes at most ${1 / SLOWEST} seconds a picture (hold / fps)`,
  ),
  v.check(
    ({ frames, duration }) => frames === undefined || duration === undefined,
    'takes frames or duration, not both',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.value.period === undefined) return;
    const pace = ownPace(dataset.value.motions);
    if (pace !== undefined)
      addIssue({
        message: `A film takes one of period, speed and step; it has the period ${dataset.value.period} s and the ${pace}.`,
      });
  }),
  v.check(
    ({ pictures: several, each, transitions: between, closed }) =>
      several !== undefined || (each ?? between ?? closed) === undefined,
    'takes each, transitions and closed only with several pictures',
  ),
  v.check(
    ({ pictures: several = [], each, frames, duration }) =>
      (frames ?? duration) === undefined ||
      (each === undefined && several.every(({ hold }) => hold === undefined)),
    'takes either how long each picture stands (each, hold) or how long all of them do (frames, duration)',
  ),
  v.check(
    ({ pictures: several, size: asked, capture, encoder }) =>
      several === undefined ||
      (asked === undefined && capture !== 'canvas' && encoder !== 'rolled'),
    'takes no size, no capture canvas and no encoder rolled with several pictures (canvas says how large the frame is)',
  ),
  v.check(
    ({ bitrate, quantizer }) => bitrate === undefined || quantizer === undefined,
    'takes bitrate or quantizer, not both',
  ),
  v.check(
    ({ lasts, loops }) => lasts === undefined || loops === 1,
    'takes lasts or loops, not both',
  ),
  v.check(({ once, loops }) => once !== true || loops === 1, 'takes once or loops, not both'),
  v.check(
    ({ effects, samples, shutter }) => effects.length === 0 || (samples === 1 && shutter === 0),
    'takes samples and shutter only without effects, which see one moment of the picture',
  ),
  v.check(
    ({ layout, fit, position }) => layout !== 'figure' || (fit ?? position) === undefined,
    'takes fit and position only with the layout fill (a figure has its picture whole, in the middle)',
  ),
  v.check(
    ({ layout, background }) => layout !== 'figure' || background !== 'blur',
    'takes the background blur only with the layout fill (a figure is printed on a colour)',
  ),
);

export type RenderSpec = v.InferOutput<typeof SpecSchema>;
/** A spec as people write it: everything may be left out. */
export type SpecInput = v.InferInput<typeof SpecSchema> & {
  /** The only one of `motions`, as specs had it before there were several. */
  readonly motion?: MotionSpec;
};

/** Fills in the defaults and checks every field; at the first that is wrong, says what it is. */
export function checkSpec(input: object): { spec: RenderSpec } | { fault: Fault } {
  const result = v.safeParse(SpecSchema, upgradeSpec(input));
  return result.success ? { spec: result.output } : { fault: faultOf(result.issues[0]) };
}

/**
 * The same of anything at all.
 *
 * @throws StillmotionError `usage`, naming the field, what it was and what it must be.
 */
export function parseSpec(input: unknown): RenderSpec {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new StillmotionError('usage', `A spec is ${show(input)}; expected an object.`);
  }
  const checked = checkSpec(input);
  if ('spec' in checked) return checked.spec;
  throw new StillmotionError('usage', describeFault(checked.fault));
}

/** How fast motions are whose speed no period can say, for people; `undefined` where it can that of one. */
function ownPace(motions: readonly MotionSpec[]): string | undefined {
  if (motions.length === 0 || motions.some((each) => clockOf(each) === 'film')) return undefined;
  const [first] = motions;
  return typeof first?.['step'] === 'number'
    ? `step ${first['step']} px`
    : `speed ${JSON.stringify(first?.['speed'])} px/s`;
}
