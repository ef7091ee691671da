import { frameAt } from '../../core/timeline.ts';
import { StillmotionError } from '../../core/errors.ts';
import { BitWriter } from './bits.ts';
import { countRaw } from './geometry.ts';
import { planRolled, positionAt, type RolledFilm, type RolledPlan } from './film.ts';
import { KeyFrames } from './key-frames.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from './nal-unit.ts';
import {
  decoderConfigurationRecord,
  pictureParameterSet,
  sequenceParameterSet,
} from './parameter-sets.ts';
import { RolledPictures } from './rolled-picture.ts';
import { writeRolledHeader } from './slice-header.ts';
import type { ImagePlanes } from './window.ts';

export type { RolledFilm } from './film.ts';
export { QUALITIES } from './quality.ts';
export type { ImagePlanes } from './window.ts';

/** One coded frame, its NAL unit after its length in four bytes. */
export interface RolledChunk {
  readonly data: Uint8Array;
  readonly key: boolean;
  /** µs from frame 0. */
  readonly timestamp: number;
  /** µs */
  readonly duration: number;
}

/** What is known of a film before any of it is written. */
export interface RolledHeader {
  /** RFC 6381, e.g. `avc1.42c01f`. */
  readonly codec: string;
  /** An AVCDecoderConfigurationRecord. */
  readonly description: Uint8Array;
  /** As asked for, or shorter where vectors don't reach as far. */
  readonly keyInterval: number;
  /** Macroblocks that each key picture stores raw, 384 bytes each. */
  readonly rawMacroblocks: number;
}

/** A film in H.264. */
export interface RolledStream extends RolledHeader {
  /** Made one by one as they are asked for. */
  readonly chunks: Iterable<RolledChunk>;
}

/** Describes the film's stream, or says in a sentence why it can't be written exactly as vectors alone. */
export function describeRolled(film: RolledFilm): RolledHeader | string {
  const plan = planRolled(film);
  return typeof plan === 'string' ? plan : headerOf(film, plan);
}

/** Says in a sentence why a film can't be written exactly as vectors alone, if it can't. */
export function refuses(film: RolledFilm): string | undefined {
  const header = describeRolled(film);
  return typeof header === 'string' ? header : undefined;
}

/**
 * Writes the film of an image that rolls straight as H.264: key pictures, and between them pictures of
 * vectors alone, which show the key picture from another place. There is no encoder that would have to find
 * out. In whole steps luma is the key picture's, sample for sample.
 *
 * @throws StillmotionError `codec-unsupported` for what `refuses` refuses
 */
export function writeRolled(film: RolledFilm, image: ImagePlanes): RolledStream {
  const plan = planRolled(film);
  if (typeof plan === 'string') throw new StillmotionError('codec-unsupported', plan);
  return {
    ...headerOf(film, plan),
    chunks: { [Symbol.iterator]: () => frames(film, plan, image) },
  };
}

function headerOf(film: RolledFilm, { geometry, level, keyInterval }: RolledPlan): RolledHeader {
  const sps = sequenceParameterSet({
    columns: geometry.columns,
    rows: geometry.rows,
    shown: film.size,
    fps: film.fps,
    level,
  });
  return {
    codec: codecString(sps),
    description: decoderConfigurationRecord(sps, pictureParameterSet()),
    keyInterval,
    rawMacroblocks: countRaw(geometry),
  };
}

/** profile_idc, constraints and level_idc in hex. */
function codecString(sps: Uint8Array): string {
  const hex = [...sps.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `avc1.${hex.join('')}`;
}

function* frames(film: RolledFilm, plan: RolledPlan, image: ImagePlanes): Generator<RolledChunk> {
  const { first, last } = film.range;
  const bits = new BitWriter();
  const keys = new KeyFrames(image, plan.geometry, film.quality);
  const pictures = new RolledPictures(plan.geometry);
  let key = first;
  for (let index = first; index <= last; index++) {
    const isKey = index === first || (index % film.keyInterval) % plan.keyInterval === 0;
    if (isKey) key = index;
    const unit = isKey
      ? keys.at(pixelsAt(index, film, plan), index)
      : rolledUnit(bits, pictures, index - key, plan);
    const { timestamp, duration } = frameAt(index, film);
    yield { data: lengthPrefixed(unit), key: isKey, timestamp, duration };
  }
}

/** Where the image stands in a key frame, px. */
function pixelsAt(index: number, { size }: RolledFilm, { step }: RolledPlan) {
  return {
    x: positionAt(index, step.x, size.width) / 4,
    y: positionAt(index, step.y, size.height) / 4,
  };
}

function rolledUnit(
  bits: BitWriter,
  pictures: RolledPictures,
  distance: number,
  { step }: RolledPlan,
): Uint8Array {
  bits.reset();
  writeRolledHeader(bits, distance);
  pictures.write(bits, distance * step.x, distance * step.y);
  return nalUnit(0, NAL_UNIT.slice, bits.finish());
}
