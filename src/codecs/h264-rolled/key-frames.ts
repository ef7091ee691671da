import type { QualityName } from '../../core/quality.ts';
import type { RolledPlan } from './film.ts';
import type { Geometry } from './geometry.ts';
import { codeKeyPicture } from './key-picture.ts';
import { NAL_UNIT, nalUnit } from '../h264-stream/nal-unit.ts';
import { OddPictures } from './odd-picture.ts';
import { createPicture, type Picture } from './picture.ts';
import { chooseQuantiser } from './quality.ts';
import type { Quantiser } from './quantiser.ts';
import { Slice } from './slice.ts';
import { writeKeyHeader, writeOddHeader } from './slice-header.ts';
import { cutWindow, type ImagePlanes } from './window.ts';

/** Key pictures that come again are kept, up to so many bytes. */
const MOST_KEPT = 64 << 20;

/**
 * idr_pic_id of key pictures in even and odd frames: both are 011 and 010 in their code, so that one takes the other's
 * place without moving what follows.
 */
const IDR_PIC_IDS = [1, 2] as const;
/** Behind the NAL unit's header and the byte of first_mb_in_slice and slice_type. */
const IDR_PIC_ID_BYTE = 2;
/** idr_pic_id's last bit. */
const IDR_PIC_ID_BIT = 1;

/** Where the image stands, px. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A key picture, and the picture a frame later to which those refer that are an odd way from it: NAL units. */
export interface References {
  readonly key: Uint8Array;
  /** Left out where steps are even, and where nothing follows the key picture. */
  readonly odd?: Uint8Array;
}

/** What a film shows: its first two frames, of which the second one is at an odd place where steps are odd. */
export type FirstFrames = readonly [ImagePlanes, ImagePlanes];

/** The pictures of a film that others refer to, each coded once. */
export class KeyFrames {
  readonly #frames: FirstFrames;
  readonly #geometry: Geometry;
  readonly #step: Position;
  readonly #picture: Picture;
  readonly #quantiser: Quantiser;
  readonly #odd: OddPictures | undefined;
  readonly #kept = new Map<string, References>();
  #keptBytes = 0;

  constructor(
    frames: FirstFrames,
    { geometry, step, odd }: RolledPlan,
    quality: QualityName | number,
  ) {
    const { columns, rows } = geometry;
    this.#frames = frames;
    this.#geometry = geometry;
    this.#step = { x: step.x / 4, y: step.y / 4 };
    this.#picture = createPicture(columns, rows);
    // By the image itself, wherever the film begins: all parts of it have the same QP.
    cutWindow(frames[0], geometry, 0, 0, this.#picture);
    this.#quantiser = chooseQuantiser(quality, this.#picture, geometry);
    if (odd) this.#odd = new OddPictures(geometry);
  }

  /**
   * The key picture of a frame and what goes with it. Those of neighbouring frames differ in their idr_pic_id
   * (7.4.3), which goes by the frame alone, so that ranges and resumed films have the same bytes.
   *
   * @param frame counted from 0
   * @param alone no frame follows the key picture
   */
  at(position: Position, frame: number, alone: boolean): References {
    const name = `${position.x},${position.y},${alone}`;
    const references = this.#kept.get(name) ?? this.#code(position, alone);
    this.#keep(name, references);
    return frame % 2 === 0 ? references : { ...references, key: withOtherId(references.key) };
  }

  #code(position: Position, alone: boolean): References {
    const key = this.#codeKey(position);
    return this.#odd === undefined || alone
      ? { key }
      : { key, odd: this.#codeOdd(position, this.#odd) };
  }

  #codeKey(position: Position): Uint8Array {
    this.#cut(position);
    const slice = new Slice(this.#picture.kernel);
    writeKeyHeader(slice, this.#quantiser.qp, IDR_PIC_IDS[0]);
    codeKeyPicture(this.#picture, this.#geometry, this.#quantiser, slice);
    return nalUnit(3, NAL_UNIT.idrSlice, slice.finish());
  }

  /** A frame after the key picture that was coded last. */
  #codeOdd({ x, y }: Position, odd: OddPictures): Uint8Array {
    const step = this.#step;
    this.#cut({ x: x + step.x, y: y + step.y });
    const slice = new Slice(this.#picture.kernel);
    writeOddHeader(slice, this.#quantiser.qp);
    odd.write(slice, this.#picture, 4 * step.x, 4 * step.y);
    return nalUnit(2, NAL_UNIT.slice, slice.finish());
  }

  /** Takes what has samples there: the second frame, a step on from the first, at odd places. */
  #cut({ x, y }: Position): void {
    const { x: right, y: down } = this.#step;
    if (this.#odd === undefined || (x % 2 === 0 && y % 2 === 0))
      cutWindow(this.#frames[0], this.#geometry, x, y, this.#picture);
    else cutWindow(this.#frames[1], this.#geometry, x - right, y - down, this.#picture);
  }

  #keep(name: string, references: References): void {
    const bytes = references.key.length + (references.odd?.length ?? 0);
    if (this.#kept.has(name) || this.#keptBytes + bytes > MOST_KEPT) return;
    this.#kept.set(name, references);
    this.#keptBytes += bytes;
  }
}

function withOtherId(unit: Uint8Array): Uint8Array {
  const other = unit.slice();
  other[IDR_PIC_ID_BYTE] = (unit[IDR_PIC_ID_BYTE] ?? 0) ^ IDR_PIC_ID_BIT;
  return other;
}
