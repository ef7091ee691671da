import { QP } from '../../codecs/h264-rolled/quality.ts';
import { findCodec } from '../../codecs/index.ts';
import { filmSeconds } from '../../containers/film-chunks.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { formatSize, type Size } from '../../core/size.ts';
import { evenBelow } from '../../core/values/whole-numbers.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { Coarseness } from './byte-search.ts';

/** What makes a film smaller: on its codec's scale, in bits, or by its frame. */
export interface Control extends Coarseness {
  /** Where the film stands that was asked for. */
  readonly from: number;
  readonly set: (spec: RenderSpec, at: number) => RenderSpec;
  readonly name: (at: number) => string;
  /** It is the frame that gets smaller. */
  readonly isFrame?: true;
}

/**
 * What a codec quantizes by, or is told.
 *
 * @param bytes of the film that was asked for
 */
export function encoderControl(film: FilmPlan, bytes: number): Control | undefined {
  const codec = findCodec(film.codec);
  if (codec.takes !== 'planes') return undefined;
  const isOurs = film.encoder.name === 'rolled';
  if (!isOurs && film.quantizer === undefined) return rateControl(film, bytes);
  // As far as both are known: doubles of the step of H.264 and HEVC, a quarter of what VP9 and AV1 tell apart.
  const [halving, grain] = codec.quantizers.coarsest === 51 ? [8, 1] : [40, 4];
  return {
    coarsest: codec.quantizers.coarsest,
    halving,
    grain,
    from: film.quantizer ?? OURS[film.quality ?? 'standard'],
    set: (spec, quantizer) => ({ ...spec, quantizer }),
    name: (quantizer) => `quantizer ${quantizer}`,
  };
}

/** About what our H.264 quantizes by; in high quality that depends on the picture. The first try is as asked for anyway. */
const OURS = { ...QP, high: 12 } as const;

const LEAST_RATE = 1000;
/** Steps of a bit rate: 64 halve it. */
const RATE_STEPS = 64;

/** Coarseness is how far a bit rate is below 2^31 bit/s, in steps. */
function rateControl(film: FilmPlan, bytes: number): Control {
  const rateAt = (at: number) => Math.round(2 ** (31 - at / RATE_STEPS));
  const at = (rate: number) => Math.round(RATE_STEPS * (31 - Math.log2(rate)));
  const from = at((8 * bytes) / filmSeconds(film));
  return {
    coarsest: Math.max(from, at(LEAST_RATE)),
    halving: RATE_STEPS,
    grain: 2,
    bottomsOut: true,
    from,
    set: (spec, steps) => ({ ...spec, bitrate: Math.max(LEAST_RATE, rateAt(steps)) }),
    name: (steps) => (steps === from ? `quality ${film.quality}` : `${rateAt(steps)} bit/s`),
  };
}

/** Steps of a frame: so many halve each side. Bytes go by its area, about. */
const FRAME_STEPS = 32;
/** No side gets shorter, px. */
const SHORTEST = 16;

/**
 * A smaller frame of the same film, as long and as fast. A codec of video is coarse in it, too.
 *
 * @returns nothing where the frame's size was asked for, or nothing would be smaller in it
 */
export function frameControl(film: FilmPlan, asked: RenderSpec): Control | undefined {
  const { takes } = findCodec(film.codec);
  if (takes === 'scene' || isSized(asked) || asked.fit === 'none') return undefined;
  const coarse: Partial<RenderSpec> =
    takes === 'planes' && asked.bitrate === undefined && asked.quantizer === undefined
      ? { quality: 'draft' }
      : {};
  const shorter = Math.min(film.size.width, film.size.height);
  return {
    coarsest: Math.max(0, Math.floor(FRAME_STEPS * Math.log2(shorter / SHORTEST))),
    halving: FRAME_STEPS / 2,
    grain: 1,
    from: 0,
    set: (spec, at) => ({ ...shrunk(spec, film, 2 ** (-at / FRAME_STEPS)), ...coarse }),
    name: (at) =>
      `${formatSize(at === 0 ? film.size : scaled(film.size, 2 ** (-at / FRAME_STEPS)))} px`,
    isFrame: true,
  };
}

/** True where somebody said how many px the frame has. */
export function isSized({ canvas, size }: RenderSpec): boolean {
  return size !== undefined || typeof canvas === 'object';
}

/** A frame of about so many bytes as a part of those that it has. */
export function frameOfBytes({ size }: FilmPlan, part: number): Size {
  return scaled(size, Math.sqrt(part));
}

function shrunk(spec: RenderSpec, film: FilmPlan, by: number): RenderSpec {
  const isTimed = (spec.frames ?? spec.duration ?? spec.pictures ?? spec.lasts) !== undefined;
  const speed = spec.motions[0]?.['speed'];
  const isFast = typeof speed === 'number';
  return {
    ...spec,
    canvas: scaled(film.size, by),
    // The length of a roll that says none follows from its frame, and a speed counts in that.
    ...(!isTimed && !isFast && { frames: film.frameCount }),
    ...(isFast && {
      motions: spec.motions.map((motion, n) =>
        n === 0 ? { ...motion, speed: speed * by } : motion,
      ),
    }),
  };
}

function scaled({ width, height }: Size, by: number): Size {
  const side = (px: number) => Math.max(2, evenBelow(Math.round(px * by) + 1));
  return { width: side(width), height: side(height) };
}
