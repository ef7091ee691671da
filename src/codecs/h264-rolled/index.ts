import { frameAt } from '../../core/timeline.ts';
import { StillmotionError } from '../../core/errors.ts';
import { BitWriter } from '../h264-stream/bits.ts';
import { countRaw } from './geometry.ts';
import { planRolled, positionAt, type RolledFilm, type RolledPlan } from './film.ts';
import { type FirstFrames, KeyFrames, type Position } from './key-frames.ts';
import { refuseKernel } from './kernel.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from '../h264-stream/nal-unit.ts';
import {
  decoderConfigurationRecord,
  pictureParameterSet,
  sequenceParameterSet,
} from './parameter-sets.ts';
import { RolledPictures } from './rolled-picture.ts';
import { writeRolledHeader } from './slice-header.ts';

export { loadKernel } from './kernel.ts';
export { FINEST_QP } from './quality.ts';
export type { RolledFilm } from './film.ts';
export type { FirstFrames } from './key-frames.ts';
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
  return typeof plan === 'string' ? plan : (refuseKernel() ?? headerOf(film, plan));
}

/** Says in a sentence why a film can't be written exactly as vectors alone, if it can't. */
export function refuses(film: RolledFilm): string | undefined {
  const header = describeRolled(film);
  return typeof header === 'string' ? header : undefined;
}

/** Whether anything is taken from a film's second frame: only where every other one stands at an odd place. */
export function looksAtSecond(film: RolledFilm): boolean {
  const plan = planRolled(film);
  return typeof plan !== 'string' && plan.odd;
}

/**
 * Writes the film of an image that rolls straight as H.264: key pictures, and between them pictures of
 * vectors alone, which show the key picture from another place. There is no encoder that would have to find
 * out. In whole steps luma is the key picture's, sample for sample.
 *
 * @param images frames 0 and 1; the second is looked at where `looksAtSecond` says so
 *
 * @throws StillmotionError `codec-unsupported` for what `refuses` refuses
 */
export function writeRolled(film: RolledFilm, images: FirstFrames): RolledStream {
  const plan = planRolled(film);
  if (typeof plan === 'string') throw new StillmotionError('codec-unsupported', plan);
  return {
    ...headerOf(film, plan),
    chunks: { [Symbol.iterator]: () => frames(film, plan, images) },
  };
}

function headerOf(film: RolledFilm, plan: RolledPlan): RolledHeader {
  const { geometry, level, odd, keyInterval } = plan;
  const sps = sequenceParameterSet({
    columns: geometry.columns,
    rows: geometry.rows,
    shown: film.size,
    fps: film.fps,
    level,
    references: odd ? 2 : 1,
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

function* frames(film: RolledFilm, plan: RolledPlan, images: FirstFrames): Generator<RolledChunk> {
  const { first, last } = film.range;
  const bits = new BitWriter();
  const keys = new KeyFrames(images, plan, film.quality);
  const pictures = new RolledPictures(plan.geometry);
  const isKey = (index: number) =>
    index === first || (index % film.keyInterval) % plan.keyInterval === 0;
  let key = first;
  let odd: Uint8Array | undefined;
  for (let index = first; index <= last; index++) {
    let unit: Uint8Array;
    if (isKey(index)) {
      const alone = index === last || isKey(index + 1);
      const references = keys.at(positionOf(index, film, plan), index, alone);
      key = index;
      unit = references.key;
      odd = references.odd;
    } else if (index - key === 1 && odd !== undefined) unit = odd;
    else unit = rolledUnit(bits, pictures, index - key, plan);
    const { timestamp, duration } = frameAt(index, film);
    yield { data: lengthPrefixed(unit), key: isKey(index), timestamp, duration };
  }
}

/** Where the image stands in a key frame, px. */
function positionOf(index: number, { size }: RolledFilm, { step }: RolledPlan): Position {
  return {
    x: positionAt(index, step.x, size.width) / 4,
    y: positionAt(index, step.y, size.height) / 4,
  };
}

/** @param distance frames since the key picture */
function rolledUnit(
  bits: BitWriter,
  pictures: RolledPictures,
  distance: number,
  { step, odd }: RolledPlan,
): Uint8Array {
  const refersToOdd = odd && distance % 2 !== 0;
  const moved = refersToOdd ? distance - 1 : distance;
  bits.reset();
  writeRolledHeader(bits, distance, refersToOdd ? 'odd of two' : odd ? 'key of two' : 'key alone');
  pictures.write(bits, moved * step.x, moved * step.y, refersToOdd ? 'odd' : 'key');
  return nalUnit(0, NAL_UNIT.slice, bits.finish());
}
