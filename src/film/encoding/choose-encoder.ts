import {
  describeRolled,
  FINEST_QP,
  type RolledFilm,
  type RolledHeader,
} from '../../codecs/h264-rolled/index.ts';
import { h264 } from '../../codecs/h264.ts';
import type { Fraction } from '../../core/fraction.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { QualityName } from '../../core/quality.ts';
import { formatSize, isSameSize } from '../../core/size.ts';
import { isWhole } from '../../motions/movement.ts';
import { BLUR } from '../frame/background.ts';
import { roundUp } from '../frame/codec-limits.ts';
import { drawnSlides, movementOf, type RenderPlan, showsTexelsExactly } from '../plan.ts';
import { samplingOf } from '../spec/film-sampling.ts';
import { standsStill } from '../frame/still.ts';

/** A film of vectors, and what is known of it before it is written. */
export interface Rolled {
  readonly film: RolledFilm;
  readonly header: RolledHeader;
}

export interface EncoderChoice {
  /** Left out: the browser's encoder writes the film. */
  readonly rolled?: Rolled;
  /** Nobody would ask why it isn't vectors. */
  readonly isExpected?: true;
  /** Why, for people. */
  readonly reason: string;
}

const AS_ASKED = 'as asked for';
const NO_STEP: Fraction = { numerator: 0, denominator: 1 };

/** So many columns or rows of macroblocks stored raw are a price; more are a film that is no smaller. */
const MOST_RAW_LINES = 2;

/**
 * Decides what writes a film of video. `auto` takes vectors wherever they show what an encoder would be given:
 * in less time, a fraction of the bytes, and no further from the picture (docs/h264-rolled.md).
 *
 * @param keyInterval key frames come at its multiples
 * @throws StillmotionError `usage` where `rolled` is asked for and can't write the film exactly
 */
export function chooseEncoder(plan: RenderPlan, keyInterval: number): EncoderChoice {
  const { encoder } = plan.spec;
  if (encoder === 'webcodecs') return { reason: AS_ASKED, isExpected: true };
  const rolled = planRolledFilm(plan, keyInterval);
  if (typeof rolled !== 'string')
    return {
      rolled,
      reason: encoder === 'rolled' ? AS_ASKED : whyRolled(plan),
    };
  if (encoder === 'rolled') throw refusal(rolled);
  return { reason: rolled, ...(!couldBeVectors(plan) && { isExpected: true }) };
}

/** Whether it looks as if vectors could say all of a film. */
function couldBeVectors(plan: RenderPlan): boolean {
  const { spec } = plan;
  if (spec.codec !== h264.name || spec.pictures !== undefined) return false;
  return standsStill(plan) || (spec.effects.length === 0 && drawnSlides(plan) !== undefined);
}

function whyRolled(plan: RenderPlan): string {
  return standsStill(plan)
    ? 'nothing moves, so that the picture is there once'
    : 'one picture, and vectors that move it';
}

/** Plans a film of vectors that shows what every other engine shows, or says why there is none. */
export function planRolledFilm(plan: RenderPlan, keyInterval: number): Rolled | string {
  const film = rolledFilmOf(plan, keyInterval);
  if (typeof film === 'string') return film;
  const header = describeRolled(film);
  if (typeof header === 'string') return header;
  return whyTooRaw(film, header) ?? { film, header };
}

function rolledFilmOf(plan: RenderPlan, keyInterval: number): RolledFilm | string {
  const { spec, layout, fps, frameCount, range } = plan;
  if (spec.codec !== h264.name) return `It writes H.264 alone, and the codec is ${spec.codec}.`;
  if (spec.pictures !== undefined) return 'Vectors move one picture, and this film has several.';
  if (samplingOf(spec) !== undefined) return 'It halves chroma, and that is to be whole.';
  if (spec.bitrate !== undefined) return 'It keeps to a quality and has no bit rate.';
  const { quantizer } = spec;
  if (quantizer !== undefined && (quantizer < FINEST_QP || quantizer > h264.quantizers.coarsest))
    return `Its quantizers are ${FINEST_QP} to ${h264.quantizers.coarsest}, and ${quantizer} was asked for.`;
  if (repeatsKeyFrame(plan, keyInterval))
    return 'The last frame is a key frame, and so is the first, which follows it in the next loop; they would count as one.';
  if (spec.capture !== 'auto') return 'It captures no frames, and a capture was chosen.';
  if (standsStill(plan)) return stillFilm(plan, keyInterval);
  if (spec.effects.length > 0) return 'Vectors move a picture, and effects change it.';
  if (spec.title !== undefined) return 'Vectors move all of a picture, and a title stands still.';
  if (!isSameSize(layout.box, layout.canvas))
    return 'Vectors move all of a picture, and a margin stands still.';
  if (!isWhole(layout.window))
    return 'The frame shows a part of the picture; leave out the canvas, or give a size.';
  if (spec.background === BLUR)
    return 'Vectors move all of a picture, and the one behind it stands still.';
  const { edges } = movementOf(plan);
  const slides = drawnSlides(plan);
  if (slides === undefined) return 'The motion does more than slide.';
  if (
    (['x', 'y'] as const).some((axis) => slides[axis].numerator !== 0 && edges[axis] !== 'repeat')
  )
    return 'The picture does not come back at its other edge.';
  if (!isSameSize(plan.texture, layout.box))
    return 'The frame is larger than the picture: its pixels are filtered.';
  if (plan.exposures.length > 0)
    return 'Vectors move pixels as they are, and samples and shutter mix them.';
  if (!showsTexelsExactly(plan))
    return 'The steps are no whole pixels: frames between are filtered.';
  return {
    size: layout.canvas,
    fps,
    frameCount,
    range,
    step: slides,
    keyInterval,
    quality: spec.quantizer ?? degreeOf(spec.quality),
  };
}

/** A picture that stands is all of its frame, whatever is on it, with the pixels that make odd sides even. */
function stillFilm({ spec, layout, fps, frameCount, range }: RenderPlan, keyInterval: number) {
  return {
    size: roundUp(layout.canvas, h264.multiple),
    fps,
    frameCount,
    range,
    step: { x: NO_STEP, y: NO_STEP },
    keyInterval,
    quality: spec.quantizer ?? degreeOf(spec.quality),
  };
}

/** Key frames that follow one another have to be told apart, by whether their index is odd. */
function repeatsKeyFrame({ spec, range }: RenderPlan, keyInterval: number): boolean {
  const endsWithKey = range.last === range.first || range.last % keyInterval === 0;
  return (
    (spec.loops > 1 || spec.lasts !== undefined) &&
    endsWithKey &&
    (range.last - range.first) % 2 === 0
  );
}

function whyTooRaw({ size }: RolledFilm, { rawMacroblocks }: RolledHeader): string | undefined {
  const longest = Math.ceil(Math.max(size.width, size.height) / 16) + MOST_RAW_LINES;
  if (rawMacroblocks <= MOST_RAW_LINES * longest) return undefined;
  return (
    `A side that is no multiple of 16 px repeats raw in each key frame, and of ${formatSize(size)} ` +
    `that would be ${Math.ceil((rawMacroblocks * 384) / 1000)} kB.`
  );
}

function refusal(reason: string): StillmotionError {
  return new StillmotionError(
    'usage',
    `The encoder rolled can't write this film. ${reason} Choose the encoder webcodecs, or leave it out.`,
  );
}

/** Where nothing can be lost there are no degrees, and all else is as good as it can be. */
export function degreeOf(quality: RenderPlan['spec']['quality']): QualityName {
  return quality === 'lossless' ? 'high' : quality;
}
