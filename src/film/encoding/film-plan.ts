import { asNumber, type Fraction } from '../../core/fraction.ts';
import { StillmotionError } from '../../core/errors.ts';
import { rangeLength, type RenderPlan, specOfPicture } from '../plan.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { formatSize, isSameSize, type Size } from '../../core/size.ts';
import type { Codec, ImageCodec, RawCodec, SceneCodec } from '../../codecs/codec.ts';
import { gif } from '../../codecs/gif.ts';
import { h264 } from '../../codecs/h264.ts';
import { findCodec } from '../../codecs/index.ts';
import { chooseEncoder, degreeOf, type Rolled } from './choose-encoder.ts';
import { assertSeenThrough } from './assert-seen-through.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';
import { standsStill } from '../frame/still.ts';
import type { Container } from '../../containers/container.ts';
import { CONTAINERS, findContainer } from '../../containers/index.ts';
import { roundUp } from '../frame/codec-limits.ts';
import { type CodedPlan, planVideo } from './film-rate.ts';
import { assertDepth } from './assert-depth.ts';
import { assertSampled } from './assert-sampled.ts';
import { isDeep, samplingOf } from '../spec/film-sampling.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { framesIn } from '../../core/timeline.ts';

/** A key frame at least this often, so that players seek well. */
const KEY_FRAME_SECONDS = 5;
/**
 * Where nothing moves a key frame only says again what is there, at the price of a hundred frames and more that don't,
 * and a player that seeks goes through these in no time. An encoder has to make each of them once.
 */
const STILL_SECONDS = { rolled: 60, encoded: 10 };
/**
 * Pictures of vectors are decoded in a moment each, so that a player seeks through as many of them as x264 has between
 * key frames; and a roll has nearly all of its bytes in these.
 */
const ROLLED_GOP = { frames: 250, seconds: 10 };
/** A film of more frames than this has GOPs in pairs: two encoders can share it evenly. */
const SHORT_FILM = 24;

/**
 * Decides everything that the codec's own rules decide; `agree` asks the encoder.
 *
 * @throws StillmotionError `frame-too-large` outside the codec's limits, `usage` for a bit rate above them
 */
export function planFilm(plan: RenderPlan): FilmPlan {
  const { spec, layout, fps, frameCount, cycle, range } = plan;
  const codec = findCodec(spec.codec);
  assertHeld(spec.format, codec);
  assertHasPalette(spec);
  assertPlays(spec);
  const container = findContainer(spec.format);
  assertSampled(codec, container, spec);
  assertSeenThrough(codec, spec, container);
  assertDepth(codec, container, spec);
  const size = roundUp(layout.canvas, codec.multiple);
  const rate = asNumber(fps);
  const film = {
    codec: codec.name,
    container: spec.format,
    size,
    fps,
    frameCount,
    cycle,
    range,
    still: standsStill(plan),
    ...(spec.background === TRANSPARENT && { transparent: true as const }),
    ...(isDeep(spec) && { depth: 10 as const }),
    ...loopsOf(plan),
    ...(spec.once === true && { once: true as const }),
    notes: [...describeRounding(codec, layout.canvas, size), ...describeDelays(container, fps)],
  };
  if (codec.takes === 'rgba') return { ...film, ...planImages(codec, size, spec) };
  if (codec.takes === 'frames') return { ...film, ...planRaw(codec, spec) };
  if (codec.takes === 'scene') return { ...film, ...planScene(codec, spec) };
  const interval = film.still
    ? framesIn(STILL_SECONDS.encoded, fps)
    : keyFrameInterval(frameCount, rate);
  const { rolled, ...choice } = chooseEncoder(
    plan,
    film.still ? framesIn(STILL_SECONDS.rolled, fps) : rolledInterval(frameCount, rate),
  );
  if (rolled) return { ...film, ...planRolled(rolled, choice.reason) };
  return {
    ...film,
    ...planVideo(codec, layout.canvas, size, rate, spec, samplingOf(spec)),
    encoder: { name: 'webcodecs', ...choice },
    ...(codec.name === h264.name && showsOn(plan) && { repeats: 'encoded' as const }),
    keyFrameInterval: interval,
  };
}

/** Frames stand for whole units of the file, some for one more than others. */
function describeDelays({ label, delays }: Container, fps: Fraction): string[] {
  if (delays === undefined) return [];
  const each = (delays.perSecond * fps.denominator) / fps.numerator;
  if (Number.isInteger(each)) return [];
  return [
    `${label} counts in ${delays.name}: frames stand for ${Math.floor(each)} or ${Math.ceil(each)} of them, and none comes more than half of one early or late.`,
  ];
}

/** True where some frames of a film show what the one before shows, as far as can be told of pictures that weren't opened. */
function showsOn(plan: RenderPlan): boolean {
  const { show, spec } = plan;
  if (show === undefined) return standsStill(plan);
  return (spec.pictures ?? []).some((_, n) =>
    standsStill({ ...plan, spec: specOfPicture(plan, n) }),
  );
}

/** A film that lasts for a time is its loop over and over, the last one cut. */
function loopsOf({ spec, fps, range }: RenderPlan): Pick<FilmPlan, 'loops' | 'length'> {
  if (spec.lasts === undefined) return { loops: spec.loops };
  const length = framesIn(spec.lasts, fps);
  return { loops: Math.ceil(length / rangeLength(range)), length };
}

/** Vectors may reach less far than from one key frame to the next. */
function planRolled({ film, header }: Rolled, reason: string) {
  return {
    encoder: { name: 'rolled', reason },
    codecString: header.codec,
    bitrate: 0,
    ...(typeof film.quality === 'number'
      ? { quality: undefined, quantizer: film.quality }
      : { quality: film.quality }),
    keyFrameInterval: header.keyInterval,
  } as const;
}

/** Each frame by itself. */
type IntraPlan = CodedPlan & Pick<FilmPlan, 'encoder' | 'keyFrameInterval'>;

/** Pictures that follow one another within a GOP cross at once, as they are large. */
const IMAGES_A_GOP = 8;

function planImages(
  { label, mime, largest, qualities }: ImageCodec,
  { width, height }: Size,
  spec: RenderSpec,
): IntraPlan {
  if (Math.max(width, height) > largest) {
    throw new StillmotionError(
      'frame-too-large',
      `${label} takes sides of at most ${largest} px here; the frame has ${formatSize({ width, height })}.`,
    );
  }
  assertNoVideo(label, spec);
  return {
    codecString: mime,
    encoder: { name: 'pictures', reason: 'each frame is a picture by itself' },
    bitrate: 0,
    quality: qualities && degreeOf(spec.quality),
    keyFrameInterval: IMAGES_A_GOP,
  };
}

/** Frames cross one by one, as they are large. */
function planRaw({ name, label }: RawCodec, spec: RenderSpec): IntraPlan {
  assertNoVideo(label, spec);
  return {
    codecString: name,
    encoder: { name: 'raw', reason: 'frames stay as they are' },
    bitrate: 0,
    quality: undefined,
    keyFrameInterval: 1,
  };
}

/** Of most frames there is nothing to be said. */
const EMPTY_A_GOP = 1000;

function planScene({ name, label }: SceneCodec, spec: RenderSpec): IntraPlan {
  assertNoVideo(label, spec);
  return {
    codecString: name,
    encoder: { name: 'scene', reason: 'the file draws its frames itself' },
    bitrate: 0,
    quality: undefined,
    keyFrameInterval: EMPTY_A_GOP,
  };
}

/** Nothing is taken that only has a meaning for video. */
function assertNoVideo(label: string, { bitrate, quantizer, encoder }: RenderSpec): void {
  if (quantizer !== undefined)
    throw new StillmotionError(
      'usage',
      `${label} has no quantizer; leave it out, or choose another codec.`,
    );
  if (bitrate !== undefined)
    throw new StillmotionError(
      'usage',
      `${label} has no bit rate; leave it out, or choose another codec.`,
    );
  if (encoder === 'rolled')
    throw new StillmotionError(
      'usage',
      `The encoder rolled writes H.264 alone, and the codec is ${label}; leave one of them out.`,
    );
}

/** What is said of a palette is for films that have one. */
function assertHasPalette({ dither, palette, codec }: RenderSpec): void {
  const said = dither === undefined ? palette && 'palette' : 'dither';
  if (said === undefined || codec === gif.name) return;
  throw new StillmotionError(
    'usage',
    `Only GIF has so few colours that they stand in a palette, and the codec is ${findCodec(codec).label}; leave the ${said} out.`,
  );
}

/** How often video is played is its player's choice. */
function assertPlays({ once, format }: RenderSpec): void {
  const container: Container = findContainer(format);
  if (once !== true || container.plays) return;
  const those = CONTAINERS.filter((each: Container) => each.plays).map(({ name }) => name);
  throw new StillmotionError(
    'usage',
    `${container.label} has no place for how often it is played; leave once out, or choose a format that has: ${those.join(', ')}.`,
  );
}

function assertHeld(format: string, { name, label }: Codec): void {
  const container = findContainer(format);
  if (container.codecs.includes(name)) return;
  throw new StillmotionError(
    'usage',
    `${container.label} can't hold ${label}; it takes ${container.codecs.join(', ')}.`,
  );
}

function keyFrameInterval(frames: number, rate: number): number {
  const seekable = Math.max(1, Math.floor(KEY_FRAME_SECONDS * rate));
  const pairs = Math.ceil(frames / (2 * seekable));
  return frames > SHORT_FILM ? Math.ceil(frames / (2 * pairs)) : seekable;
}

/** GOPs of about the same length: one does the work for all of them. */
function rolledInterval(frames: number, rate: number): number {
  const { frames: most, seconds } = ROLLED_GOP;
  const seekable = Math.max(1, Math.min(most, Math.floor(seconds * rate)));
  return Math.ceil(frames / Math.ceil(frames / seekable));
}

function describeRounding({ label }: Codec, canvas: Size, film: Size): string[] {
  if (isSameSize(canvas, film)) return [];
  const twice = [
    ...(film.width === canvas.width ? [] : ['column']),
    ...(film.height === canvas.height ? [] : ['row']),
  ];
  return [
    `${label} takes only even sizes: ${formatSize(canvas)} becomes ${formatSize(film)}, with its last ${twice.join(' and ')} twice.`,
  ];
}
