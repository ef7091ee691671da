import { BitWriter } from './bits.ts';
import type { Geometry } from './geometry.ts';
import { writeIntraPicture } from './intra-picture.ts';
import { codeKeyPicture } from './key-picture.ts';
import { NAL_UNIT, nalUnit } from './nal-unit.ts';
import { type CodedPicture, createPicture, createPlanes, type Planes } from './picture.ts';
import { chooseQp, type Quality } from './quality.ts';
import { writeKeyHeader } from './slice-header.ts';
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

/** The key pictures of a film, each coded once. */
export class KeyFrames {
  readonly #image: ImagePlanes;
  readonly #geometry: Geometry;
  readonly #source: Planes;
  readonly #picture: CodedPicture;
  readonly #bits = new BitWriter(1 << 16);
  readonly #kept = new Map<string, Uint8Array>();
  #keptBytes = 0;

  constructor(image: ImagePlanes, geometry: Geometry, quality: Quality) {
    const { columns, rows } = geometry;
    this.#image = image;
    this.#geometry = geometry;
    this.#source = createPlanes(columns, rows);
    // By the image itself, wherever the film begins: all parts of it have the same QP.
    cutWindow(image, geometry, 0, 0, this.#source);
    this.#picture = createPicture(columns, rows, chooseQp(this.#source, quality));
  }

  /**
   * A key picture, a NAL unit. Those of neighbouring frames differ in their idr_pic_id (7.4.3), which goes by
   * the frame alone, so that ranges and resumed films have the same bytes.
   *
   * @param place of the image, px
   * @param frame counted from 0
   */
  at(place: { readonly x: number; readonly y: number }, frame: number): Uint8Array {
    const name = `${place.x},${place.y}`;
    const unit = this.#kept.get(name) ?? this.#code(place.x, place.y);
    this.#keep(name, unit);
    return frame % 2 === 0 ? unit : withOtherId(unit);
  }

  #code(x: number, y: number): Uint8Array {
    cutWindow(this.#image, this.#geometry, x, y, this.#source);
    codeKeyPicture(this.#source, this.#geometry, this.#picture);
    this.#bits.reset();
    writeKeyHeader(this.#bits, this.#picture.qp, IDR_PIC_IDS[0]);
    writeIntraPicture(this.#bits, this.#picture);
    return nalUnit(3, NAL_UNIT.idrSlice, this.#bits.finish());
  }

  #keep(name: string, unit: Uint8Array): void {
    if (this.#kept.has(name) || this.#keptBytes + unit.length > MOST_KEPT) return;
    this.#kept.set(name, unit);
    this.#keptBytes += unit.length;
  }
}

function withOtherId(unit: Uint8Array): Uint8Array {
  const other = unit.slice();
  other[IDR_PIC_ID_BYTE] = (unit[IDR_PIC_ID_BYTE] ?? 0) ^ IDR_PIC_ID_BIT;
  return other;
}
