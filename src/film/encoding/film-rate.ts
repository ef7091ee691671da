import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan, SteadyRate } from '../../core/film-plan.ts';
import type { QualityName } from '../../core/quality.ts';
import type { Sampling } from '../../core/sampling.ts';
import { formatSize, isSameSize, type Size } from '../../core/size.ts';
import type { Level, Steady, VideoCodec } from '../../codecs/codec.ts';
import { CODECS, isEverywhere } from '../../codecs/index.ts';
import { accepts, fitsLevel, nearestFit } from '../frame/codec-limits.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';
import { isDeep } from '../spec/film-sampling.ts';
import type { RenderSpec } from '../spec/spec.ts';

/** How many times the standard bits a quality gets, where they are guessed. */
const QUALITIES: Readonly<Record<QualityName, number>> = { draft: 0.4, standard: 1, high: 3 };

/** What of a plan depends on its codec. */
export type CodedPlan = Pick<
  FilmPlan,
  'codecString' | 'bitrate' | 'quality' | 'quantizer' | 'steady' | 'sampling'
>;

/**
 * Decides what an encoder is told of bits, and the level that holds them.
 *
 * @param sampling left out: 4:2:0
 * @throws StillmotionError `frame-too-large` outside the codec's limits, `usage` for a bit rate or a quantizer outside
 */
export function planVideo(
  codec: VideoCodec,
  canvas: Size,
  size: Size,
  rate: number,
  spec: RenderSpec,
  sampling?: Sampling,
): CodedPlan {
  const levels = levelsFor(codec, size, rate);
  if (levels.length === 0) throw outsideLimits(codec, canvas);
  const { level, ...told } = planBits(codec, levels, size, rate, spec);
  const depth = isDeep(spec) ? 10 : undefined;
  const codecString = codec.codecString(level.id, sampling, depth, spec.background === TRANSPARENT);
  return { ...told, codecString, ...(sampling && { sampling }) };
}

/** The level that holds the bits, and how the encoder is told of them. */
type ToldBits = Omit<CodedPlan, 'codecString' | 'sampling'> & { readonly level: Level };

function planBits(
  codec: VideoCodec,
  levels: readonly Level[],
  size: Size,
  rate: number,
  spec: RenderSpec,
): ToldBits {
  if (spec.bitrate !== undefined) {
    return { ...askedRate(codec, levels, spec.bitrate), quality: undefined };
  }
  if (spec.quantizer === undefined && spec.quality !== 'lossless')
    return planQuality(codec, levels, size, rate, spec.quality);
  const { quantizer = 0 } = spec;
  assertQuantizer(codec, quantizer);
  const level = presetLevel(codec, levels, bitrateFor(codec, size, rate, 'high'));
  return { level, bitrate: 0, quality: undefined, quantizer };
}

function assertQuantizer({ label, quantizers: { coarsest } }: VideoCodec, asked: number): void {
  if (asked <= coarsest) return;
  throw new StillmotionError(
    'usage',
    `The quantizer is ${asked}, and those of ${label} are 0 to ${coarsest}; give one of them, or leave it to the quality.`,
  );
}

/** Enough bits for the quality to be kept, and as many as are guessed where an encoder can't keep it. */
function planQuality(
  codec: VideoCodec,
  levels: readonly Level[],
  size: Size,
  rate: number,
  quality: QualityName,
): ToldBits {
  const guessed = bitrateFor(codec, size, rate, quality);
  const steady = codec.steady?.[quality];
  const most = (steady?.bitsPerPixel ?? 0) * size.width * size.height * rate;
  const level = presetLevel(codec, levels, Math.max(guessed, most));
  return {
    level,
    bitrate: Math.min(guessed, level.bits),
    quality,
    ...(steady && { steady: steadyRate(steady, Math.min(most, level.bits)) }),
  };
}

/** Any encoder takes rates between these. */
const TOLD = { least: 1000, most: 200_000_000 };

function steadyRate(steady: Steady, bits: number): SteadyRate {
  const { bitsPerPixel: _, rehearsed = false, ...mode } = steady;
  const told = Math.round(Math.min(TOLD.most, Math.max(TOLD.least, bits)));
  return { ...mode, told, rehearsed };
}

/**
 * The levels that the film fits into, lowest first; above the last one's rate, the last one whose frame
 * fits; none outside all.
 */
function levelsFor(codec: VideoCodec, size: Size, rate: number): readonly Level[] {
  const fitting = codec.levels.filter((level) => fitsLevel(codec, level, size));
  const first = fitting.findIndex(({ second }) => codec.measure(size) * rate <= second);
  return fitting.slice(first);
}

interface Rate {
  readonly level: Level;
  readonly bitrate: number;
}

/**
 * A quality's bits raise the level among those that any decoder takes, or for frames as large, and are cut
 * at the last of them: a decoder for larger frames would be too much to ask for a matter of taste.
 */
function presetLevel({ commonFrame }: VideoCodec, levels: readonly Level[], wanted: number): Level {
  const [first] = levels;
  const easy = levels.filter(
    (level) => level.frame <= commonFrame || isForSameFrames(level, first),
  );
  const level = easy.find(({ bits }) => wanted <= bits) ?? easy.at(-1);
  if (level === undefined) throw new Error('no level');
  return level;
}

function isForSameFrames(level: Level, other: Level | undefined): boolean {
  return level.frame === other?.frame && isSameSize(level.sides, other.sides);
}

function askedRate({ label }: VideoCodec, levels: readonly Level[], asked: number): Rate {
  const level = levels.find(({ bits }) => asked <= bits);
  if (level !== undefined) return { level, bitrate: asked };
  throw new StillmotionError(
    'usage',
    `The bit rate ${asked} bit/s is more than ${label} may have: at most ${levels.at(-1)?.bits} bit/s. Ask for less, or leave the bit rate to the quality.`,
  );
}

/** Slow films get more bits a frame, as their neighbours have less in common: the rate's root. */
function bitrateFor(codec: VideoCodec, size: Size, rate: number, quality: QualityName): number {
  const perFrame = codec.bitsPerPixel * size.width * size.height * QUALITIES[quality];
  return Math.round(Math.max(50_000, perFrame * 30 * Math.sqrt(rate / 30)));
}

function outsideLimits(codec: VideoCodec, size: Size): StillmotionError {
  const largest = codec.levels.at(-1);
  const others = CODECS.filter(
    (other) => other.takes === 'planes' && isEverywhere(other) && accepts(other, size),
  ).map(({ label }) => label);
  return new StillmotionError(
    'frame-too-large',
    `${codec.label} can't encode ${formatSize(size)}: it takes sides of ${codec.smallest} to ${largest?.sides.width} px and at most ${largest?.frame} ${codec.unit} a frame. ` +
      `The nearest size that fits is ${formatSize(nearestFit(codec, size))}; ` +
      (others.length === 0
        ? 'no other codec of video here takes it either.'
        : `${others.join(' and ')} can encode it as it is.`),
  );
}
