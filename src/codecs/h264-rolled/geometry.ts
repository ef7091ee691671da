import { evenAbove } from '../../core/values/whole-numbers.ts';

/**
 * How a coded picture holds an image that goes on without end: as a window that is longer than the image.
 * Its first samples come again behind the image, so that a macroblock can be fetched in one piece from
 * where the image ends and begins again.
 */

/** One direction of a coded picture, px. */
export interface Side {
  /** Of the image: from here on samples repeat. */
  readonly length: number;
  /** Of the coded picture: whole macroblocks. */
  readonly coded: number;
  /** So many samples behind the image are fetched; what follows is never shown. */
  readonly repeated: number;
  /** The longest vector that occurs, rounded up. */
  readonly reach: number;
  /** So many samples of a picture that is made of the key picture, a frame later, are as a key picture's would be. */
  readonly remade: number;
}

/** Motion along one direction. */
export interface Travel {
  /** Quarters of a pixel from frame to frame. */
  readonly step: number;
  /** Frames from a key picture to the last one that refers to it. */
  readonly frames: number;
}

/** How far vectors may reach, px (A.3.1, and table A-1 from level 3.1 on). */
export const FARTHEST = { x: 2048, y: 512 } as const;

const MACROBLOCK = 16;
/** A macroblock's samples behind the image where it begins in its last two, as even steps do at most. */
const OVERHANG = MACROBLOCK - 2;
/** Samples that interpolation needs before a block and behind it (8.4.2.2.1). */
const TAPS_BEFORE = 2;
const TAPS_AFTER = 3;

/**
 * Lays out a direction: around, where vectors reach across the whole image, else along, with room for as
 * far as the image comes; whichever needs less room.
 *
 * @param farthest that vectors may reach, px
 * @returns `undefined` where they reach neither way
 */
export function planSide(length: number, travel: Travel, farthest: number): Side | undefined {
  if (travel.step === 0 || travel.frames === 0) return planStill(length);
  const ways = [planAround(length, travel, farthest), planAlong(length, travel, farthest)];
  return ways
    .filter((way) => way !== undefined)
    .toSorted((a, b) => a.repeated - b.repeated)
    .at(0);
}

/** A direction in which nothing moves. */
export function planStill(length: number): Side {
  return sideOf(length, 0, 0, 0);
}

/** A macroblock may be fetched from any place of the image. */
function planAround(length: number, { step }: Travel, farthest: number): Side | undefined {
  const { before, after } = margins(step);
  const reach = length + before;
  if (reach > farthest) return undefined;
  return sideOf(length, OVERHANG + before + after, reach, 0);
}

/**
 * All of a picture is fetched in one piece, which begins as far into the coded picture as the image has
 * come. It moves back: to move on, or by fractions, it would need samples before the first one that is
 * shown, and not all decoders crop at the left and at the top (Chromium's doesn't).
 */
function planAlong(length: number, { step, frames }: Travel, farthest: number): Side | undefined {
  const distance = Math.ceil((-step * frames) / 4);
  if (step > 0 || step % 4 !== 0 || distance >= farthest) return undefined;
  const { after } = margins(step);
  return sideOf(length, evenAbove(distance) + after, distance, -step / 4 + after);
}

/** Odd steps take the mean of two chroma samples, fractions six samples of luma. All of it even. */
function margins(step: number): { before: number; after: number } {
  if (step % 4 !== 0) return { before: TAPS_BEFORE, after: TAPS_AFTER + 1 };
  return { before: 0, after: step % 8 === 0 ? 0 : 2 };
}

/** @param lost of its samples, when a picture is made of it */
function sideOf(length: number, repeated: number, reach: number, lost: number): Side {
  const coded = MACROBLOCK * Math.ceil((length + repeated) / MACROBLOCK);
  return { length, coded, repeated, reach, remade: coded - lost };
}

/** Both directions of a coded picture. */
export interface Geometry {
  readonly x: Side;
  readonly y: Side;
  /** In macroblocks. */
  readonly columns: number;
  readonly rows: number;
}

export function joinSides(x: Side, y: Side): Geometry {
  return { x, y, columns: x.coded / MACROBLOCK, rows: y.coded / MACROBLOCK };
}

/** The geometry of what is made of a key picture. */
export function remadeOf({ x, y, ...macroblocks }: Geometry): Geometry {
  return { ...macroblocks, x: { ...x, coded: x.remade }, y: { ...y, coded: y.remade } };
}

/** What stands in a macroblock. */
export type Content = 'own' | 'copy' | 'raw';

/**
 * A macroblock behind the image has to decode to the same samples as where they stand first. It does where
 * it is coded in the same words, which takes an image of whole macroblocks; else, and where words would
 * mean something else (at the corner, where nothing is before the first but something before its copy), it
 * is stored raw.
 */
export function contentOf({ x, y }: Geometry, column: number, row: number): Content {
  const across = repeats(x, column);
  const down = repeats(y, row);
  if (across === 'own' && down === 'own') return 'own';
  if (across === 'raw' || down === 'raw') return 'raw';
  return firstOf(x, column) === 0 && firstOf(y, row) === 0 ? 'raw' : 'copy';
}

/** How many macroblocks of a key picture are stored raw. */
export function countRaw(geometry: Geometry): number {
  let raw = 0;
  for (let row = 0; row < geometry.rows; row++) {
    for (let column = 0; column < geometry.columns; column++)
      if (contentOf(geometry, column, row) === 'raw') raw++;
  }
  return raw;
}

function repeats({ length, repeated }: Side, index: number): Content {
  const end = MACROBLOCK * (index + 1);
  if (end <= length || repeated === 0) return 'own';
  return length % MACROBLOCK === 0 ? 'copy' : 'raw';
}

/** So many columns or rows of a direction, from the first on, are the image's own. */
export function countOwn(side: Side): number {
  let own = 0;
  while (own < side.coded / MACROBLOCK && repeats(side, own) === 'own') own++;
  return own;
}

/** The column or row that a copy has the words of. */
export function firstOf(side: Side, index: number): number {
  return repeats(side, index) === 'copy' ? index % (side.length / MACROBLOCK) : index;
}

/** True where columns or rows of a direction come again in the same words. */
export function hasCopies({ length, coded, repeated }: Side): boolean {
  return repeated > 0 && length % MACROBLOCK === 0 && coded > length;
}
